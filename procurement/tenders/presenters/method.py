"""A method as it will be used: weights, questions, price."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

from procurement.calculations.formulas import FORMULAS, told
from procurement.tenders.models import (
    Criterion,
    LotMethod,
    Methodology,
    Section,
)
from procurement.tenders.presenters.plain import money, percent
from procurement.tenders.words import TIE_BREAK_ENTRIES
from socialvalue.calculations.rounding import shown_short

PARAMETER_WORDS = {
    "floor": ("Floor", "£"),
    "ceiling": ("Ceiling", "£"),
    "exponent": ("Exponent", ""),
    "minimum_quality": ("Lowest quality and social value score", ""),
    "price": ("Fixed price", "£"),
}


def weight_bars(methodology: Methodology) -> list[dict[str, Any]]:
    """Return the weights that are decided, for bars."""
    return [
        {"label": section.label, "weight": weight, "text": percent(weight)}
        for section in Section
        if (weight := methodology.weight_of(section)) is not None
    ]


def criterion_row(criterion: Criterion, methodology: Methodology) -> dict[str, Any]:
    """Return one question for the tables of a method. `worth` is in percent of the tender."""
    section = methodology.weight_of(criterion.section)
    mark = criterion.pass_mark_points
    follows = "below it is out" if criterion.pass_mark_disqualifies else "below it is noted"
    return {
        "code": criterion.code,
        "title": criterion.title,
        "question": criterion.question,
        "areas": [link.area for link in criterion.areas.all()],
        "weight": percent(criterion.weight),
        "parent": _parent_row(criterion, section),
        "asks_method_statement": criterion.asks_method_statement,
        "measures": [measure_words(each) for each in criterion.measures],
        "lots": [lot.code for lot in criterion.lots.all()],
        "worth": None if section is None else f"{section * criterion.weight / 100:f}%",
        "scale": criterion.scale.title,
        "pass_mark": "" if mark is None else f"{mark:f} ({follows})",
    }


def _parent_row(criterion: Criterion, section: Decimal | None) -> dict[str, Any] | None:
    """Return the criterion that a sub-criterion is part of, and what it weighs; None for others."""
    parent = criterion.parent
    if parent is None:
        return None
    return {
        "code": parent.code,
        "title": parent.title,
        "weight": percent(parent.weight),
        "worth": None if section is None else f"{section * parent.weight / 100:f}%",
        "inner": percent(criterion.weight_in_parent),
    }


def measure_words(measure: dict[str, str]) -> str:
    """Return what a commitment is counted in, with its published cap and bound if it has them."""
    words = f"{measure['measure']} ({measure['unit']})"
    if "cap" in measure:
        words += f"; more than {measure['cap']} earns nothing more"
    if "plausible" in measure:
        words += f"; more than {measure['plausible']} has to be explained"
    return words


def scale_sentences(criteria: list[Criterion]) -> list[str]:
    """Return, for each scale in use, the share of a question's marks that each of its points earns.

    Rounded half up to 2 places where it is shown; the sums use the exact share.
    """
    sentences = {}
    for criterion in criteria:
        points = sorted(level.points for level in criterion.scale.levels.all())
        top = max(points, default=Decimal(0))
        if top > 0:
            earned = ", ".join(
                f"{each:f} earns {shown_short(Fraction(each) * 100 / Fraction(top), places=2)}%"
                for each in points
            )
            sentences[criterion.scale.pk] = f"{criterion.scale.title}: {earned}."
    return list(sentences.values())


def price_rows(methodology: Methodology, lot_methods: list[LotMethod]) -> list[dict[str, str]]:
    """Return how prices are scored, for a summary list."""
    rows = []
    for method in lot_methods:
        lot = f"Lot {method.lot.code}: " if len(lot_methods) > 1 else ""
        words = FORMULAS.get(method.formula)
        value = f"{words.title}. {price_words(method)}" if words else "Not chosen yet"
        parameters = parameter_words(method.parameters)
        rows.append(
            {"key": f"{lot}price formula".capitalize(), "value": "\n".join([value, *parameters])}
        )
        if method.lot.should_cost_pence is not None:
            cost = money(method.lot.should_cost_pence)
            rows.append({"key": f"{lot}should-cost estimate".capitalize(), "value": cost})
    rows.append({"key": "If bids are equal", "value": tie_break_words(methodology.tie_break)})
    rows.append(
        {
            "key": "Abnormally low",
            "value": f"More than {methodology.abnormally_low_percent:f}% below the reference",
        }
    )
    return rows


def price_words(lot_method: LotMethod) -> str:
    """Return what the price formula of a lot does, with its own figures as far as there are any."""
    weight = lot_method.price_weight
    if weight is None:
        weight = lot_method.methodology.price_weight
    return told.in_words(
        lot_method.formula,
        weight="" if weight is None else f"{weight:f}",
        published=lot_method.parameters,
    )


def tie_break_words(order: list[str]) -> str:
    """Return the published order in which ties are broken, in words."""
    if not order:
        return "Not decided"
    words = [
        TIE_BREAK_ENTRIES.get(entry, f"the higher score for {entry.partition(':')[2]}")
        for entry in order
    ]
    return f"The better bid is the one with {'; then '.join(words)}"


def parameter_words(parameters: dict[str, Any]) -> list[str]:
    """Return the published numbers of a formula, one to a line."""
    lines = []
    for name, value in parameters.items():
        if name in PARAMETER_WORDS:
            label, sign = PARAMETER_WORDS[name]
            number = f"{Decimal(value):,f}" if sign else str(value)
            lines.append(f"{label}: {sign}{number}")
        elif name == "when_undefined":
            lines.append(f"Where it cannot be used: {str(value).replace('_', ' ')}")
    return lines
