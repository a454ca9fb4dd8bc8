"""Award criteria of a lot, and their weights where the notice gives them as percentages."""

import re
from decimal import Decimal

from procurement.calculations.ocds.model import Criterion
from procurement.calculations.ocds.place import Place

SECTIONS = {"price": "price", "cost": "price", "quality": "quality"}
SOCIAL_VALUE = re.compile(
    r"\b(social value|community benefits?|social and environmental|wellbeing of future)\b", re.I
)
WEIGHT_ALONE = re.compile(r"\s*(\d{1,5}(?:\.\d{1,8})?)\s*(%|per ?cent)?\s*", re.I)
HUNDRED = Decimal(100)
LONGEST_NAME = 300


def criteria_of(holder: Place) -> tuple[Criterion, ...]:
    """Return the criteria of a lot, or of a tender that gives its own.

    A weight is kept if it is said to be an exact percentage, or if all weights of the lot add up to
    exactly 100; points and ranks are told, not turned into percentages.
    """
    listed = holder.member("awardCriteria")
    if not listed.is_given or isinstance(listed.value, str):
        return ()
    read = [_criterion(place) for place in listed.member("criteria").records()]
    weights = [weight for _criterion, weight, _sure in read]
    if not read:
        _note_words(listed)
        return ()
    adds_up = None not in weights and sum(w for w in weights if w is not None) == HUNDRED
    sure = all(is_sure for _criterion, _weight, is_sure in read)
    if not adds_up:
        listed.note(_why_not(weights))
    return tuple(
        Criterion(
            section=criterion.section,
            name=criterion.name,
            at=criterion.at,
            weight=weight if adds_up or (sure and is_sure) else None,
        )
        for criterion, weight, is_sure in read
    )


def _note_words(listed: Place) -> None:
    """Say that criteria are described in words only."""
    words = [listed.member(name).line() for name in ("description", "weightingDescription")]
    if any(words):
        listed.note("The award criteria are described in words only. Enter them yourself.")


def _why_not(weights: list[Decimal | None]) -> str:
    """Return why the weights of criteria were not taken over."""
    given = [weight for weight in weights if weight is not None]
    if not given:
        return "The award criteria have no weights that can be read. Enter them yourself."
    if len(given) < len(weights):
        return "Some award criteria have no weight that can be read. Enter the weights yourself."
    total = sum(given, start=Decimal(0))
    return f"The weights of the award criteria add up to {total:f}, not 100. Enter them yourself."


def _criterion(place: Place) -> tuple[Criterion, Decimal | None, bool]:
    """Return a criterion, its weight, and whether that is said to be a percentage."""
    kind = place.member("type").line()
    name = place.member("name").line()
    description = place.member("description")
    alone = WEIGHT_ALONE.fullmatch(description.line())
    weight, sure = _weight(place)
    if weight is None and alone:
        weight, sure = Decimal(alone[1]), bool(alone[2])
    words = name or ("" if alone else description.line())
    section = SECTIONS.get(kind)
    if section is None:
        given = place.member("type")
        given.note(f"Price, cost or quality is needed here, not {given.words}: taken as quality.")
        section = "quality"
    if section == "quality" and SOCIAL_VALUE.search(words):
        section = "social_value"
    shown = words[:LONGEST_NAME] or kind.capitalize() or "Quality"
    return Criterion(section=section, name=shown, weight=None, at=place.at), weight, sure


def _weight(place: Place) -> tuple[Decimal | None, bool]:
    """Return the weight among the numbers of a criterion, in percent, and whether it says so.

    Source: OCDS EU profile, award criterion numbers: percentageExact, decimalExact, pointsExact.
    """
    for each in place.member("numbers").records():
        kind, number = each.member("weight").line(), each.member("number").number()
        if not kind or number is None:
            continue
        if not 0 <= number <= 100_000:
            each.note(f"A weight is needed here, not {each.member('number').words}.")
        elif kind == "percentageExact":
            return number, True
        elif kind == "decimalExact":
            return number * HUNDRED, True
        elif kind == "pointsExact":
            return number, False
        else:
            each.note(f"The weight is given as {kind}, not as a percentage.")
    return None, False
