"""Asking where the money of a period went."""

import datetime as dt

from django import forms

from socialvalue.core.forms import DateField, Form
from socialvalue.core.layout import Fieldset, Layout, Size, Submit
from socialvalue.places import queries as places


class AnalysisForm(Form):
    """Which period, and what counts as local."""

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

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        groups = places.areas_for_choice()
        self.fields["place_code"].choices = [("", "Select an area"), *groups]
        self.fields["wider_place_code"].choices = [("", "None"), *groups]
        self.helper.layout = Layout(
            Fieldset("start", "end", legend="Period", size=Size.MEDIUM),
            Fieldset("place_code", "wider_place_code", legend="Areas", size=Size.MEDIUM),
            Submit("save", "Work it out"),
        )

    def clean(self) -> dict[str, object]:
        """Refuse a period that ends before it starts, and areas that do not lie in each other."""
        answers = super().clean()
        start, end = answers.get("start"), answers.get("end")
        if start and end and end < start:
            self.add_error("end", "Last day must be on or after the first day")
        codes = answers.get("place_code", ""), answers.get("wider_place_code", "")
        if all(codes) and (problem := places.why_not_within(*codes)):
            self.add_error("wider_place_code", problem)
        return answers


def financial_year_of(day: dt.date) -> tuple[dt.date, dt.date]:
    """Return the first and last day of the financial year (1 April to 31 March) of a day."""
    year = day.year if (day.month, day.day) >= (4, 1) else day.year - 1
    return dt.date(year, 4, 1), dt.date(year + 1, 3, 31)
