"""The shapes of decisions that people take."""

from collections.abc import Sequence
from typing import Any

from django import forms

from procurement.evaluation.models import DisqualificationRule
from socialvalue.core.forms import DateTimeField, Form, TextField
from socialvalue.core.layout import ButtonGroup, Field, Layout, Link, Submit


class DisqualifyForm(Form):
    """A decision, taken by people, that a bid takes no further part."""

    rule = forms.ChoiceField(
        label="On what ground?",
        choices=DisqualificationRule.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Select the ground"},
    )
    reason = TextField(
        label="Reason",
        max_characters=4000,
        called="the reason",
        help_text="What was found, what the bidder was asked and answered, and who decided",
    )
    decided_at = DateTimeField(label="When it was decided", called="the time of the decision")

    def __init__(self, *args: Any, back: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(
            Field.radios("rule"),
            Field.textarea("reason", rows=5),
            Field.date("decided_at"),
            ButtonGroup(
                Submit("save", "Record the decision", kind="warning"), Link("Cancel", href=back)
            ),
        )


class DrawForm(Form):
    """The order in which lots were drawn between bids that nothing else separates."""

    witness = forms.CharField(
        label="Who witnessed it", max_length=200, help_text="A role, for example internal auditor"
    )
    drawn_at = DateTimeField(label="When lots were drawn", called="the time lots were drawn")

    def __init__(
        self, *args: Any, bids: Sequence[tuple[str, str]], back: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.places = [f"place_{place}" for place in range(1, len(bids) + 1)]
        for place, name in enumerate(self.places, start=1):
            self.fields[name] = forms.ChoiceField(
                label=f"Drawn in place {place}",
                choices=[("", "Choose a bid"), *bids],
                error_messages={"required": f"Select the bid drawn in place {place}"},
            )
        self.helper.layout = Layout(
            *self.places,
            Field.text("witness"),
            Field.date("drawn_at"),
            ButtonGroup(Submit("save", "Record the draw"), Link("Cancel", href=back)),
        )

    def clean(self) -> dict[str, Any]:
        """Each bid has one place."""
        answers = super().clean()
        drawn = [answers.get(name) for name in self.places if answers.get(name)]
        if len(set(drawn)) != len(drawn):
            self.add_error(self.places[-1], "Give each bid one place")
        return answers

    def order(self) -> list[str]:
        """Return the codes of the bids, best first."""
        return [self.cleaned_data[name] for name in self.places]
