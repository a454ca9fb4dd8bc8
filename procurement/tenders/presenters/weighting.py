"""What the weighting rules ask of a tender, in sentences."""

from decimal import Decimal
from typing import Any

from procurement.tenders.models import (
    Section,
)
from procurement.tenders.queries import HUNDRED, Weighting
from socialvalue.calculations.weight_rules import Explanation, Standing


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
        else "Going below needs an approved departure. The source names nobody to approve it, "
        "so your organisation must."
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
        "departing": bool(asked.breaches),
        "more": other_binding_sentences(asked.explanations),
        "advice": advice_sentences(asked.explanations),
    }
