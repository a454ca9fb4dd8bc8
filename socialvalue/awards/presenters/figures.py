"""Figures of the work of assessors in words, tables and cells. They decide nothing."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

from socialvalue.awards.presenters.clocks import NOTHING, days
from socialvalue.awards.queries.figures import AssessorFigures, Figures
from socialvalue.calculations.rounding import half_up, shown

COLUMNS = [
    {"text": "Assessor"},
    {"text": "To judge now", "numeric": True},
    {"text": "Handed in", "numeric": True},
    {"text": "Working days taken, median", "numeric": True},
    {"text": "Judged beside others", "numeric": True},
    {"text": "Same judgement as others", "numeric": True},
    {"text": "Distance", "numeric": True},
    {"text": "Severity", "numeric": True},
]
CSV_HEADINGS = [
    "Assessor", "To judge now", "Handed in", "Working days taken, median",
    "Criteria judged beside others", "Same judgement as others, percent of pairs",
    "Distance, percent of the scale", "Severity, percent of the scale (below 0 is more severe)",
]  # fmt: skip


def rows(found: Figures) -> list[list[str]]:
    """Return a row for each assessor."""
    return [_row(each) for each in found.assessors]


def _row(each: AssessorFigures) -> list[str]:
    alike = each.alike
    return [
        each.name,
        str(each.open),
        str(each.done),
        NOTHING if each.taken.median is None else shown(each.taken.median, places=1),
        str(alike.compared) if alike else NOTHING,
        percent(alike.agreement if alike else None, of=100),
        percent(alike.distance if alike else None),
        signed(alike.severity if alike else None),
    ]


def csv_rows(found: Figures) -> list[list[Any]]:
    """Return the same for a file: numbers with one place, and nothing where nothing is known."""
    return [
        [
            each.name,
            each.open,
            each.done,
            _one_place(each.taken.median),
            each.alike.compared if each.alike else None,
            _one_place(each.alike.agreement if each.alike else None, of=100),
            _one_place(each.alike.distance if each.alike else None),
            _one_place(each.alike.severity if each.alike else None),
        ]
        for each in found.assessors
    ]


def cards(found: Figures) -> list[dict[str, str]]:
    """Return the figures of all applications together."""
    taken = found.decisions
    median = "" if taken.median is None else f"{shown(taken.median, places=1)} working days"
    longest = "" if taken.longest is None else f"; the longest took {days(taken.longest)}"
    return [
        {
            "figure": str(found.under_way),
            "words": "applications under way",
            "note": f"{found.overdue} of them overdue",
        },
        {
            "figure": percent(taken.share_within, of=100),
            "words": "of decisions within the time that the scheme promises",
            "note": f"{taken.within} of {taken.decided}",
        },
        {
            "figure": median or NOTHING,
            "words": "for a decision, in the middle",
            "note": f"{taken.decided} decided{longest}",
        },
        {
            "figure": percent(found.agreement, of=100),
            "words": "of pairs of assessors gave the same judgement",
        },
    ]


def percent(number: Fraction | None, *, of: int = 1) -> str:
    """Return a percentage with one place, or a dash for what is not known."""
    return NOTHING if number is None else f"{shown(number * of, places=1)}%"


def signed(number: Fraction | None) -> str:
    """Return a percentage of the scale with its direction in words."""
    if number is None or not number:
        return NOTHING if number is None else "0.0%"
    side = "more generous" if number > 0 else "more severe"
    return f"{percent(abs(number))} {side}"


def _one_place(number: Fraction | None, *, of: int = 1) -> Decimal | None:
    return None if number is None else half_up(number * of, places=1)
