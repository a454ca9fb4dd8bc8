"""How far evaluators agree: information for a moderation meeting, never a score.

Nothing here is used to work out a result, and no agreed score is made from it: a panel agrees one
score by talking about the bid. The figures say where to talk longest.

Points of different scales are made comparable by the highest points of their scale: a difference of
1 point on a scale of 0 to 5 is 20 percent of the scale.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import combinations

HUNDRED = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """What the evaluators gave one bid for one question: points by evaluator.

    Whoever abstained or kept away is not in it. `highest` are the highest points of the scale,
    more than 0.
    """

    points: Mapping[str, Decimal]
    highest: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluatorFigures:
    """One evaluator beside the others, over the cells that somebody else scored too.

    `agreement` is the share of those cells' pairs in which both gave the very same points.
    `distance` is the mean absolute difference from the mean of the others, `severity` the mean
    difference with its sign: above nought is more generous than the others, below is more severe.
    Both are in percent of the highest points of the scale. All are exact, and None where there is
    nothing to compare.
    """

    evaluator: str
    scored: int
    compared: int
    agreement: Fraction | None
    distance: Fraction | None
    severity: Fraction | None


def spread(marks: Marks) -> Decimal | None:
    """Return the highest less the lowest points given, in points; None for fewer than two."""
    if len(marks.points) < 2:
        return None
    return max(marks.points.values()) - min(marks.points.values())


def mean(marks: Marks) -> Fraction | None:
    """Return the mean of the points given, exact; None where nobody gave any.

    It is shown beside the points as information. No score is made from it.
    """
    return _mean([Fraction(points) for points in marks.points.values()])


def agreement(cells: Iterable[Marks]) -> Fraction | None:
    """Return the share of pairs of evaluators of the same cell who gave the very same points.

    number of pairs with equal points / number of pairs, over all cells

    Exact, from 0 to 1; None where no cell has two evaluators.
    """
    equal = [
        one == other
        for marks in cells
        for one, other in combinations(list(marks.points.values()), 2)
    ]
    return Fraction(sum(equal), len(equal)) if equal else None


def figures(cells: Iterable[Marks]) -> list[EvaluatorFigures]:
    """Return each evaluator beside the others, by name of the evaluator."""
    scored: dict[str, int] = defaultdict(int)
    differences: dict[str, list[Fraction]] = defaultdict(list)
    same: dict[str, list[bool]] = defaultdict(list)
    for marks in cells:
        for evaluator, points in marks.points.items():
            others = [given for name, given in marks.points.items() if name != evaluator]
            scored[evaluator] += 1
            same[evaluator] += [points == given for given in others]
            if others:
                differences[evaluator].append(_difference(points, others, highest=marks.highest))
    return [
        EvaluatorFigures(
            evaluator=evaluator,
            scored=count,
            compared=len(differences[evaluator]),
            agreement=_mean([Fraction(equal) for equal in same[evaluator]]),
            distance=_mean([abs(each) for each in differences[evaluator]]),
            severity=_mean(differences[evaluator]),
        )
        for evaluator, count in sorted(scored.items())
    ]


def _difference(points: Decimal, others: list[Decimal], *, highest: Decimal) -> Fraction:
    """Return points less the mean of the others', in percent of the highest points."""
    theirs = sum((Fraction(each) for each in others), start=Fraction(0)) / len(others)
    return (Fraction(points) - theirs) * HUNDRED / Fraction(highest)


def _mean(numbers: list[Fraction]) -> Fraction | None:
    """Return the mean, None of nothing."""
    return sum(numbers, start=Fraction(0)) / len(numbers) if numbers else None
