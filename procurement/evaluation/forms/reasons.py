"""What every score is given with: points of the scale, and a reason that says enough."""

from decimal import Decimal

from django.core.exceptions import ValidationError

from procurement.evaluation.actions.individual import SHORTEST_REASON
from procurement.tenders.models import Criterion
from socialvalue.calculations.rounding import NotADecimalString, decimal_from_text

LONGEST_REASON = 4000
REASON_HINT = "Quote the bid. The bidder may read this in its feedback."


def points_choices(criterion: Criterion) -> list[tuple[str, str]]:
    """Return the scores of a criterion's scale, the lowest first."""
    levels = sorted(criterion.scale.levels.all(), key=lambda level: level.points)
    return [(f"{level.points:f}", f"{level.points:f} {level.label}") for level in levels]


def points_from(text: str) -> Decimal | None:
    """Return the points that a choice stands for, None for no choice."""
    try:
        return decimal_from_text(text)
    except NotADecimalString:
        return None


def long_enough(criterion: Criterion, reason: str) -> str:
    """Return the reason. Raises ValidationError if it is missing or too short to explain."""
    if not reason.strip():
        raise ValidationError(f"Enter the reason for your score for {criterion}")
    if len(reason.strip()) < SHORTEST_REASON:
        raise ValidationError(
            f"The reason for your score for {criterion} must have {SHORTEST_REASON} characters "
            "or more. Say what in the bid earned the score"
        )
    return reason
