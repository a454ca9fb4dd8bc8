"""Ranks on exact values, and the published tie-breaks where two are exactly equal."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from typing import Protocol

from procurement.calculations.bundle.model import SCORED_SECTIONS
from procurement.calculations.formulas.formula import Best
from procurement.calculations.square_root import SquareRoot, comparable


class WeightedScores(Protocol):
    """What a tie-break may look at: weighted scores, in percentage points of the tender."""

    def of_section(self, name: str) -> Fraction:
        """Return the weighted score of a section."""
        ...

    def of_criterion(self, code: str) -> Fraction | None:
        """Return the weighted score of a criterion, None if the lot does not have it."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Contender:
    """An admissible bid: its total or measure, and what a tie-break may look at."""

    code: str
    measure: Fraction | SquareRoot
    price: Fraction
    marks: WeightedScores


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a bid stands. 1 is best, and bids that nothing separates share the best rank.

    `tied_with` are the bids with exactly the same total or measure, in the order of the bundle;
    `tie_breaks_used` are the entries applied to this bid until it stood alone.
    """

    rank: int
    tied_with: tuple[str, ...]
    tie_breaks_used: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Tied:
    """Bids that nothing has separated yet, and the tie-breaks applied to them so far."""

    contenders: Sequence[Contender]
    used: tuple[str, ...] = ()


def standings(
    contenders: Sequence[Contender],
    *,
    best: Best,
    tie_break: Sequence[str],
    draw: Sequence[str],
) -> dict[str, Standing]:
    """Return the standing of each bid by its code.

    `contenders` in the order of the bundle; `best` says whether the highest or the lowest measure
    wins; `tie_break` is the published list; `draw` is the recorded order of bid codes, best first,
    empty if none is recorded.

    Source: FORMAT.md 3.4 and 3.5.
    """
    sign = 1 if best == "highest" else -1
    found: dict[str, Standing] = {}
    for tied in _best_first(contenders, lambda one: sign * comparable(one.measure)):
        codes = tuple(one.code for one in tied)
        for group in _separated(tied, tie_break=tie_break, draw=draw):
            rank = len(found) + 1
            for one in group.contenders:
                others = tuple(code for code in codes if code != one.code)
                found[one.code] = Standing(rank=rank, tied_with=others, tie_breaks_used=group.used)
    return found


def _best_first(
    contenders: Sequence[Contender], key: Callable[[Contender], Fraction]
) -> Iterator[list[Contender]]:
    """Yield the contenders by falling key, those with an equal key together and in their order."""
    in_order = sorted(contenders, key=key, reverse=True)
    return (list(equal) for _, equal in groupby(in_order, key=key))


def _separated(
    tied: Sequence[Contender], *, tie_break: Sequence[str], draw: Sequence[str]
) -> list[_Tied]:
    """Return the tied contenders best first, in groups that no entry of the list separates."""
    groups = [_Tied(tied)]
    for entry in tie_break:
        groups = [part for group in groups for part in _apply(entry, group, draw)]
    return groups


def _apply(entry: str, group: _Tied, draw: Sequence[str]) -> list[_Tied]:
    """Return the group as one entry of the list separates it.

    An entry that cannot be applied is passed over and not named as used: a draw that was not
    recorded for all of these bids, or a criterion that their lot does not have.
    """
    if len(group.contenders) == 1:
        return [group]
    keys = {one.code: _key(entry, one, draw) for one in group.contenders}
    applied = {code: key for code, key in keys.items() if key is not None}
    if len(applied) < len(keys):
        return [group]
    parts = _best_first(group.contenders, lambda one: applied[one.code])
    return [_Tied(part, (*group.used, entry)) for part in parts]


def _key(entry: str, contender: Contender, draw: Sequence[str]) -> Fraction | None:
    """Return what an entry compares, the higher the better, or None if it cannot be applied."""
    if entry in SCORED_SECTIONS:
        return contender.marks.of_section(entry)
    if entry == "price":
        return -contender.price
    if entry == "drawn_lot":
        return Fraction(-draw.index(contender.code)) if contender.code in draw else None
    return contender.marks.of_criterion(entry.removeprefix("criterion:"))
