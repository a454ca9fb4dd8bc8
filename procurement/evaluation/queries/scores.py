"""Reads about the scores of one bid and of all bids."""

from collections.abc import Iterable

from django.db.models import Prefetch, QuerySet

from procurement.bids.models import Bid
from procurement.evaluation.models import Score
from procurement.tenders.models import Criterion, Tender
from procurement.tenders.queries import methodology_of


def bids_that_stand(tender: Tender) -> QuerySet[Bid]:
    """Return the bids to score, without their prices."""
    bids = tender.bids.standing().select_related("bidder", "lot")
    return bids.prefetch_related("disqualifications").order_by("position")


def has_several_lots(tender: Tender) -> bool:
    """Whether it must be said of a bid which lot it is for."""
    return tender.lots.count() > 1


def criteria_to_score(tender: Tender) -> list[Criterion]:
    """Return the criteria of the method that counts, with scale, levels, lots and areas."""
    criteria = methodology_of(tender).criteria.select_related("scale")
    lots = Prefetch("lots", to_attr="only_lots")
    return list(criteria.prefetch_related("scale__levels", "areas", lots).order_by("position"))


def criteria_for(bid: Bid, criteria: Iterable[Criterion]) -> list[Criterion]:
    """Return the criteria that apply to the lot of a bid."""
    return [
        criterion
        for criterion in criteria
        if not criterion.only_lots or bid.lot_id in {lot.pk for lot in criterion.only_lots}
    ]


def versions_of(bid: Bid, criterion: Criterion) -> list[Score]:
    """Return every version of an agreed score, the newest first."""
    return list(bid.scores.filter(criterion=criterion).order_by("-version"))


def amended_scores_of(tender: Tender) -> QuerySet[Score]:
    """Return every score that took the place of another, on bids that stand, in order."""
    amended = Score.objects.filter(bid__tender=tender, bid__withdrawn_at=None, version__gt=1)
    related = amended.select_related("bid__bidder", "criterion", "supersedes")
    return related.order_by("bid__position", "position", "version")
