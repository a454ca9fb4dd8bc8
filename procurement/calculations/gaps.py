"""How far the first bid of a lot is ahead of each other, and what put it there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """How far the first bid is ahead of another, in percentage points of the tender.

    `sections` holds what each section adds to `points`, below nought where the other bid did
    better. Not rounded.
    """

    bid: str
    points: Fraction
    sections: Mapping[str, Fraction]

    @property
    def decided_by(self) -> tuple[str, ...]:
        """The sections that gave the most; none where no section put the first bid ahead."""
        most = max(self.sections.values(), default=Fraction(0))
        return tuple(name for name, points in self.sections.items() if points == most > 0)


def gaps(scores: Sequence[tuple[str, Mapping[str, Fraction]]]) -> tuple[Gap, ...]:
    """Return how far the first bid is ahead of each bid after it, in their order.

        gap = sum of  (weighted score of the first - weighted score of the other)  over the sections

    `scores` gives each bid's code and its weighted score by section, best bid first, all in
    percentage points of the tender and not rounded. Every bid has the sections of the first.
    Nothing is rounded: round once, when showing it. One bid or none gives no gap.

    Source: docs/sums.md, 4.1.
    """
    if not scores:
        return ()
    (_, first), *others = scores
    return tuple(_gap(code, first=first, other=other) for code, other in others)


def _gap(code: str, *, first: Mapping[str, Fraction], other: Mapping[str, Fraction]) -> Gap:
    sections = {name: first[name] - other[name] for name in first}
    return Gap(bid=code, points=sum(sections.values(), start=Fraction(0)), sections=sections)
