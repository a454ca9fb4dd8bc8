"""What the weighting rules ask of a tender, in sentences."""

from decimal import Decimal
from typing import Any

from django.urls import reverse

from procurement.tenders.models import CLIMATE_PLACES, Section, WeightDeparture
from procurement.tenders.queries import HUNDRED, Kept, Weighting
from socialvalue.calculations.weight_rules import Explanation, Standing

COLOURS = {Kept.MET: "green", Kept.NOT_MET: "red", Kept.NOT_CHECKED: "yellow"}


def rule_rows(asked: Weighting, departures: list[WeightDeparture]) -> list[dict[str, Any]]:
    """Return each rule that binds, whether what it asks is met, and its departure if any."""
    latest = {departure.rule_code: departure for departure in departures}
    return [
        {
            "title": rule.title,
            "url": rule_url(asked, rule.code),
            "status": str(rule.kept),
            "colour": COLOURS[rule.kept],
            "sentences": rule.sentences,
            "departure": latest.get(rule.code) if rule.kept is Kept.NOT_MET else None,
            "needs_departure": rule.kept is Kept.NOT_MET and rule.code not in latest,
        }
        for rule in asked.standings
    ]


def rule_url(asked: Weighting, code: str) -> str:
    """Return the address of a rule's own page."""
    if code in asked.own:
        return reverse("framework:own_weight_rule", args=[asked.own[code]])
    return reverse("framework:weight_rule", args=[code])


def climate_words(places: list[str] | None) -> str:
    """Return where the officer said that the climate theme is; nothing while nobody has said."""
    if places is None:
        return ""
    return " and ".join(CLIMATE_PLACES[place].lower() for place in places) or "nowhere"


def sum_sentence(weights: dict[str, Decimal | None]) -> str:
    """Return how far the weights are from exactly 100, in words."""
    if None in weights.values():
        return "Give all three weights. Together they must be exactly 100%."
    total = sum(weights.values(), start=Decimal(0))
    if total == HUNDRED:
        return "The weights add up to exactly 100%."
    off = HUNDRED - total
    todo = f"{off:f} still to give" if off > 0 else f"{-off:f} too many"
    return f"The weights add up to {total:f}%: {todo}."


def floor_sentences(asked: Weighting, *, weight: Decimal | None) -> list[str]:
    """Return what the rule that binds asks, how the weight stands to it, and who may depart."""
    rule = next((found.rule for found in asked.explanations if found.sets_floor), None)
    if rule is None or rule.minimum_percent is None:
        return ["No rule that binds this tender sets a lowest weight for social value."]
    floor = rule.minimum_percent
    asks = f"{rule.title} asks for at least {floor:f}%."
    if weight is None:
        return [asks]
    off = weight - floor
    if off >= 0:
        above = "exactly that" if off == 0 else f"{_points(off)} above"
        return [f"{asks} You have {weight:f}%: {above}."]
    approver = (
        f"Going below needs a departure approved by {rule.departure_approver}."
        if rule.departure_approver
        else "Going below needs an approved departure. The rule names no approver: your "
        "organisation must name one."
    )
    return [f"{asks} You have {weight:f}%: {_points(-off)} short.", approver]


def _points(number: Decimal) -> str:
    """Return a difference of percentages, in words."""
    return f"{number:f} percentage point{'' if number == 1 else 's'}"


def advice_sentences(explanations: tuple[Explanation, ...]) -> list[str]:
    """Return what rules advise without binding, each with the rule's name."""
    return [
        f"{found.rule.title}. {' '.join(found.sentences)}"
        for found in explanations
        if found.standing is Standing.ADVISES
    ]


SAID_ALREADY = (
    "Social value must weigh",
    "No rule that applies",
    "A departure",
    "Not met: the lowest",
)
"""How sentences begin that the page says at the top."""


def other_binding_sentences(explanations: tuple[Explanation, ...]) -> list[str]:
    """Return what binding rules ask besides the lowest weight, each with the rule's name."""
    sentences = []
    for found in explanations:
        if found.standing is Standing.BINDS:
            kept = [
                sentence
                for sentence in found.sentences
                if not sentence.startswith(
                    (
                        "Social value must weigh",
                        "No rule that applies",
                        "A departure",
                        "Not met: the lowest",
                    )
                )
            ]
            sentences += [f"{found.rule.title}. {' '.join(kept)}"] if kept else []
    return sentences


def weights_answer(*, weights: dict[str, Decimal | None], asked: Weighting) -> dict[str, Any]:
    """Return everything that the weights page says under the inputs."""
    complete = None not in weights.values()
    floor = floor_sentences(asked, weight=weights[Section.SOCIAL_VALUE])
    return {
        "total": sum_sentence(weights),
        "adds_up": complete and sum(weights.values()) == HUNDRED,
        "floor": [asked.problem] if asked.problem else floor,
        "rules": [
            {"title": rule.title, "url": rule_url(asked, rule.code)} for rule in asked.standings
        ],
        "departing": bool(asked.breaches),
        "more": other_binding_sentences(asked.explanations),
        "advice": advice_sentences(asked.explanations),
    }
