"""Who was paid for what, and where, from the groups that were kept with an analysis."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

import numpy as np

from socialvalue.calculations.rounding import half_up
from socialvalue.calculations.spend.bands import Spend
from socialvalue.calculations.spend.suppliers import normal_form
from socialvalue.spend import groups_store
from socialvalue.spend.models import Analysis
from socialvalue.spend.queries.individuals import individual_keys

COLUMNS = ["registered", "disposition", "supplier", "category", "lines", "pence", "parts"]


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


class _Groups:
    """The groups in scope of an analysis, and what their numbers mean."""

    def __init__(self, analysis: Analysis) -> None:
        self.name = analysis.worked_from["groups"]
        self.suppliers = groups_store.meaning_of(self.name, "suppliers")
        self.categories = groups_store.meaning_of(self.name, "categories", ["key"])["key"]
        zones = groups_store.meaning_of(self.name, "zones", ["band"])["band"]
        places = groups_store.meaning_of(self.name, "places", ["zone"])["zone"]
        self.bands = np.array([zones[zone] for zone in places], dtype=object)
        self.columns = groups_store.columns_of(self.name, COLUMNS)
        names = {each["code"]: each["name"] for each in analysis.worked_from["anchors"]}
        parts = groups_store.parts_of(self.name)
        self.anchors = [names[part["anchor"]] for part in parts]
        self.part_of = np.repeat(np.arange(len(parts)), [part["groups"] for part in parts])

    def rows(
        self, *, suppliers: np.ndarray, categories: np.ndarray, bands: Collection[str] | None
    ) -> Iterator["_Row"]:
        """Yield the groups that count, of these suppliers, categories and bands."""
        columns = self.columns
        fits = columns["disposition"] == 0
        fits &= suppliers[columns["supplier"]] & categories[columns["category"]]
        if bands is not None:
            wanted = np.array([band in bands for band in self.bands], dtype=bool)
            fits &= wanted[columns["registered"]]
        for row in np.flatnonzero(fits).tolist():
            part = columns["parts"][row]
            yield _Row(
                anchor=self.anchors[self.part_of[row]],
                band=self.bands[columns["registered"][row]],
                supplier=int(columns["supplier"][row]),
                category=self.categories[columns["category"][row]],
                lines=int(columns["lines"][row]),
                pence=int(columns["pence"][row]) + (Fraction(part) if part else 0),
            )


class _Row(NamedTuple):
    anchor: str
    band: str
    supplier: int
    category: str
    lines: int
    pence: int | Fraction


def local_suppliers(
    analysis: Analysis, *, category: str | None = None
) -> dict[str, list[LocalSupplier]]:
    """Return the suppliers in the smallest area, by the key of the category, largest first.

    `category` is one key, or None for all. Individuals, and payments without a name, are left out.
    `paid` is by the name of the anchor.
    """
    groups = _Groups(analysis)
    names, persons = groups.suppliers["name"], individual_keys(analysis)
    pairs = zip(names, groups.suppliers["key"], strict=True)
    named = [bool(name) and key not in persons for name, key in pairs]
    wanted = [category in (None, key) for key in groups.categories]
    found: dict[str, dict[int, list[_Row]]] = {}
    for row in groups.rows(
        suppliers=np.array(named, dtype=bool),
        categories=np.array(wanted, dtype=bool),
        bands={analysis.figures["areas"][0]["code"]},
    ):
        found.setdefault(row.category, {}).setdefault(row.supplier, []).append(row)
    return {
        key: _largest_first(_supplier(names[number], rows) for number, rows in suppliers.items())
        for key, suppliers in found.items()
    }


def _supplier(name: str, rows: Iterable[_Row]) -> LocalSupplier:
    paid: dict[str, int | Fraction] = {}
    lines = 0
    for row in rows:
        lines += row.lines
        paid[row.anchor] = paid.get(row.anchor, 0) + row.pence
    return LocalSupplier(name, lines, {anchor: _whole(pence) for anchor, pence in paid.items()})


def _whole(pence: int | Fraction) -> int:
    return int(half_up(pence, places=0))


def _largest_first(suppliers: Iterable[LocalSupplier]) -> list[LocalSupplier]:
    paid = (supplier for supplier in suppliers if supplier.pence > 0)
    return sorted(paid, key=lambda supplier: (-supplier.pence, supplier.name))


def paid_to(
    analysis: Analysis, *, keys: Collection[str], names: Collection[str] = ()
) -> dict[str, dict[str, Spend]]:
    """Return what counts as paid to some suppliers, by the key of the category and by band.

    Suppliers are known by a key, or by a name (in normal form). Whole pence; bands to which nothing
    was paid are left out.
    """
    groups = _Groups(analysis)
    pairs = zip(groups.suppliers["key"], groups.suppliers["name"], strict=True)
    wanted = [key in keys or normal_form(name) in names for key, name in pairs]
    paid: dict[str, dict[str, tuple[int, int | Fraction]]] = {}
    for row in groups.rows(
        suppliers=np.array(wanted, dtype=bool),
        categories=np.ones(len(groups.categories), dtype=bool),
        bands=None,
    ):
        by_band = paid.setdefault(row.category, {})
        lines, pence = by_band.get(row.band, (0, 0))
        by_band[row.band] = lines + row.lines, pence + row.pence
    return {
        category: {band: Spend(lines, _whole(pence)) for band, (lines, pence) in by_band.items()}
        for category, by_band in paid.items()
    }
