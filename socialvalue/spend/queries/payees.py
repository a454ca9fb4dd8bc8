"""Who was paid for a category, and where: the local suppliers that others could buy from too."""

from collections.abc import Iterable
from dataclasses import dataclass

from socialvalue.calculations.spend.suppliers import Register, normal_form
from socialvalue.spend.models import Analysis
from socialvalue.spend.queries.counting import category_key
from socialvalue.spend.queries.drilling import counted_lines


@dataclass
class LocalSupplier:
    """A supplier of the place, and what each anchor paid it for a category, in whole pence."""

    name: str
    lines: int
    paid: dict[str, int]

    @property
    def pence(self) -> int:
        """What it was paid in all."""
        return sum(self.paid.values())


def local_suppliers(
    analysis: Analysis, *, register: Register, category: str | None = None
) -> dict[str, list[LocalSupplier]]:
    """Return the suppliers in the smallest area, by the key of the category, largest first.

    `category` is one key, or None for all. Individuals, and payments without a name, are left out.
    `paid` is by the name of the anchor.
    """
    place = analysis.figures["areas"][0]["code"]
    found: dict[str, dict[str, LocalSupplier]] = {}
    for counted in counted_lines(analysis, band=place, category=category):
        line = counted.line
        known = register.find(line.supplier)
        if not line.supplier or (known and known.is_individual):
            continue
        key = known.code if known else normal_form(line.supplier)
        name = known.name if known else " ".join(line.supplier.split())
        suppliers = found.setdefault(category_key(line.category), {})
        supplier = suppliers.setdefault(key, LocalSupplier(name, 0, {}))
        anchor = counted.file.anchor.name
        supplier.lines += 1
        supplier.paid[anchor] = supplier.paid.get(anchor, 0) + line.pence
    return {key: _largest_first(suppliers.values()) for key, suppliers in found.items()}


def _largest_first(suppliers: Iterable[LocalSupplier]) -> list[LocalSupplier]:
    paid = (supplier for supplier in suppliers if supplier.pence > 0)
    return sorted(paid, key=lambda supplier: (-supplier.pence, supplier.name))
