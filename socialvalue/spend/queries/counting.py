"""The figures of an analysis: payments added up by where they went and what they were for."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from itertools import compress
from pathlib import Path
from typing import Any

from socialvalue.calculations.spend import bands, suppliers
from socialvalue.places import postcodes
from socialvalue.spend import store
from socialvalue.spend.models import Analysis, PaymentFile
from socialvalue.spend.queries.lines import kept_path
from socialvalue.spend.queries.placing import Placing, nested_areas, placing_of

# The numbered rules by which the lines are counted; named in every analysis.
RULE_SET = "spend-1, payments as published"
SUPPLIERS_KEPT = 100
REPAIRS_KEPT = 100

Report = Callable[[int, int | None, str], None]


@dataclass(frozen=True)
class WorkedOut:
    """The figures of an analysis, where each postcode was placed, and what all that rests on."""

    figures: dict[str, Any]
    placed: dict[str, str]
    worked_from: dict[str, Any]


def worked_out(analysis: Analysis, report: Report) -> WorkedOut:
    """Work out an analysis from the lines of its files.

    `report(done, total, words)` is told of each file. Lines outside the period are counted apart;
    nothing else is left out. A line's place is that of its postcode; without one that can be
    found it is unknown, in a band of its own.
    """
    files = list(analysis.files.order_by("name", "pk"))
    nested = nested_areas(analysis)
    tally = _Tally(nested)
    for number, file in enumerate(files):
        report(number, len(files), f"Placing the payments of {file.name}")
        tally.add(kept_path(file), first=analysis.start.toordinal(), last=analysis.end.toordinal())
    report(len(files), len(files), "Adding up")
    return WorkedOut(tally.figures(), tally.placed, _worked_from(nested, files))


def _worked_from(nested: bands.NestedAreas, files: Sequence[PaymentFile]) -> dict[str, Any]:
    return {
        "rules": RULE_SET,
        "postcodes": asdict(postcodes.about()),
        "areas": {area.code: sorted(area.districts) for area in nested.areas},
        "files": {
            str(file.pk): {"name": file.name, "sha256": file.sha256, "columns": file.columns}
            for file in files
        },
    }


def category_key(name: str) -> str:
    """Return the form in which categories are compared: "IT  Costs" is "it costs"."""
    return " ".join(name.split()).casefold()


NOTHING = bands.Spend()
# How texts are compared that mean the same category, or the same supplier.
FORMS = {"category": category_key, "supplier": suppliers.normal_form}


@dataclass
class _Tally:
    """What has been added up of the files so far."""

    nested: bands.NestedAreas
    tables: dict[str, bands.BandTable] = field(init=False)
    outside_period: bands.Spend = NOTHING
    unplaced: dict[str, bands.Spend] = field(default_factory=dict)
    repaired: dict[str, bands.Spend] = field(default_factory=dict)
    repairs: dict[str, str] = field(default_factory=dict)
    placed: dict[str, str] = field(default_factory=dict)
    names: dict[str, dict[str, str]] = field(default_factory=lambda: {kind: {} for kind in FORMS})

    def __post_init__(self) -> None:
        self.tables = {kind: bands.BandTable(self.nested.bands) for kind in (*FORMS, "place")}

    def add(self, path: Path, *, first: int, last: int) -> None:
        """Count the lines of one file that lie in the period; days are ordinals."""
        days, amounts = store.numbers_of(path, "days"), store.numbers_of(path, "pence").tolist()
        inside = ((days >= first) & (days <= last)).tolist()
        pence = list(compress(amounts, inside))
        self.outside_period = self.outside_period.plus(
            bands.Spend(len(amounts) - len(pence), sum(amounts) - sum(pence))
        )
        written = store.text_of(path, "postcode").kept(inside)
        placing = placing_of(written.values)
        self._note(placing, written, pence)
        located = written.mapped(placing.districts.get)
        for kind, groups in self._grouped(path, inside).items():
            self._tabulate(kind, pence=pence, places=located, groups=groups)
        self._tabulate("place", pence=pence, places=located, groups=located)

    def _grouped(self, path: Path, inside: Sequence[int]) -> dict[str, list[str]]:
        """Return each line's category and supplier, in the form in which they are compared."""
        groups = {}
        for kind, form in FORMS.items():
            column = store.text_of(path, kind)
            for text in column.values:
                self.names[kind].setdefault(form(text), " ".join(text.split()))
            groups[kind] = column.kept(inside).mapped(form)
        return groups

    def _tabulate(
        self,
        kind: str,
        *,
        pence: Sequence[int],
        places: Sequence[bands.Place],
        groups: Sequence[Hashable],
    ) -> None:
        table = bands.band_table(pence=pence, places=places, groups=groups, nested=self.nested)
        self.tables[kind] = self.tables[kind].merged(table)

    def _note(self, placing: Placing, written: Sequence[str], pence: Sequence[int]) -> None:
        """Note where postcodes are, why some are nowhere, and which were repaired."""
        self.placed |= placing.districts
        self.repairs |= placing.repairs
        for text, spend in _by_text(written, pence).items():
            if text in placing.reasons:
                _add(self.unplaced, placing.reasons[text], spend)
            elif text in placing.repairs:
                _add(self.repaired, text, spend)

    def figures(self) -> dict[str, Any]:
        """Return the figures as they are stored: whole pence as text."""
        by_category, by_supplier = self.tables["category"], self.tables["supplier"]
        places = self.tables["place"].by_group()
        return {
            "areas": [{"code": area.code, "name": area.name} for area in self.nested.areas],
            "bands": {band: _kept(spend) for band, spend in by_category.by_band().items()},
            "total": _kept(by_category.total()),
            "outside_period": _kept(self.outside_period),
            "categories": self._groups("category", by_category.groups()),
            "suppliers": self._groups("supplier", by_supplier.groups()[:SUPPLIERS_KEPT]),
            "supplier_count": len(by_supplier.groups()),
            "authorities": {code: str(spend.pence) for code, spend in places.items() if code},
            "unplaced": _largest_first(self.unplaced),
            "repaired": _kept(_sum(self.repaired.values())),
            "repairs": [
                {"read": self.repairs[entry["name"]], **entry}
                for entry in _largest_first(self.repaired)[:REPAIRS_KEPT]
            ],
        }

    def _groups(self, kind: str, keys: Iterable[Hashable]) -> list[dict[str, Any]]:
        table, names = self.tables[kind], self.names[kind]
        return [_group(table, key, names[str(key)]) for key in keys]


def _by_text(texts: Sequence[str], pence: Sequence[int]) -> dict[str, bands.Spend]:
    lines = Counter(texts)
    sums: dict[str, int] = dict.fromkeys(lines, 0)
    for text, amount in zip(texts, pence, strict=True):
        sums[text] += amount
    return {text: bands.Spend(count, sums[text]) for text, count in lines.items()}


def _add(to: dict[str, bands.Spend], key: str, spend: bands.Spend) -> None:
    to[key] = to.get(key, NOTHING).plus(spend)


def _sum(spends: Iterable[bands.Spend]) -> bands.Spend:
    total = NOTHING
    for spend in spends:
        total = total.plus(spend)
    return total


def _kept(spend: bands.Spend) -> dict[str, Any]:
    return {"lines": spend.lines, "pence": str(spend.pence)}


def _largest_first(spends: Mapping[str, bands.Spend]) -> list[dict[str, Any]]:
    ordered = sorted(spends.items(), key=lambda pair: (-pair[1].lines, pair[0]))
    return [{"name": name, **_kept(spend)} for name, spend in ordered]


def _group(table: bands.BandTable, key: Hashable, name: str) -> dict[str, Any]:
    cells = {band: table.at(key, band) for band in table.bands}
    return {
        "key": str(key),
        "name": name,
        "total": _kept(_sum(cells.values())),
        "bands": {band: _kept(spend) for band, spend in cells.items()},
    }
