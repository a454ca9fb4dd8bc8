"""What an analysis says of each category: how much was paid, and how much of it leaks."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from socialvalue.accounts.models import Organisation
from socialvalue.calculations.spend.bands import UNKNOWN
from socialvalue.spend.models import Analysis, CategoryDecision
from socialvalue.spend.models.analyses import AnalysisQuerySet
from socialvalue.spend.queries.counting import category_key

# Figures before this version say less; whoever needs more analyses the period again.
FIGURES_SINCE = 2


@dataclass(frozen=True)
class CategorySpend:
    """One category of an analysis; whole pence. What leaks went outside the wider area.

    `is_placed`: of some payment of it the place is known. Else nobody can say what leaks.
    """

    key: str
    name: str
    lines: int
    pence: int
    place_pence: int
    leak_pence: int
    is_placed: bool = True


def usable_analyses(organisation: Organisation) -> AnalysisQuerySet:
    """Return the organisation's analyses that have figures as they are now, the newest first."""
    return organisation.analyses.filter(figures__version__gte=FIGURES_SINCE).order_by("-asked_at")


def newest_analysis(organisation: Organisation) -> Analysis | None:
    """Return the newest usable analysis of the organisation's own place, or else of any; or None.

    An analysis of another place, asked to see what it says, should not move what is acted on.
    """
    usable = usable_analyses(organisation).select_related("job")
    return usable.filter(place_code=organisation.place_code).first() or usable.first()


def category_spend(analysis: Analysis) -> dict[str, CategorySpend]:
    """Return the spend of each category in scope, by its key, the largest first."""
    place = analysis.figures["areas"][0]["code"]
    spends = (_spend(group, place) for group in analysis.figures["categories"])
    return {spend.key: spend for spend in spends}


def _spend(group: dict[str, Any], place: str) -> CategorySpend:
    return CategorySpend(
        key=category_key(group["name"]),
        name=group["name"],
        lines=group["total"]["lines"],
        pence=int(group["total"]["pence"]),
        place_pence=int(group["bands"][place]["pence"]),
        leak_pence=int(group["leak"]["pence"]),
        is_placed=group["bands"][UNKNOWN]["lines"] < group["total"]["lines"],
    )


def standing_decisions(organisation: Organisation) -> dict[str, CategoryDecision]:
    """Return the newest decision about each category that was decided about, by its key."""
    return {decision.key: decision for decision in organisation.category_decisions.standing()}


def leaking(
    spends: Iterable[CategorySpend], decisions: dict[str, CategoryDecision]
) -> list[CategorySpend]:
    """Return the categories that leak and could be bought nearer, the largest leak first.

    Those decided to be out of reach, or left out, are not among them. What nobody has decided about
    counts as within reach.
    """
    within_reach = (
        spend
        for spend in spends
        if spend.leak_pence > 0 and is_within_reach(decisions.get(spend.key))
    )
    return sorted(within_reach, key=lambda spend: (-spend.leak_pence, spend.key))


def is_within_reach(decision: CategoryDecision | None) -> bool:
    """Say whether a buyer could buy a category elsewhere; undecided counts as yes."""
    return decision is None or (decision.is_influenceable and not decision.left_out_as)
