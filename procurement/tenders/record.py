"""A tender's record in sentences, and what was before and after each change. Points are in none of
it, nor is anything of a bid that its envelope does not show."""

import datetime as dt
from typing import Any

from procurement.calculations.formulas import FORMULAS
from procurement.tenders.presenters import money, parameter_words
from socialvalue.audit.models import AuditEvent
from socialvalue.core.forms.dates import in_words

WORDS = {
    "tender.created": "made the tender",
    "tender.loaded": "loaded the tender from an evaluation bundle",
    "tender.changed": "changed what the tender says about itself: {changed}",
    "tender.duty_recorded": "recorded what the contract could improve, as the 2012 Act asks",
    "tender.scale_set": "wrote the scale {title}",
    "tender.scale_removed": "took a scale of their own out",
    "tender.pass_marks_set": "set the pass marks of the sections",
    "tender.lot_set": "set lot {code}: {title}",
    "tender.lot_removed": "took a lot out",
    "tender.lot_limits_set": "set how many lots one supplier may win",
    "tender.key_criteria_taken": "started from the key criteria of the law: {criteria}",
    "tender.social_value_choices_set": (
        "set the policy outcomes to cover ({outcomes}) and how sizes of commitments count"
    ),
    "tender.departure_confirmed": "confirmed the departure from {rule}, at {proposed}%",
    "tender.departure_refused": "refused the departure from {rule}, at {proposed}%",
    "tender.finding_answered": "said why a finding may stand: {finding}",
    "tender.weights_set": (
        "set the weights: quality {quality}%, price {price}%, social value {social_value}%"
    ),
    "tender.departure_recorded": "recorded a departure from {rule}, approved by {approver}",
    "tender.areas_chosen": "chose the areas for action: {areas}",
    "tender.questions_set": "set the {section} questions",
    "tender.price_set": "set how prices are scored",
    "tender.climate_theme_said": "said where the climate theme is: {places}",
    "tender.stress_bids_set": "made up bids to test the method of lot {lot}: {bids}",
    "tender.stress_points_set": "gave the made-up bid {bid} points on the questions",
    "tender.stress_acknowledged": "acknowledged the stress test of lot {lot}",
    "tender.method_fixed": "fixed the method, version {version}{late}",
    "bid.recorded": "recorded the bid {bid}",
    "bid.changed": "changed the bid {bid}",
    "bid.received": "received and sealed the bid {bid}",
    "bid.withdrawn": "withdrew the bid {bid}",
    "bid.refused": (
        "was refused a second bid of a bidder for the same lot, which shows that the bidder has one"
    ),
    "bid.late_admitted": "admitted the late bid {bid}",
    "bid.late_refused": "did not admit the late bid {bid}",
    "clarification.asked": "asked the bidder of {bid} a question",
    "clarification.answered": "recorded what the bidder of {bid} answered",
    "clarification.closed": "closed a question to the bidder of {bid} without an answer",
    "scores.drafted": "saved a draft of the scores of the bid {bid}",
    "score.agreed": "recorded the scores of the bid {bid}: {criteria}",
    "score.amended": "changed the score of the bid {bid} for {criterion}",
    "bid.disqualified": "recorded a decision to disqualify the bid {bid}: {rule}",
    "lot.drawn": "recorded lots drawn for lot {lot}, before {witness}",
    "result.downloaded": "downloaded the {what}",
}
NAMES = {
    "reference": "reference",
    "title": "title",
    "improvement": "what it could improve",
    "regime": "law",
    "nation": "nation",
    "main_category": "what it mainly buys",
    "commenced_on": "day it commences",
    "value_excluding_vat_pence": "value without VAT",
    "value_including_vat_pence": "value with VAT",
    "deadline": "deadline",
}


CHANGES = {
    "tender.changed": NAMES,
    "tender.weights_set": {
        "quality": "quality, in %",
        "price": "price, in %",
        "social_value": "social value, in %",
    },
    "tender.areas_chosen": {"areas": "areas for action"},
    "tender.price_set": {
        "formula": "price formula",
        "parameters": "numbers of the formula",
        "should_cost_pence": "should-cost estimate",
        "tie_break": "order in which ties are broken",
        "percent_below": "abnormally low, in % below the reference",
        "references": "references for abnormally low prices",
    },
    "bid.received": {"submitted": "came in", "receipt_sha256": "SHA-256 of what was received"},
}
"""What the page shows of an event before and after, by what was done; of others nothing."""


def changes(event: AuditEvent) -> list[str]:
    """Return what changed, as "name: old → new"; without old, what it is now.

    Of a bid that is what its envelope shows: neither bidder, nor content, nor price, in any state.
    """
    lines = []
    for name, label in CHANGES.get(event.did, {}).items():
        old, new = event.before.get(name), event.after.get(name)
        if name not in event.after or (event.before and old == new):
            continue
        if name in event.before:
            lines.append(f"{label}: {_value(name, old)} → {_value(name, new)}")
        else:
            lines.append(f"{label}: {_value(name, new)}")
    return lines


def _value(name: str, value: Any) -> str:
    """Return a stored value as people read it."""
    if value in (None, "", [], {}):
        return "none"
    if name.endswith("_pence"):
        return money(value)
    if name in {"deadline", "submitted"}:
        return in_words(dt.datetime.fromisoformat(value))
    if name == "commenced_on":
        return in_words(dt.date.fromisoformat(value))
    if name == "parameters":
        return "; ".join(parameter_words(value))
    if name == "formula":
        return FORMULAS[value].title
    return _said(value)


def entry(event: AuditEvent) -> dict[str, Any]:
    """Return one event of a tender's record as the page shows it."""
    return {
        "when": event.at,
        "who": event.actor_name,
        "what": sentence(event),
        "changes": changes(event),
        "reason": event.reason,
        "number": event.sequence,
        "hash": event.hash,
    }


def sentence(event: AuditEvent) -> str:
    """Return what was done, as the end of a sentence that starts with the person's name."""
    words = WORDS.get(event.did)
    if words is None:
        return event.did.replace(".", " ").replace("_", " ")
    details = {name: _said(value) for name, value in event.after.items()}
    details["changed"] = ", ".join(NAMES.get(name, name) for name in event.after) or "nothing"
    details["late"] = ", after the deadline for bids" if _is_late(event) else ""
    return words.format_map(_Blank(details))


def _is_late(event: AuditEvent) -> bool:
    """Whether a method was fixed after the deadline; an older event does not say."""
    return event.after.get("after_the_deadline") is True


class _Blank(dict[str, str]):
    """Details of an event; what an older event does not say is left blank."""

    def __missing__(self, name: str) -> str:
        return "…"


def _said(value: Any) -> str:
    """Return a detail in words."""
    if isinstance(value, list):
        return ", ".join(str(part) for part in value) or "none"
    return str(value).replace("_", " ")
