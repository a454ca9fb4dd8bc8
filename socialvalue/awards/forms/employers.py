"""What an employer pays and offers on a day."""

import datetime as dt
from typing import Any

from django import forms

from socialvalue.awards.models import EmployerFacts
from socialvalue.calculations.awards.good_employer import Facts, Place
from socialvalue.core.forms import DateField, ExactDecimalField, Form, MoneyField, WholeNumberField
from socialvalue.core.layout import ButtonGroup, Field, Fieldset, Layout, Link, Size, Submit, Width

MOST_STAFF = 5_000_000
YES_NO_UNKNOWN = [("yes", "Yes"), ("no", "No"), ("unknown", "We do not know")]


def counted(label: str, called: str, help_text: str = "") -> WholeNumberField:
    """Return a field for a number of people that may be unknown."""
    return WholeNumberField(
        label=label,
        called=called,
        required=False,
        smallest=0,
        largest=MOST_STAFF,
        help_text=help_text or "Leave it empty if you do not know",
    )


class EmployerFactsForm(Form):
    """The facts of one day. What is left empty is unknown, never nought."""

    as_of = DateField(
        label="On which day?",
        called="the day",
        earliest=dt.date(2018, 1, 1),
        help_text="All figures are of this day. It decides which rate they are held against",
    )
    place = forms.ChoiceField(
        label="Where do these people work?",
        choices=EmployerFacts.Place.choices,
        widget=forms.RadioSelect,
        help_text="The real living wage of London is higher. Record each place by itself",
        error_messages={"required": "Select where these people work"},
    )
    staff = WholeNumberField(
        label="How many people work for you there?",
        called="the number of people",
        smallest=1,
        largest=MOST_STAFF,
        help_text="Aged 18 and over, without apprentices",
    )
    lowest_pence = MoneyField(
        label="What is the lowest pay for an hour?",
        called="the lowest pay",
        smallest=1,
        largest=100_000,
        help_text="Without tips, bonuses and overtime, like 13.45",
    )
    below_rate = counted(
        "How many earn less than the real living wage?", "the number below the rate"
    )
    includes_contractors = forms.ChoiceField(
        label="Do regular contractors’ staff, such as cleaners, count in these figures?",
        choices=YES_NO_UNKNOWN,
        widget=forms.RadioSelect,
        error_messages={"required": "Select whether contractors’ staff count in these figures"},
    )
    least_hours = ExactDecimalField(
        label="What are the fewest hours a week that anybody is guaranteed?",
        called="the guaranteed hours",
        required=False,
        smallest=0,
        largest=168,
        max_places=2,
        help_text="Not counting those who asked for fewer. Leave it empty if you do not know",
    )
    zero_hours = counted(
        "How many have no guaranteed hours?", "the number without guaranteed hours"
    )
    trained = counted(
        "How many were trained in the twelve months before?", "the number who were trained"
    )

    def __init__(self, *args: object, today: dt.date, back: str, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["as_of"].latest = today
        self.helper.layout = Layout(
            Field.date("as_of", legend_size=Size.SMALL),
            Field.radios("place", legend_size=Size.SMALL),
            Field.text("staff", width=Width.CHARACTERS_10),
            Fieldset(
                Field.text("lowest_pence", width=Width.CHARACTERS_5),
                Field.text("below_rate", width=Width.CHARACTERS_10),
                Field.radios("includes_contractors", legend_size=Size.SMALL),
                legend="Pay",
            ),
            Fieldset(
                Field.text("least_hours", width=Width.CHARACTERS_5, suffix="hours"),
                Field.text("zero_hours", width=Width.CHARACTERS_10),
                legend="Hours",
            ),
            Fieldset(Field.text("trained", width=Width.CHARACTERS_10), legend="Training"),
            ButtonGroup(Submit("save", "Keep these facts"), Link("Cancel", href=back)),
        )

    def facts(self) -> Facts:
        """Return the answers as the sums take them."""
        said: dict[str, Any] = dict(self.cleaned_data)
        said.pop("includes_contractors")
        return Facts(**said | {"place": Place(said["place"])})

    def includes(self) -> bool | None:
        """Whether contractors count in the figures; None if it is not known."""
        return {"yes": True, "no": False}.get(self.cleaned_data["includes_contractors"])
