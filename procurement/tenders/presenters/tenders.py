"""A tender in the list and on its own page."""

from typing import Any

from django.urls import reverse

from procurement.tenders.models import (
    State,
    Tender,
)
from procurement.tenders.presenters.plain import BASES, day, moment, money

STATE_COLOURS = {
    State.DRAFT: "grey",
    State.PUBLISHED: "blue",
    State.SCORING: "yellow",
}


def tender_row(tender: Tender) -> dict[str, Any]:
    """Return one row of the list of tenders."""
    return {
        "url": reverse("tenders:tender", args=[tender.pk]),
        "title": tender.title,
        "reference": tender.reference,
        "state": tender.get_state_display(),
        "colour": STATE_COLOURS.get(tender.state, "blue"),
        "value": money(tender.value_excluding_vat_pence),
        "deadline": moment(tender.deadline, tender),
        "bids": tender.bid_count,
    }


def about_rows(tender: Tender) -> list[dict[str, str]]:
    """Return the facts of a tender for a summary list, with a link to change a draft's."""
    return [
        {"key": "Reference", "value": tender.reference},
        {"key": "Buyer", "value": tender.buyer_name},
        {"key": "Mainly buys", "value": tender.get_main_category_display()},
        {"key": "Law", "value": f"{tender.get_regime_display()}, {tender.get_nation_display()}"},
        {"key": "Commences on", "value": day(tender.commenced_on)},
        {
            "key": "Estimated value",
            "value": (
                f"{money(tender.value_excluding_vat_pence)} without VAT\n"
                f"{money(tender.value_including_vat_pence)} with VAT"
            ),
        },
        {"key": "Prices are", "value": BASES[tender.price_basis]},
        {"key": "Deadline for bids", "value": moment(tender.deadline, tender)},
    ]
