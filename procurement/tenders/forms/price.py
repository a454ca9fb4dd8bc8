"""How prices are scored."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from procurement.tenders.forms.weights import EditsForm
from procurement.tenders.models import (
    AbnormallyLowReference,
    Formula,
)
from procurement.tenders.queries import RANKING_FORMULAS
from procurement.tenders.words import OFFERED, TIE_BREAKS, formula_hint, formula_title
from socialvalue.core.forms import (
    ExactDecimalField,
    MoneyField,
    PercentageField,
)
from socialvalue.core.layout import (
    Field,
    Fieldset,
    Inset,
    Layout,
    Size,
    Submit,
    Width,
)


class PriceForm(EditsForm):
    """How prices are scored. Only formulas that fit the weight of price are offered."""

    formula = forms.ChoiceField(
        label="Price formula",
        widget=forms.RadioSelect,
        error_messages={"required": "Select a price formula"},
    )
    floor = MoneyField(label="Floor: a bid at or below it gets full marks", called="the floor")
    ceiling = MoneyField(label="Ceiling: a bid at or above it gets none", called="the ceiling")
    full_score_when_undefined = forms.BooleanField(
        label="Give full marks where the formula cannot be used: one bid, or all prices equal"
    )
    exponent = ExactDecimalField(
        label="Exponent: how much quality is raised", max_places=1, smallest=Decimal(1)
    )
    minimum_quality = PercentageField(
        label="Lowest quality and social value score, out of 100", called="the lowest score"
    )
    fixed_price = MoneyField(label="The fixed price")
    tie_break = forms.ChoiceField(
        label="If bids are exactly equal, the better one is the one with",
        widget=forms.RadioSelect,
        choices=[(code, words) for code, words in TIE_BREAKS.items()],
        error_messages={"required": "Select how ties are broken"},
    )
    percent_below = PercentageField(
        label="A price is flagged as abnormally low if it is more than this below the reference",
        called="the percentage",
        help_text=(
            "The flag opens the duty to ask the bidder. It never disqualifies or changes a score"
        ),
    )
    references = forms.MultipleChoiceField(
        label="References",
        widget=forms.CheckboxSelectMultiple,
        choices=AbnormallyLowReference.choices,
        required=False,
    )
    should_cost = MoneyField(
        label="Should-cost estimate (optional)",
        called="the should-cost estimate",
        required=False,
        help_text="What the contract should cost to deliver, by your own estimate",
    )

    PARAMETERS = {
        Formula.BENCHMARK: ["floor", "ceiling"],
        Formula.WEIGHTED_VFM: ["exponent"],
        Formula.LOWEST_ABOVE_THRESHOLD: ["minimum_quality"],
        Formula.FIXED_PRICE: ["fixed_price"],
    }

    def __init__(self, *args: Any, price_weight: Decimal | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ranking = price_weight == 0
        offered = [each for each in OFFERED if (each in RANKING_FORMULAS) == ranking]
        self.fields["formula"].choices = [
            (formula.value, formula_title(formula)) for formula in offered
        ]
        self._ask_only_for(self._formula_chosen())
        reveals = {
            formula.value: [Field.text(name, width=Width.CHARACTERS_10) for name in names]
            for formula, names in self.PARAMETERS.items()
            if formula in offered
        }
        if Formula.SPREAD in offered:
            reveals[Formula.SPREAD] = [Field.checkbox("full_score_when_undefined", small=True)]
        self.helper.layout = Layout(
            "edits",
            Field.radios(
                "formula",
                legend_size=Size.MEDIUM,
                hints={formula.value: formula_hint(formula) for formula in offered},
                reveals=reveals,
            ),
            Fieldset(
                Field.radios("tie_break"),
                Inset("What is left equal after that is decided by drawing lots before a witness."),
                legend="Ties",
            ),
            Fieldset(
                Field.text("percent_below", width=Width.CHARACTERS_5),
                Field.checkboxes("references", small=True),
                Field.text("should_cost", width=Width.CHARACTERS_10),
                legend="Abnormally low prices",
            ),
            Submit("save", "Save and continue"),
        )

    def _formula_chosen(self) -> str:
        """The formula that was sent, or that the method has."""
        return self.data.get("formula", "") if self.is_bound else ""

    def _ask_only_for(self, formula: str) -> None:
        """Parameters of other formulas may stay empty, and are not read."""
        wanted = self.PARAMETERS.get(formula, [])
        for names in self.PARAMETERS.values():
            for name in names:
                if name not in wanted:
                    self.fields[name].required = False
        self.fields["full_score_when_undefined"].required = False

    def clean(self) -> dict[str, Any]:
        """A ceiling is above its floor; an exponent is a multiple of a half."""
        answers = super().clean()
        if answers.get("formula") == Formula.BENCHMARK:
            floor, ceiling = answers.get("floor"), answers.get("ceiling")
            if floor is not None and ceiling is not None and ceiling <= floor:
                self.add_error("ceiling", "The ceiling must be above the floor")
        exponent = answers.get("exponent")
        if answers.get("formula") == Formula.WEIGHTED_VFM and exponent and exponent * 2 % 1:
            self.add_error("exponent", ValidationError("Exponent must be 1, 1.5, 2 and so on"))
        return answers

    def parameters(self) -> dict[str, str]:
        """Return the parameters of the chosen formula as the bundle writes them."""
        answers = self.cleaned_data
        match answers["formula"]:
            case Formula.BENCHMARK:
                return {
                    "floor": in_pounds(answers["floor"]),
                    "ceiling": in_pounds(answers["ceiling"]),
                }
            case Formula.SPREAD if answers["full_score_when_undefined"]:
                return {"when_undefined": "full_score"}
            case Formula.WEIGHTED_VFM:
                return {"exponent": f"{answers['exponent']:f}"}
            case Formula.LOWEST_ABOVE_THRESHOLD:
                return {"minimum_quality": f"{answers['minimum_quality']:f}"}
            case Formula.FIXED_PRICE:
                return {"price": in_pounds(answers["fixed_price"])}
        return {}


def in_pounds(pence: int) -> str:
    """Return pence as a decimal string of pounds."""
    return f"{pence // 100}.{pence % 100:02d}"
