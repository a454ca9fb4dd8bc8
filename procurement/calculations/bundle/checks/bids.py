"""The bids: whose they are, which lot they are for, their price and their scores."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from procurement.calculations.bundle.checks.criteria import CheckedCriterion
from procurement.calculations.bundle.checks.scores import CriteriaByCode, Points, check_scores
from procurement.calculations.bundle.faults import FaultCode
from procurement.calculations.bundle.place import Place
from procurement.calculations.bundle.shapes import known_code, new_code, new_codes, number


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedBid:
    """What could be read of a bid: None for a code that could not be."""

    code: str | None
    lot: str | None
    is_recorded: bool
    points: Points


def check_bids(
    top: Place, *, criteria: Sequence[CheckedCriterion], lots: Collection[str]
) -> tuple[CheckedBid, ...]:
    """Check every bidder and every bid, and return what could be read of each bid."""
    bidders = new_codes(top.member("bidders"), what="bidder")
    by_code = {one.code: one for one in reversed(criteria) if one.code is not None}
    recorded = _recorded_bids(top.member("disqualifications"))
    codes: set[str | None] = set()
    taken: set[tuple[str, str]] = set()
    bids = []
    for bid in top.member("bids").entries():
        code = new_code(bid.member("code"), what="bid", seen=codes)
        lot = known_code(bid.member("lot"), what="lot", among=lots)
        _check_bidder(bid, bidders=bidders, lot=lot, taken=taken)
        is_recorded = code in recorded
        points = _check_bid(bid, lot=lot, criteria=by_code, is_recorded=is_recorded)
        codes.add(code)
        bids.append(CheckedBid(code=code, lot=lot, is_recorded=is_recorded, points=points))
    return tuple(bids)


def _recorded_bids(disqualifications: Place) -> frozenset[str]:
    """Return the codes of the bids that a recorded decision disqualifies."""
    decided = (entry.member("bid").value for entry in disqualifications.entries())
    return frozenset(bid for bid in decided if isinstance(bid, str))


def _check_bidder(
    bid: Place, *, bidders: Collection[str], lot: str | None, taken: set[tuple[str, str]]
) -> None:
    """Check that the bidder is known and has no other bid for the same lot among those `taken`."""
    bidder = known_code(bid.member("bidder"), what="bidder", among=bidders)
    if bidder is None or lot is None:
        return
    if (bidder, lot) in taken:
        bid.member("bidder").note(
            FaultCode.DUPLICATE_CODE,
            f"Keep one bid of bidder {bidder} for lot {lot}: a bidder has one bid for a lot.",
        )
    taken.add((bidder, lot))


def _check_bid(
    bid: Place, *, lot: str | None, criteria: CriteriaByCode, is_recorded: bool
) -> Points:
    _check_price(bid.member("price"), is_recorded=is_recorded)
    return check_scores(bid.member("scores"), lot=lot, criteria=criteria, is_recorded=is_recorded)


def _check_price(price: Place, *, is_recorded: bool) -> None:
    """Check a price. A bid with a recorded disqualification may have none, or any number."""
    if not price.is_given:
        if not is_recorded:
            price.note(
                FaultCode.PRICE_MISSING,
                "Give the bid's price, or record the decision that disqualified the bid.",
            )
        return
    value = number(price)
    if value is not None and value < 0 and not is_recorded:
        price.note(FaultCode.PRICE_NEGATIVE, f"Give a price of 0 or more, not {price.words}.")
