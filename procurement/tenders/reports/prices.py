"""How prices are judged: the formula in words and symbols, and a worked example."""

from collections.abc import Iterator
from fractions import Fraction

from procurement.calculations.bundle.reading import parameters_of
from procurement.calculations.formulas import FORMULAS, Formula, told
from procurement.calculations.price_example import (
    MadeUpBid,
    WorkedExample,
    shown_measure,
    worked_example,
)
from procurement.tenders.models import LotMethod, Section
from procurement.tenders.reports.method import Method, lot_name, percent, pounds
from socialvalue.calculations.rounding import shown
from socialvalue.core.pdf import Column, Document

UNTESTED = "QUALITY_TO_PRICE"
"""Works with the pounds published for each level, which an example in percents has not."""

SYMBOLS = (
    "P is the price of the bid; lowest, highest, mean and median are of the "
    "bids that are not disqualified; Q is what the bid earns for quality and social value together."
)
NAMES = {
    "floor": ("Floor", True),
    "ceiling": ("Ceiling", True),
    "price": ("Fixed price", True),
    "minimum_quality": ("Lowest quality and social value score", False),
    "exponent": ("Exponent k", False),
}
WHEN_UNDEFINED = {
    "refuse": "no price is scored",
    "full_score": "each bid gets all the price marks",
}
MADE_UP = (("Bid A", 60), ("Bid B", 75), ("Bid C", 90))
"""Three bids, the cheapest first, and how much of the other marks each earns, in percent."""


def add(document: Document, method: Method) -> None:
    """Add how prices are judged, once where all lots have the same formula."""
    document.heading("How prices are judged")
    basis = method.methodology.tender.get_price_basis_display()
    document.paragraph(f"All prices are in pounds, {basis[0].lower()}{basis[1:]}.")
    for title, lot_method in _distinct(method):
        if title:
            document.heading(title, level=3)
        _add_formula(document, method, lot_method)


def _distinct(method: Method) -> Iterator[tuple[str, LotMethod]]:
    """Yield each way of judging prices once, with the lots it is for."""
    ways: dict[str, list[LotMethod]] = {}
    for each in method.lot_methods:
        weight = method.weights_in(each, Section.PRICE)
        ways.setdefault(f"{each.formula} {each.parameters} {weight}", []).append(each)
    for lots in ways.values():
        title = "; ".join(lot_name(each.lot) for each in lots) if len(ways) > 1 else ""
        yield title, lots[0]


def _add_formula(document: Document, method: Method, lot_method: LotMethod) -> None:
    """Add one formula with its numbers and its example."""
    words = FORMULAS.get(lot_method.formula)
    if words is None:
        document.paragraph("The price formula is not chosen yet.")
        return
    weight = method.weights_in(lot_method, Section.PRICE)
    figures = {
        "weight": "" if weight is None else f"{weight:f}",
        "published": lot_method.parameters,
    }
    document.paragraph(f"{words.title}. {told.in_words(words.key, **figures)}")
    document.key_values(
        [
            ("Weight of price", percent(weight)),
            ("As a sum", told.in_symbols(words.key, **figures)),
            ("Cut off", words.clamp),
            ("Cannot be used when", words.undefined_when),
            ("Depends on the other bids", "Yes" if words.depends_on_other_bids else "No"),
            *_parameters(lot_method),
        ]
    )
    document.small_print(SYMBOLS)
    if lot_method.formula == UNTESTED:
        _add_values(document, lot_method)
    elif weight is not None:
        _add_example(document, lot_method, words, Fraction(weight))


def _parameters(lot_method: LotMethod) -> Iterator[tuple[str, str]]:
    """Yield the published numbers of a formula."""
    for name, value in lot_method.parameters.items():
        if name in NAMES:
            title, is_money = NAMES[name]
            yield title, pounds(value) if is_money else str(value)
        elif name == "when_undefined":
            yield "If it cannot be used", WHEN_UNDEFINED.get(value, str(value))


def _add_values(document: Document, lot_method: LotMethod) -> None:
    """Add what each level is worth in pounds."""
    values = lot_method.parameters.get("values") or []
    document.table(
        caption="What each level takes off the price",
        columns=[
            Column(title="Question"),
            Column(title="Points", align="right"),
            Column(title="Taken off", align="right"),
        ],
        rows=[[each["criterion"], each["points"], pounds(each["value"])] for each in values],
    )


def _add_example(
    document: Document, lot_method: LotMethod, words: Formula, weight: Fraction
) -> None:
    """Add a worked example on made-up bids, and what it shows."""
    parameters = parameters_of(lot_method.parameters, formula=lot_method.formula)
    example = worked_example(
        _made_up(lot_method), formula=words.key, price_weight=weight, parameters=parameters
    )
    if example.problem:
        document.paragraph(f"A worked example cannot be given. {example.problem}")
        return
    document.table(
        caption="Worked example with made-up bids",
        columns=[
            Column(title="Bid"),
            Column(title="Price", align="right"),
            Column(title="Quality and social value", align="right"),
            Column(title="Price marks" if words.gives_price_score else "Measure", align="right"),
            *([Column(title="Total", align="right")] if words.gives_price_score else []),
            Column(title="Rank", align="right"),
        ],
        rows=list(_rows(example, words)),
    )
    document.bullets(example.consequences)


def _rows(example: WorkedExample, words: Formula) -> Iterator[list[str | int]]:
    for row in example.rows:
        marks = [] if row.price_marks is None else [shown(row.price_marks)]
        price = shown(row.bid.price)
        yield [
            row.bid.name,
            pounds(price),
            shown(row.other_marks),
            *marks,
            shown_measure(row.measure),
            row.rank,
        ]


def _made_up(lot_method: LotMethod) -> list[MadeUpBid]:
    """Return three bids around what the lot is estimated to cost, or within the formula's limits.

    Whole pounds; the same for the same lot.
    """
    given = lot_method.parameters
    if "price" in given:
        prices = [Fraction(given["price"])] * len(MADE_UP)
    elif "floor" in given and "ceiling" in given:
        floor, ceiling = Fraction(given["floor"]), Fraction(given["ceiling"])
        prices = [floor + (ceiling - floor) * part / 4 for part in (1, 2, 3)]
    else:
        cost = Fraction(lot_method.lot.value_excluding_vat_pence or 10_000_000, 100)
        prices = [cost * part / 100 for part in (80, 100, 120)]
    return [
        MadeUpBid(name=name, price=Fraction(round(price)) or price, percent=Fraction(percent))
        for (name, percent), price in zip(MADE_UP, prices, strict=True)
    ]
