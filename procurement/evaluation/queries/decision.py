"""Reads about prices, ranking and approval: what is asked before each step, and what is stored."""

import json
from dataclasses import dataclass
from typing import Any

from procurement.bids import queries as bids
from procurement.bids.models import Bid
from procurement.calculations import canonical
from procurement.evaluation.models import PriceEnquiry, RankedResult, ScoreCorrection
from procurement.evaluation.queries.result import result_of
from procurement.tenders.models import Tender
from procurement.tenders.queries.published import alterations

Members = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Enquiry:
    """A bid whose price is flagged, or was asked about: the tests, and how far the enquiry is."""

    bid: Bid
    price: str | None
    tests: list[Members]
    enquiry: PriceEnquiry | None

    @property
    def is_flagged(self) -> bool:
        """Whether a test flags the price as the bids stand now."""
        return bool(self.tests)

    @property
    def is_concluded(self) -> bool:
        """Whether people have decided after hearing the bidder."""
        return self.enquiry is not None and bool(self.enquiry.outcome)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The last stored result, and whether it still is what the database gives."""

    stored: RankedResult
    bundle_sha256: str
    is_the_same: bool


def enquiries_of(tender: Tender, result: Members) -> list[Enquiry]:
    """Return the bids that a test flags or whose bidder was asked, in the order of the result."""
    asked = {
        each.bid.code: each
        for each in PriceEnquiry.objects.filter(bid__tender=tender).select_related("bid")
    }
    found = {bid.code: bid for bid in tender.bids.standing().select_related("bidder", "lot")}
    return [
        Enquiry(
            bid=found[bid["bid"]], price=bid["price"], tests=tests, enquiry=asked.get(bid["bid"])
        )
        for lot in result.get("lots", [])
        for bid in lot["bids"]
        if (tests := flagging_tests(bid)) or bid["bid"] in asked
    ]


def flagging_tests(bid: Members) -> list[Members]:
    """Return the tests of an abnormally low price that flag a bid of a result."""
    return [test for test in (bid["abnormally_low"] or {"tests": []})["tests"] if test["flag"]]


def ranking_blocks(tender: Tender, result: Members) -> list[str]:
    """Return what stands between opened prices and the ranking, in sentences. Empty: nothing."""
    if result["status"] == "refused":
        return [error["detail"] for error in result["errors"]]
    blocks = alterations(tender) + altered_bids(tender)
    blocks += [
        f"{each.bid.bidder.name} ({each.bid.code}): the price looks abnormally low, and the "
        "enquiry is not concluded."
        for each in enquiries_of(tender, result)
        if each.is_flagged and not each.is_concluded
    ]
    for lot in result["lots"]:
        if lot["status"] == "draw_needed":
            blocks.append(f"Lot {lot['lot']}: bids are exactly equal, and lots must be drawn.")
        elif lot["status"] == "refused":
            blocks.append(f"Lot {lot['lot']}: the price formula cannot be used.")
    corrections = open_corrections(tender)
    return blocks + [
        f"{each.score.bid.code}, {each.score.criterion.code}: a correction is proposed and waits "
        "for a decision."
        for each in corrections
    ]


def altered_bids(tender: Tender) -> list[str]:
    """Return which bids are no longer what was received, in sentences. Empty: none."""
    return [
        f"The bid {code} is no longer what was received. Do not go on; find out what changed."
        for code in bids.altered(tender)
    ]


def open_corrections(tender: Tender) -> list[ScoreCorrection]:
    """Return the corrections of agreed scores that nobody has decided on."""
    waiting = ScoreCorrection.objects.open().filter(score__bid__tender=tender)
    return list(
        waiting.select_related("score__bid__bidder", "score__criterion").order_by("proposed_at")
    )


def corrections_of(tender: Tender) -> list[ScoreCorrection]:
    """Return every correction of a tender, decided or not, the oldest first."""
    made = ScoreCorrection.objects.filter(score__bid__tender=tender)
    return list(
        made.select_related("score__bid__bidder", "score__criterion").order_by("proposed_at")
    )


def latest_result(tender: Tender) -> RankedResult | None:
    """Return the stored result that counts, or None where nothing was ranked."""
    return tender.ranked_results.order_by("number").last()


def standing_of(
    tender: Tender, *, worked_out: tuple[Members, Members] | None = None
) -> Standing | None:
    """Return the last stored result and whether it still follows from the database; None if none.

    `worked_out` are the bundle and result of now, where they have been worked out already.
    """
    stored = latest_result(tender)
    if stored is None:
        return None
    bundle, result = worked_out or result_of(tender)
    return Standing(
        stored=stored,
        bundle_sha256=canonical.sha256(bundle),
        is_the_same=(
            canonical.canonical_json(bundle).decode() == stored.bundle
            and canonical.canonical_json(result).decode() == stored.result
        ),
    )


def stored_members(stored: RankedResult) -> tuple[Members, Members]:
    """Return the bundle and the result of a stored result, as they were."""
    return json.loads(stored.bundle), json.loads(stored.result)
