"""Lots: what each is, its own weights, for whom it is reserved, and how many one may win."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator

from procurement.tenders.forms.weights import WEIGHT_PLACES, EditsForm
from procurement.tenders.models import Lot, ReservedFor, Section
from socialvalue.core.forms import MoneyField, PercentageField, TextField, WholeNumberField
from socialvalue.core.layout import (
    ButtonGroup,
    Columns,
    Field,
    Fieldset,
    Layout,
    Link,
    Submit,
    Width,
)

CODE = RegexValidator(
    r"^[A-Za-z0-9_.-]+$", "Use letters, numbers, hyphens, points and underscores, like 2 or NORTH"
)


class LotForm(EditsForm):
    """One lot. Values in pence."""

    code = forms.CharField(
        label="Code",
        max_length=20,
        validators=[CODE],
        help_text="Short, for example 2. Bidders name it in their bids",
        error_messages={"required": "Enter the code of the lot"},
    )
    title = forms.CharField(
        label="Title", max_length=200, error_messages={"required": "Enter the title of the lot"}
    )
    value_excluding_vat_pence = MoneyField(
        label="Estimated value without VAT", called="the estimated value without VAT"
    )
    value_including_vat_pence = MoneyField(
        label="Estimated value with VAT", called="the estimated value with VAT"
    )
    own_weights = forms.BooleanField(label="This lot has weights of its own", required=False)
    quality = PercentageField(label="Quality", max_places=WEIGHT_PLACES, required=False)
    price = PercentageField(label="Price", max_places=WEIGHT_PLACES, required=False)
    social_value = PercentageField(label="Social value", max_places=WEIGHT_PLACES, required=False)
    reserved_for = forms.ChoiceField(
        label="Reserved for",
        choices=[("", "Nobody: open to all"), *ReservedFor.choices],
        widget=forms.RadioSelect,
        required=False,
    )
    reserved_area = forms.CharField(
        label="The place, as the notice will say it", required=False, max_length=300
    )
    reserved_because = TextField(
        label="Why it is reserved, and by which power", required=False, max_characters=2000
    )

    def __init__(
        self, *args: Any, hints: dict[str, str], back: str, may_code: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].disabled = not may_code
        self.helper.layout = Layout(
            "edits",
            Field.text("code", width=Width.CHARACTERS_5),
            Field.text("title", width=Width.FULL),
            Columns(
                Field.text("value_excluding_vat_pence", width=Width.CHARACTERS_10),
                Field.text("value_including_vat_pence", width=Width.CHARACTERS_10),
            ),
            Fieldset(
                Field.checkbox(
                    "own_weights",
                    reveals=[
                        Field.text(section.value, width=Width.CHARACTERS_5) for section in Section
                    ],
                ),
                legend="Weights",
            ),
            Field.radios(
                "reserved_for",
                hints=hints,
                reveals={ReservedFor.PLACE.value: [Field.text("reserved_area")]},
            ),
            Field.textarea("reserved_because", rows=3),
            ButtonGroup(Submit("save", "Save lot"), Link("Cancel", href=back)),
        )

    def clean(self) -> dict[str, Any]:
        """Own weights are all three; a reserved lot says why, and by place which place."""
        answers = super().clean()
        without = answers.get("value_excluding_vat_pence")
        including = answers.get("value_including_vat_pence")
        if without is not None and including is not None and including < without:
            self.add_error(
                "value_including_vat_pence",
                "Estimated value with VAT must be the same as the value without VAT, or more",
            )
        if answers.get("own_weights"):
            for section in Section:
                if section.value not in self.errors and answers.get(section.value) is None:
                    self.add_error(section.value, f"Enter {section.label.lower()}")
        reserved = answers.get("reserved_for")
        if reserved and not answers.get("reserved_because"):
            self.add_error("reserved_because", "Enter why the lot is reserved, and by which power")
        if reserved == ReservedFor.PLACE and not answers.get("reserved_area"):
            self.add_error("reserved_area", "Enter the place")
        return answers


class RemoveLotForm(EditsForm):
    """A last question before a lot is taken out."""

    def __init__(self, *args: Any, back: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(
            "edits",
            ButtonGroup(
                Submit("remove", "Take the lot out", kind="warning"), Link("Cancel", href=back)
            ),
        )


class LotLimitsForm(EditsForm):
    """How many lots one supplier may win, and the order in which lots are awarded."""

    most = WholeNumberField(
        label="Most lots that one supplier may win (optional)",
        called="the most lots",
        required=False,
        smallest=1,
        help_text="Leave empty for no limit",
    )

    def __init__(self, *args: Any, lots: list[Lot], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lots = lots
        names = []
        for lot in lots:
            name = f"place_{lot.pk}"
            self.fields[name] = WholeNumberField(
                label=f"Place of lot {lot.code} {lot.title}",
                called=f"the place of lot {lot.code}",
                required=False,
                smallest=1,
                largest=len(lots),
            )
            names.append(name)
        self.helper.layout = Layout(
            "edits",
            Field.text("most", width=Width.CHARACTERS_2),
            Fieldset(
                *[Field.text(name, width=Width.CHARACTERS_2) for name in names],
                legend="Order of award",
            ),
            Submit("save", "Save limits"),
        )

    def clean(self) -> dict[str, Any]:
        """With a limit every lot has a place of its own."""
        answers = super().clean()
        if answers.get("most") is None or self.errors:
            return answers
        taken: set[int] = set()
        for lot in self.lots:
            place = answers.get(f"place_{lot.pk}")
            if place is None:
                self.add_error(f"place_{lot.pk}", f"Enter the place of lot {lot.code}")
            elif place in taken:
                self.add_error(f"place_{lot.pk}", f"Give lot {lot.code} a place of its own")
            taken.add(place)
        return answers

    def award_order(self) -> list[str]:
        """Return the codes of the lots in the order of award."""
        if self.cleaned_data["most"] is None:
            return []
        places = self.cleaned_data
        ordered = sorted(self.lots, key=lambda lot: places[f"place_{lot.pk}"])
        return [lot.code for lot in ordered]
