"""The shapes of answers about a tender and its method."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from procurement.tenders import library
from procurement.tenders.models import (
    AbnormallyLowReference,
    Formula,
    MainCategory,
    Methodology,
    Regime,
    Section,
    Tender,
    TenderNation,
)
from procurement.tenders.queries import RANKING_FORMULAS
from procurement.tenders.words import OFFERED, TIE_BREAKS, formula_hint, formula_title
from socialvalue.core.forms import (
    DateField,
    DateTimeField,
    ExactDecimalField,
    Form,
    MoneyField,
    PercentageField,
    TextField,
)
from socialvalue.core.layout import (
    ButtonGroup,
    Columns,
    Details,
    Field,
    Fieldset,
    Inset,
    Layout,
    Link,
    Size,
    Submit,
    Width,
)

WEIGHT_PLACES = 4
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
    """What a tender says about itself. Values in pence."""

    title = forms.CharField(label="Title", max_length=200)
    reference = forms.CharField(
        label="Your reference",
        max_length=60,
        help_text="As in your contracts register, for example MWH-2027-014",
    )
    main_category = forms.ChoiceField(
        label="What it mainly buys", choices=MainCategory.choices, widget=forms.RadioSelect
    )
    improvement = TextField(
        label="What this contract could improve in the area it serves (optional)",
        required=False,
        max_characters=4000,
        help_text=(
            "The Social Value Act asks buyers of services to consider this before they start: "
            "economic, social and environmental well-being"
        ),
    )
    regime = forms.ChoiceField(
        label="Law it is run under", choices=Regime.choices, widget=forms.RadioSelect
    )
    nation = forms.ChoiceField(
        label="Nation", choices=TenderNation.choices, widget=forms.RadioSelect
    )
    commenced_on = DateField(
        label="Day the procurement commences",
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
    value_excluding_vat_pence = MoneyField(
        label="Estimated value without VAT", help_text="Over the whole life of the contract"
    )
    value_including_vat_pence = MoneyField(label="Estimated value with VAT")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(
            Fieldset(
                Field.text("title", width=Width.FULL),
                Field.text("reference", width=Width.CHARACTERS_20),
                Field.radios("main_category", inline=True),
                Field.textarea("improvement", rows=4),
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
        """A value with VAT is not below the value without."""
        answers = super().clean()
        without = answers.get("value_excluding_vat_pence")
        including = answers.get("value_including_vat_pence")
        if without is not None and including is not None and including < without:
            self.add_error(
                "value_including_vat_pence",
                "Estimated value with VAT must be the same as the value without VAT, or more",
            )
        return answers


def tender_answers(tender: Tender) -> dict[str, Any]:
    """Return the answers of the form as the tender has them."""
    return {name: getattr(tender, name) for name in TenderForm.base_fields}


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


class AreasForm(EditsForm):
    """The areas for action that the tender asks about."""

    areas = forms.MultipleChoiceField(
        label="Areas for action",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Select at least one area for action"},
    )

    def __init__(self, *args: Any, codes: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["areas"].choices = [(code, code) for code in codes]


class CriterionForm(Form):
    """One question: its words, weight in the section, scale, and pass mark if it has one."""

    pk = forms.UUIDField(required=False, widget=forms.HiddenInput)
    title = forms.CharField(label="Title", max_length=300)
    question = TextField(
        label="Question, as bidders read it",
        required=False,
        max_characters=4000,
        help_text="Ask for a method statement and dated, measurable commitments for this contract",
    )
    weight = PercentageField(
        label="Weight",
        max_places=WEIGHT_PLACES,
        help_text=f"Up to {WEIGHT_PLACES} decimal places",
        called="the weight of the question",
    )
    scale = forms.ChoiceField(label="Scale")
    pass_mark_points = ExactDecimalField(
        label="Pass mark, in points of the scale (optional)",
        called="the pass mark",
        required=False,
        smallest=Decimal(0),
    )
    pass_mark_disqualifies = forms.BooleanField(
        label="A bid below the pass mark is out", required=False
    )
    remove = forms.BooleanField(label="Take this question out", required=False)

    def __init__(
        self, *args: Any, scales: list[tuple[str, str]], may_remove: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.empty_permitted = False
        self.fields["scale"].choices = scales
        if not may_remove:
            del self.fields["remove"]
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout(
            "pk",
            Field.text("title", width=Width.FULL),
            Field.textarea("question", rows=4),
            Columns(Field.text("weight", width=Width.CHARACTERS_5), Field.select("scale")),
            Details(
                Field.text("pass_mark_points", width=Width.CHARACTERS_5),
                Field.checkbox("pass_mark_disqualifies", small=True),
                summary="Pass mark",
                is_open=bool(self["pass_mark_points"].value()),
            ),
            *([Field.checkbox("remove", small=True)] if may_remove else []),
        )

    def full_clean(self) -> None:
        """Check the answers, but nothing of a question that is to be taken out."""
        super().full_clean()
        if self.is_bound and self.cleaned_data.get("remove"):
            self._errors.clear()


def scale_choices(methodology: Methodology) -> list[tuple[str, str]]:
    """Return the scales that a question may use: the library's, and the method's own."""
    own = {scale.code: scale.title for scale in methodology.scales.order_by("position")}
    return list({**{text.code: text.title for text in library.scales()}, **own}.items())


CriterionFormSet = forms.formset_factory(CriterionForm, extra=0, max_num=100)


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
    should_cost = MoneyField(
        label="Should-cost estimate (optional)",
        called="the should-cost estimate",
        required=False,
        help_text="What the contract should cost to deliver, by your own estimate",
    )
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


class FixForm(EditsForm):
    """The last look before the method is fixed."""

    def __init__(self, *args: Any, back: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(
            "edits",
            ButtonGroup(Submit("save", "Fix the method"), Link("Not yet", href=back)),
        )
