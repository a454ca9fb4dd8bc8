"""How much quality, price and social value weigh, and the last look at a method."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from procurement.tenders.models import (
    CLIMATE_PLACES,
    Section,
)
from socialvalue.core.forms import (
    Form,
    PercentageField,
    TextField,
)
from socialvalue.core.layout import (
    ButtonGroup,
    Field,
    Layout,
    Link,
    Submit,
)

WEIGHT_PLACES = 4


class EditsForm(Form):
    """A form about a draft method, which knows how many changes the method had when it opened."""

    edits = forms.IntegerField(widget=forms.HiddenInput)


class WeightsForm(EditsForm):
    """How much quality, price and social value weigh. The page says what the rules ask."""

    quality = PercentageField(label="Quality", max_places=WEIGHT_PLACES)
    price = PercentageField(label="Price", max_places=WEIGHT_PLACES)
    social_value = PercentageField(label="Social value", max_places=WEIGHT_PLACES)
    departure_reason = TextField(
        label="Why this tender departs from the rule",
        required=False,
        max_characters=2000,
        help_text="This is kept in the tender's record",
    )
    departure_approver = forms.CharField(
        label="Name and post of the person who approved it", required=False, max_length=200
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.form_tag = False

    @property
    def weights_given(self) -> dict[str, Decimal | None]:
        """The weights that can be read so far, None for the others."""
        given = getattr(self, "cleaned_data", None) or self.initial
        return {section.value: given.get(section.value) for section in Section}


class ClimateForm(EditsForm):
    """Where the climate theme of the tender is."""

    places = forms.MultipleChoiceField(
        label="Where does this tender deal with climate change?",
        widget=forms.CheckboxSelectMultiple,
        choices=[*CLIMATE_PLACES.items(), ("nowhere", "Nowhere in this tender")],
        help_text="Select all that apply",
        error_messages={"required": "Select where this tender deals with climate change"},
    )

    def __init__(self, *args: Any, back: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(
            "edits",
            Field.checkboxes("places", exclusive=frozenset({"nowhere"})),
            ButtonGroup(Submit("save", "Save and continue"), Link("Cancel", href=back)),
        )

    def clean_places(self) -> list[str]:
        """Nowhere is an answer by itself."""
        places = self.cleaned_data["places"]
        if "nowhere" in places and len(places) > 1:
            raise ValidationError("Select where it is, or select nowhere, not both")
        return [place for place in places if place != "nowhere"]
