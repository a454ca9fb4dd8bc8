"""A number known by its square, so that it can be compared exactly and rounded without a float."""

import math
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class SquareRoot:
    """The square root, not negative, of a number that is not negative."""

    square: Fraction

    def rounded(self, *, places: int) -> Fraction:
        """Return the root rounded half up to that many decimal places.

        Exact at any size: twice the root in units of the last place is cut to a whole number by an
        integer square root, and half of that plus one, cut again, is the root rounded half up.
        """
        doubled = math.isqrt(math.floor(4 * self.square * 100**places))
        return Fraction((doubled + 1) // 2, 10**places)


def comparable(value: Fraction | SquareRoot) -> Fraction:
    """Return a number in the same order: of two roots the greater has the greater square.

    Compare roots with roots and plain numbers with plain numbers only.
    """
    return value.square if isinstance(value, SquareRoot) else value


def rounded(value: Fraction | SquareRoot, *, places: int) -> Fraction:
    """Return a root rounded half up to that many places, and a plain number as it is."""
    return value.rounded(places=places) if isinstance(value, SquareRoot) else value
