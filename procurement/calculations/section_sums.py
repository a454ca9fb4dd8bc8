"""Whether the weights inside each section add up, in every lot and inside every parent."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """One scored criterion. `weight` is in percent of the section, `inner` of its parent.

    `lots` are codes of lots, empty for every lot; `parent` is a code, empty for none.
    """

    code: str
    weight: Decimal
    lots: tuple[str, ...] = ()
    parent: str = ""
    inner: Decimal | None = None

    def is_in(self, lot: str) -> bool:
        """Whether bids for a lot answer it."""
        return not self.lots or lot in self.lots


def sum_faults(
    leaves: Sequence[Leaf], *, lots: Sequence[str], parents: Sequence[tuple[str, str, Decimal]]
) -> list[str]:
    """Return in sentences where weights do not add up to exactly 100; nothing if they all do.

    `parents` are code, title and weight in percent of the section. A lot that asks nothing of the
    section is a fault where another lot does.
    """
    faults = []
    for code, title, _ in parents:
        inside = [leaf for leaf in leaves if leaf.parent == code]
        if not inside:
            faults.append(f"The criterion “{title}” has no sub-criteria.")
        faults += [
            f"Inside “{title}”{_in_lot(lot, lots)} the {_off(total)}."
            for lot, total in _totals(inside, lots, inner=True)
            if total != HUNDRED
        ]
    if faults or not leaves:
        return faults
    return [
        f"In lot {lot} the {_off(total)}." if len(lots) > 1 else f"The {_off(total)}."
        for lot, total in _totals(leaves, lots, inner=False)
        if total != HUNDRED
    ]


def _totals(
    leaves: Sequence[Leaf], lots: Sequence[str], *, inner: bool
) -> Iterable[tuple[str, Decimal]]:
    """Yield each lot with the sum of its weights; inside a parent only lots that it is asked in."""
    for lot in lots:
        here = [leaf for leaf in leaves if leaf.is_in(lot)]
        if here or not inner:
            weights = [(leaf.inner or Decimal(0)) if inner else leaf.weight for leaf in here]
            yield lot, sum(weights, start=Decimal(0))


def _off(total: Decimal) -> str:
    """Return how far a sum is from 100, and what to do."""
    off = HUNDRED - total
    todo = f"Give {off:f} more" if off > 0 else f"Take {-off:f} away"
    return f"weights of these questions add up to {total:f}%. {todo} to reach exactly 100%"


def _in_lot(lot: str, lots: Sequence[str]) -> str:
    """Return the name of the lot, where there are several."""
    return f" in lot {lot}" if len(lots) > 1 else ""
