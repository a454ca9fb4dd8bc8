"""Questions to and about suppliers in a re-spend survey."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms

from socialvalue.core.forms import (
    DateField,
    Form,
    PercentageField,
    TextField,
    WholeNumberField,
)
from socialvalue.core.layout import Field, Fieldset, Layout, Size, Submit, Width
from socialvalue.suppliers.models import Supplier

MOST_JOBS = 1_000_000
HUNDRED = Decimal(100)


class SurveyForm(Form):
    """A new survey."""

    title = forms.CharField(label="Title", max_length=200, help_text="Suppliers see it")
    area_code = forms.ChoiceField(
        label="Area", help_text="In which suppliers spend again what they are paid"
    )
    start = DateField(label="First day", called="the first day")
    end = DateField(label="Last day", called="the last day")
    answer_by = DateField(
        label="Answer by (optional)", called="the day to answer by", required=False
    )
    wording = TextField(
        label="What do you say to suppliers? (optional)",
        required=False,
        max_characters=2_000,
        help_text="Shown above the question. Say who asks, why, and what you do with the answer.",
    )
    asks_jobs = forms.BooleanField(
        label="Ask for the number of jobs held by people who live in the area too", required=False
    )

    def __init__(
        self, *args: object, areas: Iterable[tuple[str, list[tuple[str, str]]]], **kwargs: object
    ) -> None:
        """Offer these areas, by kind."""
        super().__init__(*args, **kwargs)
        groups = list(areas)
        self.fields["area_code"].choices = [("", "Select an area"), *groups]
        self.names = {code: name for _, members in groups for code, name in members}
        self.helper.layout = Layout(
            "title",
            "area_code",
            Fieldset("start", "end", legend="Of which period?", size=Size.MEDIUM),
            "answer_by",
            "wording",
            Field.checkbox("asks_jobs"),
            Submit("save", "Start the survey"),
        )

    def clean(self) -> dict[str, Any]:
        """Refuse a period that ends before it begins."""
        answers = super().clean()
        start, end = answers.get("start"), answers.get("end")
        if start and end and end < start:
            self.add_error("end", "The last day must be on or after the first day")
        return answers

    def details(self) -> dict[str, Any]:
        """Return the fields of the survey."""
        answers = self.cleaned_data
        return {**answers, "area_name": self.names[answers["area_code"]]}


class InviteForm(Form):
    """An e-mail address for each supplier to be invited; none: not invited now."""

    def __init__(self, *args: object, suppliers: Iterable[Supplier], **kwargs: object) -> None:
        """Offer these suppliers."""
        super().__init__(*args, **kwargs)
        self.suppliers = {f"email_{each.pk}": each for each in suppliers}
        for name, supplier in self.suppliers.items():
            self.fields[name] = forms.EmailField(
                label=supplier.name,
                required=False,
                error_messages={
                    "invalid": f"Enter an e-mail address for {supplier.name}, like "
                    "name@example.org, or leave it empty"
                },
            )
        self.helper.layout = Layout(
            *(Field(name, autocomplete="off") for name in self.suppliers),
            Submit("save", "Invite"),
        )

    def addresses(self) -> dict[Supplier, str]:
        """Return the address of each supplier to be invited."""
        return {
            supplier: self.cleaned_data[name]
            for name, supplier in self.suppliers.items()
            if self.cleaned_data.get(name)
        }


class ShareForm(Form):
    """A share in percent, and the number of jobs where the survey asks for it."""

    def __init__(self, *args: object, area: str, asks_jobs: bool, **kwargs: object) -> None:
        """Ask about this area."""
        super().__init__(*args, **kwargs)
        self.fields["share"] = PercentageField(
            label=f"Of what we paid you, how much did you spend again with suppliers and staff in "
            f"{area}?",
            called="the share",
            max_places=2,
            help_text="An estimate is fine. For example 60",
            error_messages={"required": "Enter the share, such as 60"},
        )
        if asks_jobs:
            self.fields["jobs"] = WholeNumberField(
                label=f"How many of your jobs are held by people who live in {area}? (optional)",
                called="the number of jobs",
                required=False,
                smallest=0,
                largest=MOST_JOBS,
            )
        self.asked = ["share", "jobs"] if asks_jobs else ["share"]

    @property
    def respend_share(self) -> Decimal:
        """The share from 0 to 1, exactly as answered."""
        return self.cleaned_data["share"] / HUNDRED

    @property
    def jobs_held(self) -> int | None:
        """The number of jobs, if it was asked for and said."""
        return self.cleaned_data.get("jobs")

    def questions(self) -> list[Field]:
        """Return the questions, short answers in short boxes."""
        return [Field(name, width=Width.CHARACTERS_5) for name in self.asked]


class PublicAnswerForm(ShareForm):
    """What a supplier answers for itself."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(*self.questions(), Submit("save", "Send your answer"))


class PaperAnswerForm(ShareForm):
    """An answer that came on paper or by telephone, entered by an officer."""

    note = forms.CharField(
        label="Who said it, and when?", max_length=500, help_text="Kept in the record"
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(*self.questions(), "note", Submit("save", "Save the answer"))
