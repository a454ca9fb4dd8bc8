"""Asking where the money of a period went."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence

from django import forms

from socialvalue.calculations.spend.findings import shortened
from socialvalue.core.forms import DateField, Form
from socialvalue.core.layout import Field, Fieldset, Layout, Size, Submit
from socialvalue.places import queries as places
from socialvalue.spend import words
from socialvalue.spend.models import Anchor


class AnalysisForm(Form):
    """Which period, whose payments, and what counts as local."""

    start = DateField(label="First day", help_text="For example, 1 4 2014 for the year 2014/15")
    end = DateField(label="Last day", help_text="It belongs to the period")
    place_code = forms.ChoiceField(
        label="Your place",
        help_text="What you call local",
        error_messages={"required": "Select your place"},
    )
    wider_place_code = forms.ChoiceField(
        label="The wider area around it",
        required=False,
        help_text="Your place must lie wholly within it",
    )

    other_area_code = forms.ChoiceField(
        label="Another area to report on (optional)",
        required=False,
        help_text="Beside these two. It may cut across them: a county without its cities, say",
    )

    def __init__(self, *args: object, anchors: Sequence[Anchor] = (), **kwargs: object) -> None:
        """Ask whose payments where there are those of more than one anchor."""
        super().__init__(*args, **kwargs)
        self.anchors = anchors
        groups = places.areas_for_choice()
        self.fields["place_code"].choices = [("", "Select an area"), *groups]
        for name in ("wider_place_code", "other_area_code"):
            self.fields[name].choices = [("", "None"), *groups]
        if len(anchors) > 1:
            self.fields["anchors"] = _anchors_field(anchors)
        self.helper.layout = Layout(
            Fieldset("start", "end", legend="Period", size=Size.MEDIUM),
            *([Field.checkboxes("anchors", legend_size=Size.MEDIUM)] if len(anchors) > 1 else []),
            Fieldset(
                "place_code", "wider_place_code", "other_area_code", legend="Areas",
                size=Size.MEDIUM,
            ),
            Submit("save", "Work it out"),
        )  # fmt: skip

    def clean(self) -> dict[str, object]:
        """Refuse a period that ends before it starts, and areas that do not lie in each other."""
        answers = super().clean()
        start, end = answers.get("start"), answers.get("end")
        if start and end and end < start:
            self.add_error("end", "Last day must be on or after the first day")
        codes = answers.get("place_code", ""), answers.get("wider_place_code", "")
        if all(codes) and (problem := places.why_not_within(*codes)):
            self.add_error("wider_place_code", problem)
        if answers.get("other_area_code") in {code for code in codes if code}:
            self.add_error("other_area_code", "This area is above already: select another, or none")
        return answers

    def title(self) -> str:
        """Return what the analysis is called: its period, and whose payments if not of all."""
        period = words.period_called(self.cleaned_data["start"], self.cleaned_data["end"])
        chosen = self.cleaned_data.get("anchors", self.anchors)
        if len(chosen) == len(self.anchors):
            return words.capital(period)
        return f"{_together([anchor.name for anchor in chosen])}: {period}"

    def asked(self) -> dict[str, object]:
        """Return what is asked, as the action takes it; without `anchors`, of all there are."""
        answers = dict(self.cleaned_data)
        other = answers.pop("other_area_code")
        return answers | {"other_area_codes": [other] if other else []}


def _together(names: Sequence[str]) -> str:
    """Return names as one says them, cut short where they are many or long."""
    if len(names) > 2:
        return f"{len(names)} anchors"
    return " and ".join(shortened(name) for name in names)


def _anchors_field(anchors: Sequence[Anchor]) -> forms.Field:
    """Return the question whose payments, with all of them ticked."""
    return forms.TypedMultipleChoiceField(
        label="Whose payments?",
        help_text="Payments between those that you tick are left out of the pooled sums",
        choices=[(str(anchor.pk), anchor.name) for anchor in anchors],
        coerce={str(anchor.pk): anchor for anchor in anchors}.get,
        initial=[str(anchor.pk) for anchor in anchors],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Select whose payments to analyse"},
    )


def fullest_year(months: Iterable[str]) -> tuple[dt.date, dt.date]:
    """Return the first and last day of the financial year (1 April to 31 March) to propose.

    It is the one of which most months are there, the newest of equals: a payment or two of another
    year in a file should not decide. `months` are distinct and as "2024-04".
    """
    counted = Counter(_year_of(month) for month in months)
    year = max(counted, key=lambda year: (counted[year], year))
    return dt.date(year, 4, 1), dt.date(year + 1, 3, 31)


def _year_of(month: str) -> int:
    """Return the year in which the financial year of a month begins."""
    year, number = map(int, month.split("-"))
    return year if number >= 4 else year - 1
