"""What the officer is asked, because the notice does not say it."""

from collections.abc import Mapping
from typing import Any

from procurement.calculations.ocds.model import Lot, Told, Worth
from procurement.calculations.ocds.place import Place
from procurement.calculations.ocds.vocabulary import Notice


def asked(facts: Mapping[str, Any], *, release: Place, regime_known: Told) -> dict[str, Told]:
    """Return the facts of a tender that are missing, by name, each with what to do about it."""
    tender = release.member("tender")
    questions: dict[str, Told] = {}
    if facts["buyer"].kind is None:
        questions["buyer_kind"] = release.member("buyer").said("Say what kind of authority buys.")
    if facts["regime"] is None:
        questions["regime"] = regime_known
    if facts["nation"] is None:
        questions["nation"] = release.member("parties").said("Say in which nation the buyer is.")
    if facts["main_category"] is None:
        given = tender.member("mainProcurementCategory")
        questions["main_category"] = given.said("Say whether it is goods, services or works.")
    questions |= _about_worth(facts["worth"], tender.member("value"))
    if facts["commenced_on"] is None:
        questions["commenced_on"] = tender.said("Give the day the procurement commences.")
    if question := _about_deadline(facts, tender):
        questions["deadline"] = question
    if question := _about_weights(facts["lots"], tender):
        questions["weights"] = question
    return questions


def _about_worth(worth: Worth, value: Place) -> dict[str, Told]:
    """Return the questions about the value: each basis that is not known."""
    if worth.unstated_pence is not None:
        pounds = f"£{worth.unstated_pence // 100:,}.{worth.unstated_pence % 100:02}"
        sentence = f"The notice gives {pounds} and does not say whether VAT is in it."
        return {
            "value_excluding_vat": value.said(f"{sentence} Give the value without VAT."),
            "value_including_vat": value.said(f"{sentence} Give the value with VAT."),
        }
    questions = {}
    if worth.excluding_vat_pence is None:
        questions["value_excluding_vat"] = value.said("Give the value without VAT.")
    if worth.including_vat_pence is None:
        questions["value_including_vat"] = value.said("Give the value with VAT.")
    return questions


def _about_deadline(facts: Mapping[str, Any], tender: Place) -> Told | None:
    """Return the question about the deadline of a notice that gives none of its own."""
    end = tender.member("tenderPeriod").member("endDate")
    if facts["deadline"] is None:
        return end.said("Give the deadline for bids.")
    if facts["notice"] in {Notice.AWARD, Notice.CONTRACT}:
        return end.said("The competition of this notice is over: give a deadline of your own.")
    return None


def _about_weights(lots: tuple[Lot, ...], tender: Place) -> Told | None:
    """Return the question about the weights, if no lot gives them whole."""
    if lots and all(lot.section_weights for lot in lots):
        return None
    return tender.said("Decide the weights of quality, price and social value.")
