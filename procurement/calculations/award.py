"""The preferred bid of each lot, with a limit on the lots that one supplier may be awarded."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from procurement.calculations.bundle.model import LotLimits


@dataclass(frozen=True, slots=True, kw_only=True)
class RankedBid:
    """A bid that has a rank: 1 is best, and a rank may be shared."""

    code: str
    bidder: str
    rank: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Award:
    """The preferred bid of a lot, None if there is none or the choice falls on tied bids.

    `passed_over` are the bids, best first, whose bidder already has the lots it may have.
    """

    preferred: str | None = None
    passed_over: tuple[str, ...] = ()


def awards(
    ranked: Mapping[str, Sequence[RankedBid]], *, limits: LotLimits | None
) -> dict[str, Award]:
    """Return the award of each lot by its code.

    `ranked` gives each lot its ranked bids, best first, and none for a lot that is refused or has
    no admissible bid. Without limits each lot goes to its rank 1. With limits, the lots are taken
    in the published order, and each goes to the best bid whose bidder is still below the limit. A
    lot without a preferred bid counts towards nobody's limit. Ranks do not change.

    Source: FORMAT.md 3.7.
    """
    order = limits.award_order if limits else tuple(ranked)
    most = limits.most_per_supplier if limits else len(ranked)
    won: Counter[str] = Counter()
    made: dict[str, Award] = {}
    for lot in order:
        made[lot] = _award(ranked[lot], full={bidder for bidder in won if won[bidder] >= most})
        won.update(bid.bidder for bid in ranked[lot] if bid.code == made[lot].preferred)
    return made


def _award(ranked: Sequence[RankedBid], *, full: set[str]) -> Award:
    """Return the award of one lot, where the bidders in `full` may have no more lots."""
    eligible = [bid for bid in ranked if bid.bidder not in full]
    if not eligible:
        return Award(passed_over=tuple(bid.code for bid in ranked))
    best = eligible[0].rank
    choice = [bid.code for bid in eligible if bid.rank == best]
    return Award(
        preferred=choice[0] if len(choice) == 1 else None,
        passed_over=tuple(bid.code for bid in ranked if bid.bidder in full and bid.rank <= best),
    )
