"""Made-up bids, their points on the questions, and why a method stands after its stress test."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms

from procurement.calculations.contest import Question
from socialvalue.calculations.rounding import shown_short
from socialvalue.core.forms import Form, MoneyField, PercentageField, TextField
from socialvalue.core.layout import Columns, Field, Layout, Submit, Width

FEWEST_BIDS = 2
MOST_BIDS = 8


class StressBidForm(Form):
    """One made-up bid: a name, a price, and the percent of each section's marks that it earns."""

    pk = forms.UUIDField(required=False, widget=forms.HiddenInput)
    name = forms.CharField(
        label="Name", max_length=60, error_messages={"required": "Enter a name for the bid"}
    )
    price_pence = MoneyField(label="Price", called="the price of the bid", smallest=1)
    quality_percent = PercentageField(label="Quality marks", called="the quality marks of the bid")
    social_value_percent = PercentageField(
        label="Social value marks", called="the social value marks of the bid"
    )
    remove = forms.BooleanField(label="Take this bid out", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.empty_permitted = False
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout(
            "pk",
            Field.text("name", width=Width.CHARACTERS_20),
            Columns(
                Field.text("price_pence", width=Width.CHARACTERS_10),
                Field.text("quality_percent", width=Width.CHARACTERS_5),
                Field.text("social_value_percent", width=Width.CHARACTERS_5),
            ),
            Field.checkbox("remove", small=True),
        )

    def full_clean(self) -> None:
        """Check the answers, but nothing of a bid that is to be taken out."""
        super().full_clean()
        if self.is_bound and self.cleaned_data.get("remove"):
            self._errors.clear()


StressBidFormSet = forms.formset_factory(
    StressBidForm, extra=0, max_num=MOST_BIDS, validate_max=True, absolute_max=2 * MOST_BIDS
)


class StressPointsForm(Form):
    """The points of one made-up bid on each question, or none at all: then its percents count."""

    def __init__(self, *args: Any, questions: Sequence[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = questions
        for question in questions:
            levels = [(shown_short(level), shown_short(level)) for level in question.levels]
            self.fields[question.code] = forms.ChoiceField(
                label=f"{question.code} {question.title}",
                choices=[("", "Not given"), *levels],
                required=False,
            )
        self.helper.layout = Layout(
            *(Field.select(question.code) for question in questions), Submit("save", "Save points")
        )

    def points(self) -> dict[str, Decimal]:
        """Return the points that were given, by the code of the question."""
        return {code: Decimal(given) for code, given in self.cleaned_data.items() if given}


class AcknowledgeForm(Form):
    """Why the method stands although its result asks for an answer."""

    fingerprint = forms.CharField(widget=forms.HiddenInput)
    reason = TextField(
        label="Why you keep this formula",
        called="why you keep this formula",
        max_characters=2000,
        help_text="Kept with the method and in the tender's record. A changed method asks again",
        error_messages={"required": "Enter why you keep this formula"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(
            "fingerprint",
            Field.textarea("reason", rows=4),
            Submit("save", "I have read the result"),
        )
