"""Prices that look abnormally low, in words; what is suggested before ranking."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from procurement.bids.queries import refused_late_bids
from procurement.evaluation.models import PriceEnquiry
from procurement.evaluation.presenters import sentences
from procurement.evaluation.queries import Enquiry
from procurement.tenders.models import Tender


def test_sentences(found: Enquiry) -> list[str]:
    """Return each test that flags the price, in words."""
    return sentences.low_price_tests(
        {
            "price": found.price,
            "abnormally_low": {"tests": [test | {"flag": True} for test in found.tests]},
        }
    )


def enquiry_row(found: Enquiry) -> dict[str, Any]:
    """Return one flagged price: whose, by which tests, how far, and where to go on."""
    return {
        "name": found.bid.bidder.name,
        "code": found.bid.code,
        "tests": test_sentences(found),
        "state": state_of(found),
        "url": reverse("evaluation:enquire_price", args=[found.bid.tender_id, found.bid.pk]),
    }


def state_of(found: Enquiry) -> tuple[str, str]:
    """Return how far an enquiry is, in words, and the colour of its tag."""
    enquiry = found.enquiry
    if enquiry is None:
        return "Bidder not told yet", "blue"
    if enquiry.outcome:
        is_satisfied = enquiry.outcome == PriceEnquiry.Outcome.SATISFIED
        return ("Satisfied", "green") if is_satisfied else ("Not satisfied", "orange")
    return ("Answered", "yellow") if enquiry.answer else ("Waiting for the answer", "yellow")


def notice(tender: Tender, found: Enquiry) -> str:
    """Return the first words of a notice to a bidder, to be read over and changed by people."""
    tests = "\n".join(f"- {each}" for each in test_sentences(found))
    return (
        f"Tender {tender.reference}, {tender.title}: your bid {found.bid.code}\n\n"
        "Your price looks abnormally low by the test that was published:\n"
        f"{tests}\n\n"
        "Please show that you can perform the contract at this price. Tell us what it is made of, "
        "for example staff hours and pay, materials, subcontractors, overheads and margin, and "
        "whatever lets you work for less.\n\n"
        "If you show that you can, your bid stays in and its price counts as any other."
    )


def suggestions(tender: Tender, *, enquiries: Iterable[Enquiry]) -> list[dict[str, str]]:
    """Return what people may want to decide, each with where to do it. The tool decides nothing."""
    late = [
        (bid, f"{bid.bidder.name} ({bid.code}) came late and was not admitted.")
        for bid in refused_late_bids(tender)
    ]
    low = [
        (each.bid, f"{each.bid.bidder.name} ({each.bid.code}) did not explain its price.")
        for each in enquiries
        if each.enquiry and each.enquiry.outcome == PriceEnquiry.Outcome.NOT_SATISFIED
    ]
    return [
        {"words": words, "url": reverse("evaluation:disqualify", args=[tender.pk, bid.pk])}
        for bid, words in [*late, *low]
        if not bid.disqualifications.exists()
    ]


def draws_needed(tender: Tender, result: dict[str, Any]) -> list[dict[str, str]]:
    """Return the lots in which lots must be drawn, each with where to record it."""
    keys = dict(tender.lots.values_list("code", "pk"))
    return [
        {"code": lot["lot"], "url": reverse("evaluation:draw", args=[tender.pk, keys[lot["lot"]]])}
        for lot in result.get("lots", [])
        if lot["status"] == "draw_needed"
    ]
