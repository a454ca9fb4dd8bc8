"""What people decided and drew: disqualifications and draws."""

from collections.abc import Collection, Iterable

from procurement.calculations.bundle.checks.bids import CheckedBid
from procurement.calculations.bundle.faults import FaultCode
from procurement.calculations.bundle.place import Place
from procurement.calculations.bundle.shapes import known_code, listed

RULES = (
    "condition_of_participation",
    "exclusion_ground",
    "late_tender",
    "procedural_requirement",
    "abnormally_low_price",
    "other",
)
"""The rules under which people may disqualify a bid (FORMAT.md 2.5)."""


def check_disqualifications(disqualifications: Place, *, bids: Iterable[CheckedBid]) -> None:
    """Check that each decision names a bid and a rule, and gives its reason."""
    codes = [bid.code for bid in bids if bid.code is not None]
    for decision in disqualifications.entries():
        known_code(decision.member("bid"), what="bid", among=codes)
        known_code(decision.member("rule"), what="rule for disqualification", among=RULES)
        reason = decision.member("reason")
        if not isinstance(reason.value, str) or not reason.value.strip():
            reason.note(FaultCode.REASON_MISSING, "Write the reason for this disqualification.")


def check_draws(draws: Place, *, lots: Collection[str], bids: Iterable[CheckedBid]) -> None:
    """Check that each lot has one draw at most, and that each draw orders bids for its lot."""
    drawn: set[str | None] = set()
    for draw in draws.entries():
        lot = known_code(draw.member("lot"), what="lot", among=lots)
        if lot is not None and lot in drawn:
            draw.member("lot").note(
                FaultCode.DUPLICATE_CODE, f"Keep one draw for lot {lot}: there are two."
            )
        drawn.add(lot)
        codes = [bid.code for bid in bids if bid.code is not None and lot in (None, bid.lot)]
        _check_order(draw.member("order"), codes)


def _check_order(order: Place, codes: Collection[str]) -> None:
    seen: set[str | None] = {None}
    for entry in listed(order):
        bid = known_code(entry, what="bid for the lot that was drawn", among=codes)
        if bid is not None and bid in seen:
            entry.note(FaultCode.DUPLICATE_CODE, f"Name bid {bid} once only in the draw.")
        seen.add(bid)
