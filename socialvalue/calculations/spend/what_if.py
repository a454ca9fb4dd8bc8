"""What another share would be in pounds: exact, and once for the whole period.

Source: rule A5.20 of local spend; docs/sums_spend.md, what if.
"""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction


@dataclass(frozen=True)
class WhatIf:
    """A share now and another one, of the same money; pence are exact fractions.

    `change` is what would have to move: above nought for more, below for less.
    """

    total: int
    now: int
    to_percent: Decimal

    @property
    def now_percent(self) -> Fraction | None:
        """Return today's share in percent; None of no money."""
        return Fraction(100 * self.now, self.total) if self.total else None

    @property
    def then(self) -> Fraction:
        """Return what the other share is in pence: total x percent / 100."""
        return self.total * Fraction(self.to_percent) / 100

    @property
    def change(self) -> Fraction:
        """Return the pence between the two."""
        return self.then - self.now


def reserve_left(*, total: int, percent: Decimal, used: int) -> Fraction:
    """Return the pence of a reserve that are not yet spent: total x percent / 100 - used.

    Below nought where more was spent than reserved.
    """
    return total * Fraction(percent) / 100 - used
