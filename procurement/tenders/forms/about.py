"""What a tender says about itself."""

from typing import Any

from django import forms

from procurement.tenders.models import (
    MainCategory,
    Regime,
    Tender,
)
from procurement.tenders.queries import is_before_day
from socialvalue.accounts.models import Nation
from socialvalue.core.forms import (
    DateField,
    DateTimeField,
    Form,
    MoneyField,
)
from socialvalue.core.layout import (
    Columns,
    Field,
    Fieldset,
    Layout,
    Submit,
    Width,
)

REGIME_HINTS = {
    Regime.PROCUREMENT_ACT_2023: (
        "Most contracts above the threshold that commenced on or after 24 February 2025"
    ),
    Regime.PROVIDER_SELECTION_REGIME: "Health care services bought by NHS bodies and councils",
    Regime.PUBLIC_CONTRACTS_REGULATIONS_2015: (
        "Procurements that commenced before 24 February 2025, and call-offs under them"
    ),
    Regime.BELOW_THRESHOLD: "Contracts below the threshold for the kind of buyer",
}


class TenderForm(Form):
    """What a tender says about itself. Values in pence. `thresholds` is said beside the value."""

    title = forms.CharField(
        label="Title", max_length=200, error_messages={"required": "Enter the title"}
    )
    reference = forms.CharField(
        label="Your reference",
        max_length=60,
        help_text="As in your contracts register, for example MWH-2027-014",
    )
    main_category = forms.ChoiceField(
        label="What it mainly buys",
        choices=MainCategory.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Select what the tender mainly buys"},
    )
    regime = forms.ChoiceField(
        label="Law it is run under",
        choices=Regime.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Select the law it is run under"},
    )
    nation = forms.ChoiceField(
        label="Nation",
        choices=Nation.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Select the nation"},
    )
    value_excluding_vat_pence = MoneyField(
        label="Estimated value without VAT",
        called="the estimated value without VAT",
        help_text="Over the whole life of the contract",
    )
    value_including_vat_pence = MoneyField(
        label="Estimated value with VAT", called="the estimated value with VAT"
    )
    commenced_on = DateField(
        label="Day the procurement commences",
        called="the day the procurement commences",
        help_text=(
            "It decides which rules and thresholds apply. Usually the day of the tender notice, "
            "for example 27 3 2027"
        ),
    )
    deadline = DateTimeField(
        label="Deadline for bids (optional for now)",
        called="the deadline for bids",
        required=False,
    )

    def __init__(self, *args: Any, thresholds: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The bound field is made already, and keeps the hint of its own.
        self["value_including_vat_pence"].help_text = thresholds
        self.helper.layout = Layout(
            Fieldset(
                Field.text("title", width=Width.FULL),
                Field.text("reference", width=Width.CHARACTERS_20),
                Field.radios("main_category", inline=True),
                legend="What you are buying",
            ),
            Fieldset(
                Field.radios("regime", hints=REGIME_HINTS),
                Field.radios("nation", inline=True),
                legend="The law",
            ),
            Fieldset(
                Columns(
                    Field.text("value_excluding_vat_pence", width=Width.CHARACTERS_10),
                    Field.text("value_including_vat_pence", width=Width.CHARACTERS_10),
                ),
                legend="Value",
            ),
            Fieldset(Field.date("commenced_on"), Field.date("deadline"), legend="Dates"),
            Submit("save", "Save and continue"),
        )

    def clean(self) -> dict[str, Any]:
        """A value with VAT is not below the value without, nor a deadline before the start."""
        answers = super().clean()
        without = answers.get("value_excluding_vat_pence")
        including = answers.get("value_including_vat_pence")
        if without is not None and including is not None and including < without:
            self.add_error(
                "value_including_vat_pence",
                "Estimated value with VAT must be the same as the value without VAT, or more",
            )
        deadline, commenced_on = answers.get("deadline"), answers.get("commenced_on")
        if deadline and commenced_on and is_before_day(deadline, commenced_on):
            self.add_error(
                "deadline",
                "The deadline for bids must be on or after the day the procurement commences",
            )
        return answers


def tender_answers(tender: Tender) -> dict[str, Any]:
    """Return the answers of the form as the tender has them."""
    return {name: getattr(tender, name) for name in TenderForm.base_fields}
