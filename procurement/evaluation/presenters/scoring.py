"""Scores and scales as pages show them."""

from decimal import Decimal
from fractions import Fraction

from procurement.tenders.models import Criterion, Methodology
from socialvalue.calculations.rounding import shown_short


def levels_of(criterion: Criterion) -> list[dict[str, str]]:
    """Return what each score of a criterion means, the lowest first."""
    levels = sorted(criterion.scale.levels.all(), key=lambda level: level.points)
    return [
        {
            "points": f"{level.points:f}",
            "label": level.label,
            "definition": level.definition,
        }
        for level in levels
    ]


def label_of(criterion: Criterion, points: Decimal | None) -> str:
    """Return points with what they are called on the scale: "4 Very good"."""
    if points is None:
        return "No score"
    names = {level.points: level.label for level in criterion.scale.levels.all()}
    return f"{points:f} {names.get(points, '')}".strip()


def worth(criterion: Criterion, methodology: Methodology) -> str:
    """Return what a criterion is worth in the whole tender: "6% of the award"."""
    section = methodology.weight_of(criterion.section)
    if section is None:
        return ""
    return f"{shown_short(Fraction(section) * Fraction(criterion.weight) / 100, places=4)}%"


def pass_mark(criterion: Criterion) -> str:
    """Return a criterion's pass mark and what follows below it; empty where it has none."""
    mark = criterion.pass_mark_points
    if mark is None:
        return ""
    follows = (
        "A bid below it is out."
        if criterion.pass_mark_disqualifies
        else "A bid below it is noted, and stays in."
    )
    return f"Pass mark: {mark:f}. {follows}"
