"""Two analyses against each other, with every supplier of both."""

from fractions import Fraction

from socialvalue.calculations.deflator import YearNotHeld
from socialvalue.calculations.rounding import half_up
from socialvalue.calculations.spend.comparing import Comparison, Deflate, Side, compared
from socialvalue.calculations.spend.sums import Amounts, Sums
from socialvalue.places.queries.prices import deflator_in_use
from socialvalue.spend import groups_store
from socialvalue.spend.models import Analysis


def comparison(before: Analysis, after: Analysis, *, whatever_differs: bool = False) -> Comparison:
    """Return what changed from one analysis to another, also in the prices of the later year.

    Raises NotComparable where they were not asked about the same, unless `whatever_differs`.
    """
    return compared(
        side_of(before),
        side_of(after),
        deflate=deflator_between(before, after),
        whatever_differs=whatever_differs,
    )


def side_of(analysis: Analysis) -> Side:
    """Return an analysis as one side of a comparison."""
    return Side(
        figures=analysis.figures,
        rules=analysis.worked_from["rules"],
        days=(analysis.end - analysis.start).days,
        suppliers=supplier_totals(analysis),
    )


def supplier_totals(analysis: Analysis) -> dict[str, tuple[str, int]]:
    """Return name and whole pence of every supplier in scope, by its key."""
    name = analysis.worked_from["groups"]
    named = groups_store.meaning_of(name, "suppliers", ["key", "name"])
    columns = groups_store.columns_of(name, ["disposition", "supplier", "lines", "pence"])
    scope = columns["disposition"] == 0
    sums = Sums((len(named["key"]),))
    sums.add(
        columns["supplier"][scope],
        Amounts.of(
            columns["lines"][scope],
            columns["pence"][scope],
            groups_store.parts_within(name, scope),
        ),
    )
    return {
        key: (supplier, int(half_up(spend.pence, places=0)))
        for key, supplier, spend in zip(named["key"], named["name"], sums.each(), strict=True)
        if spend.lines
    }


def deflator_between(before: Analysis, after: Analysis) -> Deflate | None:
    """Return what puts pence of one analysis in the prices of another.

    None where one of the periods is no financial year, or no deflator is loaded that has both.
    """
    series, years = deflator_in_use(), (financial_year_of(before), financial_year_of(after))
    if series is None or not all(years):
        return None

    def deflate(pence: int) -> Fraction:
        return series.deflate(pence, from_year=years[0], to_year=years[1])

    try:
        deflate(0)
    except YearNotHeld:
        return None
    return deflate


def financial_year_of(analysis: Analysis) -> str:
    """Return the financial year that a period is, such as "2024-25"; empty if it is none."""
    start, end = analysis.start, analysis.end
    if (start.month, start.day, end.month, end.day) != (4, 1, 3, 31) or end.year != start.year + 1:
        return ""
    return f"{start.year}-{end.year % 100:02}"
