"""What people say to suggestions, and why they take things back."""

from collections.abc import Iterable

from django import forms

from socialvalue.core.forms import Form
from socialvalue.core.layout import Field, Layout, Size, Submit
from socialvalue.suppliers.models import Suggestion

KEEP_FIRST, KEEP_SECOND, NO = "first", "second", "no"


class PairForm(Form):
    """Whether two suppliers are one, and which of them stays; or whether a fact is so."""

    note = forms.CharField(
        label="Why? (optional)", required=False, max_length=500, help_text="Kept in the record"
    )

    def __init__(self, *args: object, suggestion: Suggestion, **kwargs: object) -> None:
        """Ask about this suggestion."""
        super().__init__(*args, **kwargs)
        question, choices = question_of(suggestion)
        self.fields["answer"] = forms.ChoiceField(
            label=question,
            choices=choices,
            widget=forms.RadioSelect,
            error_messages={"required": "Select what is so"},
        )
        self.helper.layout = Layout(
            Field.radios("answer", legend_size=Size.MEDIUM), "note", Submit("save", "Save")
        )


def question_of(suggestion: Suggestion) -> tuple[str, list[tuple[str, str]]]:
    """Return the question that a suggestion puts, and what may be answered."""
    if suggestion.kind == Suggestion.Kind.SAME:
        return "Are these the same supplier?", [
            (KEEP_FIRST, f"Yes: call it {suggestion.supplier.name}"),
            (KEEP_SECOND, f"Yes: call it {suggestion.other.name}"),
            (NO, "No, they are two"),
        ]
    return "Is this so?", [(KEEP_FIRST, "Yes"), (NO, "No")]


class BulkForm(Form):
    """Several suggestions at once."""

    chosen = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Select at least one",
            "invalid_choice": "Somebody has decided one of them meanwhile: select again",
        },
    )

    def __init__(self, *args: object, suggestions: Iterable[Suggestion], **kwargs: object) -> None:
        """Offer those that wait."""
        super().__init__(*args, **kwargs)
        self.fields["chosen"].choices = [(str(each.pk), str(each)) for each in suggestions]


class ReasonForm(Form):
    """Why something is taken back."""

    def __init__(self, *args: object, question: str, submit: str, **kwargs: object) -> None:
        """Ask in these words."""
        super().__init__(*args, **kwargs)
        self.fields["reason"] = forms.CharField(
            label=question,
            max_length=500,
            help_text="Kept in the record",
            error_messages={
                "required": "Enter the reason",
                "max_length": "The reason must be 500 characters or fewer",
            },
        )
        self.helper.layout = Layout("reason", Submit("save", submit))
