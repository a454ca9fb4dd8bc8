"""How alike assessors judge, and whether decisions keep to the service level.

Figures about people at work: they say where to talk, and decide nothing about an application.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from socialvalue.calculations.agreement import Marks
from socialvalue.calculations.awards.clock import Clock
from socialvalue.calculations.awards.scheme import Scheme


def comparable(scheme: Scheme, given: Mapping[str, str]) -> Marks:
    """Return what assessors gave one criterion, as points that can be compared.

    `given` is the code of the mark by assessor. Where a scheme's marks have points, these are
    compared; where it has none, each mark counts one more than the one below it, from nought.
    Raises KeyError for a mark that the scheme does not have.

    Source: docs/sums_awards.md, how alike assessors judge.
    """
    highest = max(mark.points for mark in scheme.marks)
    if highest:
        points = {who: scheme.mark(code).points for who, code in given.items()}
        return Marks(points=points, highest=highest)
    ranks = {who: Decimal(scheme.rank_of(code)) for who, code in given.items()}
    return Marks(points=ranks, highest=Decimal(max(len(scheme.marks) - 1, 1)))


def spread(scheme: Scheme, codes: Collection[str]) -> int | None:
    """Return how many steps of the scale lie between the lowest and the highest mark given.

    None for fewer than two marks. Raises KeyError for a mark that the scheme does not have.
    """
    ranks = [scheme.rank_of(code) for code in codes]
    return max(ranks) - min(ranks) if len(ranks) > 1 else None


@dataclass(frozen=True, slots=True)
class Timeliness:
    """How long decisions took, in working days that count (days that stood still do not).

    `within` are those that kept to the service level. `median` and `share_within` are exact, and
    None where nothing was decided.
    """

    decided: int
    within: int
    median: Fraction | None
    longest: int | None

    @property
    def share_within(self) -> Fraction | None:
        """The share that kept to the service level, from 0 to 1."""
        return Fraction(self.within, self.decided) if self.decided else None


def timeliness(clocks: Sequence[Clock]) -> Timeliness:
    """Return how long these decisions took.

    Source: docs/sums_awards.md, the clock of a decision.
    """
    used = sorted(clock.used for clock in clocks)
    within = sum(not clock.is_overdue for clock in clocks)
    return Timeliness(len(used), within, median(used), used[-1] if used else None)


def median(numbers: Sequence[int]) -> Fraction | None:
    """Return the middle of whole numbers, the mean of the two middle ones for an even count."""
    if not numbers:
        return None
    ordered = sorted(numbers)
    half = len(ordered) // 2
    if len(ordered) % 2:
        return Fraction(ordered[half])
    return Fraction(ordered[half - 1] + ordered[half], 2)
