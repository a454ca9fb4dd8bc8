"""Why the first bid of a lot is first, in sentences. Gaps are exact until they are shown."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from procurement.calculations.gaps import Gap
from procurement.evaluation.presenters.sentences import MEASURES, listed, measure
from socialvalue.calculations.rounding import shown

Members = dict[str, Any]

PARTS = {"quality": "quality", "social_value": "social value", "price": "price"}
NEXT_ONES = 3
"""How many bids behind the second are told in words; the ranking table has them all."""


def sentences_of(
    lot: Members, gaps: Sequence[Gap], *, names: dict[str, str], places: int
) -> list[str]:
    """Return how far the first bid is ahead, what put it there, and how close the next ones are.

    Nothing is said where no bid alone is first. `gaps` are exact, in percentage points; empty for
    a lot whose measure is no sum of its sections.
    """
    ranked = [bid for bid in lot["bids"] if bid["rank"] is not None]
    if [bid["rank"] for bid in ranked].count(1) != 1:
        return []
    first = names[ranked[0]["bid"]]
    if len(ranked) == 1:
        return [f"{first} is the only bid that is ranked."]
    if not gaps:
        return [_by_measure(ranked, names=names)]
    second, *others = gaps
    said = [_ahead(first, second, names=names, places=places)]
    if second.points:
        said.append(_parts(second, weights=lot["section_weights"], places=places))
    if others:
        said.append(_behind(others[:NEXT_ONES], names=names, places=places))
    return said


def _by_measure(ranked: Sequence[Members], *, names: dict[str, str]) -> str:
    """Return the first two by what they are ranked by, where that is no sum of the sections."""
    first, second = ranked[0], ranked[1]
    ranking = first["ranking"]
    word = MEASURES[ranking["measure"]].lower()
    return (
        f"{names[first['bid']]} is first: the {ranking['best']} {word} wins, and it has "
        f"{measure(ranking)}. {names[second['bid']]} is next, with {measure(second['ranking'])}."
    )


def _points(points: Fraction, *, places: int) -> str:
    """Return points in words; what is more than nought is never shown as nought."""
    text = shown(points, places=places)
    if points and not Decimal(text):
        return f"less than {shown(Fraction(1, 10**places), places=places)} points"
    return "1 point" if points == 1 else f"{text} points"


def _ahead(first: str, second: Gap, *, names: dict[str, str], places: int) -> str:
    """Return how far the first is ahead of the second, and by which section."""
    name = names[second.bid]
    if not second.points:
        return f"{first} and {name} have exactly the same total: the published tie-break decides."
    ahead = f"{first} is {_points(second.points, places=places)} ahead of {name}"
    decided = listed([PARTS[section] for section in second.decided_by])
    return f"{ahead}. Most of the lead comes from {decided}."


def _parts(second: Gap, *, weights: dict[str, str], places: int) -> str:
    """Return what each section that has a weight adds to the lead, or takes from it."""
    parts = [
        f"{PARTS[section]} {_signed(points, places=places)}"
        for section, points in second.sections.items()
        if Decimal(weights[section])
    ]
    return f"The lead by section: {listed(parts)}."


def _signed(points: Fraction, *, places: int) -> str:
    """Return points with their sign."""
    text = shown(abs(points), places=places)
    if not Decimal(text):
        return text
    return f"{'+' if points > 0 else '−'}{text}"


def _behind(gaps: Sequence[Gap], *, names: dict[str, str], places: int) -> str:
    """Return how far the bids after the second are behind the first."""
    said = [f"{names[gap.bid]} by {_points(gap.points, places=places)}" for gap in gaps]
    return f"Behind the first after that: {listed(said)}."


def rounding_note(bids: Sequence[Members], *, places: int) -> str:
    """Return why parts do not add up to the total as shown, or nothing where they all do."""
    if all(_adds_up(bid) for bid in bids):
        return ""
    step = shown(Fraction(1, 10**places), places=places)
    return f"Each part is rounded on its own, so parts may differ from the total by {step}."


def _adds_up(bid: Members) -> bool:
    """Whether the parts of a total are, as shown, exactly the total; true where there is none."""
    if bid["price_score"] is None:
        return True
    parts = [Decimal(section["weighted_score"]) for section in bid["sections"]]
    return sum(parts, start=Decimal(bid["price_score"])) == Decimal(bid["total"])
