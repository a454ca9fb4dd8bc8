"""The matrix of objectives and areas for action: emphasis, weights that follow from it, comparison.

A framework gives each objective areas for action. An organisation may say how much each objective
matters to it (its emphasis, in percent of the social value marks) and may change the areas.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

HUNDRED = Decimal(100)


class NoAreaChosen(ValueError):
    """There is nothing to share the weight among."""


class NoEmphasisOnChosen(ValueError):
    """Every chosen area is under an objective of emphasis nought, so no weight follows."""


def e1(emphasis: Mapping[str, Decimal | None]) -> bool:
    """Give every objective an emphasis, or none of them."""
    given = [share is not None for share in emphasis.values()]
    return all(given) or not any(given)


def e2(emphasis: Mapping[str, Decimal | None]) -> bool:
    """The emphasis of the objectives adds up to exactly 100 percent."""
    shares = [share for share in emphasis.values() if share is not None]
    return not shares or sum(shares) == HUNDRED


def e3(emphasis: Mapping[str, Decimal | None]) -> bool:
    """No objective has an emphasis below nought."""
    return all(share is None or share >= 0 for share in emphasis.values())


RULES: Mapping[str, Callable[[Mapping[str, Decimal | None]], bool]] = {"E1": e1, "E2": e2, "E3": e3}


def broken_rules(emphasis: Mapping[str, Decimal | None]) -> dict[str, str]:
    """Return the number and the words of every rule that the emphasis breaks.

    `emphasis` is in percent of the social value marks, by objective; None where none is given.
    """
    return {number: rule.__doc__ or "" for number, rule in RULES.items() if not rule(emphasis)}


def suggested_weights(
    chosen: Mapping[str, Sequence[str]],
    *,
    emphasis: Mapping[str, Decimal | None],
    places: int = 2,
) -> dict[str, Decimal]:
    """Return a weight for each chosen area, in percent of the social value section.

    The objectives that have a chosen area share 100 in proportion to their emphasis, or equally
    where there is none; each objective's part is shared equally among its chosen areas:

        weight = 100 × emphasis of the objective / emphasis of all chosen objectives / its areas

    Rounded to `places` so that they add up to exactly 100: all are cut short, and what is left
    goes, one smallest step each, to those that lost most, first come first where they lost the
    same. These are suggestions to start from; the published weights are what a person decides.

    Raises NoAreaChosen; NoEmphasisOnChosen.
    """
    objectives = {objective: areas for objective, areas in chosen.items() if areas}
    if not objectives:
        raise NoAreaChosen("choose at least one area for action")
    shares = _shares(objectives, emphasis)
    exact = {
        area: 100 * shares[objective] / len(areas)
        for objective, areas in objectives.items()
        for area in areas
    }
    return _adding_up(exact, places=places)


def _shares(
    objectives: Mapping[str, Sequence[str]], emphasis: Mapping[str, Decimal | None]
) -> dict[str, Fraction]:
    """Return the part of the whole, from 0 to 1, of each objective that has a chosen area."""
    given = {objective: emphasis.get(objective) for objective in objectives}
    known = {name: Fraction(share) for name, share in given.items() if share is not None}
    if len(known) < len(given):
        return {objective: Fraction(1, len(given)) for objective in given}
    total = sum(known.values())
    if total == 0:
        raise NoEmphasisOnChosen("the chosen areas are all under objectives of emphasis nought")
    return {objective: share / total for objective, share in known.items()}


def _adding_up(exact: Mapping[str, Fraction], *, places: int) -> dict[str, Decimal]:
    """Return percentages cut to so many places and topped up to 100, the largest loss first."""
    steps = {name: int(weight * 10**places) for name, weight in exact.items()}
    left = 100 * 10**places - sum(steps.values())
    lost = sorted(exact, key=lambda name: steps[name] - exact[name] * 10**places)
    for name in lost[:left]:
        steps[name] += 1
    return {name: Decimal(count).scaleb(-places) for name, count in steps.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaWords:
    """An area for action as words, for comparing. `words` is all that is said about it, by part."""

    code: str
    title: str
    is_retired: bool
    words: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewording:
    """An area whose words differ: the titles, and the names of the parts that were changed."""

    code: str
    was: str
    now: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What a version adds, words differently, retires and leaves as it was."""

    added: tuple[AreaWords, ...]
    reworded: tuple[Rewording, ...]
    retired: tuple[AreaWords, ...]
    unchanged: tuple[AreaWords, ...]


def compare(*, base: Sequence[AreaWords], ours: Sequence[AreaWords]) -> Comparison:
    """Return how a version of a framework differs from the one it was made from, area by area.

    An area is the same where its code is. One that was retired in the base and is brought back
    counts as added; one that is added and retired again is left out. An area that is retired is
    only that, even if it was reworded before.
    """
    known = {area.code: area for area in base}
    was_live = {code for code, area in known.items() if not area.is_retired}
    live = [area for area in ours if area.is_retired == (area.code not in was_live)]
    kept = [area for area in live if area.code in known]
    changed = {area.code: _changed_parts(known[area.code], area) for area in kept}
    return Comparison(
        added=tuple(a for a in ours if not a.is_retired and a.code not in was_live),
        reworded=tuple(
            Rewording(code=a.code, was=known[a.code].title, now=a.title, parts=changed[a.code])
            for a in kept
            if changed[a.code]
        ),
        retired=tuple(a for a in ours if a.is_retired and a.code in was_live),
        unchanged=tuple(a for a in kept if not changed[a.code]),
    )


def _changed_parts(base: AreaWords, ours: AreaWords) -> tuple[str, ...]:
    """Return the names of the parts that differ, the title first."""
    parts = ["title"] if base.title != ours.title else []
    return (*parts, *(name for name in ours.words if base.words.get(name) != ours.words[name]))
