"""How much of the money the answers to a re-spend survey stand for.

Coverage is by value, not by the number of suppliers: one answer of a large supplier says more of
round 3 of the multiplier than ten of small ones. Source: docs/sums_suppliers.md.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from socialvalue.calculations.spend.money import Pence


@dataclass(frozen=True, slots=True)
class Coverage:
    """Suppliers and what they were paid, in pence: those that answered, those asked, and all."""

    answered: int
    asked: int
    answered_pence: Pence
    asked_pence: Pence
    paid_pence: Pence

    @property
    def of_asked(self) -> Fraction | None:
        """Return the share, 0 to 1, of the money of those asked that the answers stand for."""
        return Fraction(self.answered_pence) / self.asked_pence if self.asked_pence else None

    @property
    def of_paid(self) -> Fraction | None:
        """Return the share, 0 to 1, of all that was paid that the answers stand for."""
        return Fraction(self.answered_pence) / self.paid_pence if self.paid_pence else None


def coverage(
    paid: Mapping[str, Pence], *, asked: Iterable[str], answered: Iterable[str]
) -> Coverage:
    """Return how much of what was paid to each supplier (pence) the answers stand for.

    A supplier that answered counts as asked. One that was paid nothing counts as a supplier and
    stands for no money.
    """
    said = set(answered)
    all_asked = said | set(asked)
    return Coverage(
        answered=len(said),
        asked=len(all_asked),
        answered_pence=sum(paid.get(supplier, 0) for supplier in said),
        asked_pence=sum(paid.get(supplier, 0) for supplier in all_asked),
        paid_pence=sum(paid.values()),
    )


def weighted_mean(paid: Mapping[str, Pence], *, shares: Mapping[str, Fraction]) -> Fraction | None:
    """Return the mean of the answered shares, each weighted by what the supplier was paid.

    None where the suppliers that answered were paid nothing in all.
    """
    base = sum(paid.get(supplier, 0) for supplier in shares)
    if not base:
        return None
    return (
        sum(
            (share * paid.get(supplier, 0) for supplier, share in shares.items()), start=Fraction(0)
        )
        / base
    )
