"""How prices are scored."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from procurement.calculations.price_example import MadeUpBid
from procurement.tenders.forms.weights import EditsForm
from procurement.tenders.models import (
    AbnormallyLowReference,
    Formula,
)
from procurement.tenders.queries import RANKING_FORMULAS
from procurement.tenders.words import OFFERED, TIE_CHOICES, formula_hint, formula_title
from socialvalue.core.forms import (
    ExactDecimalField,
    Form,
    MoneyField,
    PercentageField,
)
from socialvalue.core.layout import (
    Field,
    Fieldset,
    Inset,
    Layout,
    Size,
    Width,
)


def _tie(label: str, *, required: bool = False) -> forms.ChoiceField:
    """Return one place in the order in which ties are broken."""
    return forms.ChoiceField(
        label=label,
        required=required,
        error_messages={"required": "Select what decides first if bids are exactly equal"},
    )


class PriceForm(EditsForm):
    """How prices are scored. Only formulas that fit the weight of price are offered.

    `asks_formula` is false on the page of a tender with several lots, where each lot has its own;
    `asks_rules` is false on the page of one such lot, for ties and low prices hold for all.
    """

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
    tie_1 = _tie("First, the better bid is the one with", required=True)
    tie_2 = _tie("Second, the one with")
    tie_3 = _tie("Third, the one with")
    tie_4 = _tie("Fourth, the one with")
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

    TIES = ("tie_1", "tie_2", "tie_3", "tie_4")
    RULES = (*TIES, "percent_below", "references")
    CHOICE = (
        "formula", "floor", "ceiling", "full_score_when_undefined", "exponent", "minimum_quality",
        "fixed_price", "should_cost",
    )  # fmt: skip

    def __init__(
        self,
        *args: Any,
        price_weight: Decimal | None,
        criteria: list[tuple[str, str]] | None = None,
        asks_formula: bool = True,
        asks_rules: bool = True,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        ranking = price_weight == 0
        offered = [each for each in OFFERED if (each in RANKING_FORMULAS) == ranking]
        self.fields["formula"].choices = [
            (formula.value, formula_title(formula)) for formula in offered
        ]
        entries = [*TIE_CHOICES.items(), *(criteria or [])]
        for name in self.TIES:
            self.fields[name].choices = [("", "Nothing more"), *entries]
        self.fields["tie_1"].choices = [("", "Select what decides"), *entries]
        for name in (*(() if asks_formula else self.CHOICE), *(() if asks_rules else self.RULES)):
            del self.fields[name]
        if asks_formula:
            self._ask_only_for(self._formula_chosen())
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout(
            "edits",
            *(self._choice(offered) if asks_formula else []),
            *(self._rules() if asks_rules else []),
        )

    def _choice(self, offered: list[Formula]) -> list[object]:
        """Return the formula, with what each needs, and the should-cost estimate."""
        reveals = {
            formula.value: [Field.text(name, width=Width.CHARACTERS_10) for name in names]
            for formula, names in self.PARAMETERS.items()
            if formula in offered
        }
        if Formula.SPREAD in offered:
            reveals[Formula.SPREAD] = [Field.checkbox("full_score_when_undefined", small=True)]
        return [
            Field.radios(
                "formula",
                legend_size=Size.MEDIUM,
                hints={formula.value: formula_hint(formula) for formula in offered},
                reveals=reveals,
            ),
            Field.text("should_cost", width=Width.CHARACTERS_10),
        ]

    def _rules(self) -> list[object]:
        """Return what holds for every lot."""
        return [
            Fieldset(
                *[Field.select(name) for name in self.TIES],
                Inset("What is left equal after that is decided by drawing lots before a witness."),
                legend="If bids are exactly equal",
            ),
            Fieldset(
                Field.text("percent_below", width=Width.CHARACTERS_5),
                Field.checkboxes("references", small=True),
                legend="Abnormally low prices",
            ),
        ]

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
        given = [answers.get(name) for name in self.TIES if answers.get(name)]
        if len(set(given)) < len(given):
            self.add_error("tie_2", "Each entry can decide only once: select different ones")
        return answers

    def chosen(self) -> tuple[str, dict[str, str]] | None:
        """Return the formula and its parameters as far as they can be read; None if they cannot."""
        self.is_valid()
        formula = self.cleaned_data.get("formula")
        if not formula or {*self.PARAMETERS.get(formula, []), "formula"} & set(self.errors):
            return None
        return formula, self.parameters()

    def tie_break(self) -> list[str]:
        """Return the order in which ties are broken; drawing lots comes last."""
        given = [self.cleaned_data[name] for name in self.TIES]
        return [*(entry for entry in given if entry), "drawn_lot"]

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


class ExampleForm(Form):
    """Three made-up bids: a price, and how much of the other marks each earns."""

    NAMES = ("A", "B", "C")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.NAMES:
            self.fields[f"price_{name}"] = MoneyField(
                label=f"Price of bid {name}", called=f"the price of bid {name}"
            )
            self.fields[f"marks_{name}"] = PercentageField(
                label=f"Other marks of bid {name}", called=f"the other marks of bid {name}"
            )

    def rows(self) -> list[tuple[str, Any, Any]]:
        """Return each bid's name with its two fields, for the page."""
        return [(name, self[f"price_{name}"], self[f"marks_{name}"]) for name in self.NAMES]

    def bids(self) -> list[MadeUpBid]:
        """Return the bids, for the sums. Call it only where the form is valid."""
        answers = self.cleaned_data
        return [
            MadeUpBid(
                name=f"Bid {name}",
                price=Fraction(answers[f"price_{name}"], 100),
                percent=Fraction(answers[f"marks_{name}"]),
            )
            for name in self.NAMES
        ]
