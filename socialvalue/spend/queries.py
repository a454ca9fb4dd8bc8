"""Reads: the lines of a file, and the figures of an analysis."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from itertools import compress
from pathlib import Path
from typing import Any

from socialvalue.calculations.postcodes import Postcode, normal_form
from socialvalue.calculations.spend import bands, suppliers
from socialvalue.calculations.spend.columns import PaymentLine, PaymentLines
from socialvalue.calculations.spend.reading import Reading, read_payments
from socialvalue.places import postcodes
from socialvalue.places import queries as places
from socialvalue.places.models import Area
from socialvalue.spend import store
from socialvalue.spend.models import Analysis, PaymentFile

# The numbered rules by which the lines are counted; named in every analysis.
RULE_SET = "spend-1, payments as published"
SUPPLIERS_KEPT = 100
NO_CATEGORY = "No category given"

Report = Callable[[int, int | None, str], None]


def proposal(file: PaymentFile) -> Reading:
    """Return how the file would be read with nothing confirmed: columns, a sample, findings.

    Raises FileRefused.
    """
    with file.content.open("rb") as content:
        return read_payments(content.read(), name=file.name)


def reading_of(file: PaymentFile) -> Reading:
    """Return the file read with the columns that a person confirmed. Raises FileRefused."""
    with file.content.open("rb") as content:
        return read_payments(
            content.read(),
            name=file.name,
            confirmed_columns=file.columns,
            amounts=file.amounts or None,
        )


def lines_path(file: PaymentFile) -> Path:
    """Return where the lines of a file, read as confirmed, are kept."""
    return store.path_of(sha256=file.sha256, columns=file.columns, amounts=file.amounts)


def lines_of(file: PaymentFile) -> PaymentLines:
    """Return the lines of an imported file; from the file itself if the store has lost them."""
    path = lines_path(file)
    if not path.exists():
        store.write(reading_of(file).lines, to=path)
    return store.read(path)


def nested_areas(analysis: Analysis) -> bands.NestedAreas:
    """Return the place and the wider area around it. Raises NotNested."""
    return bands.NestedAreas(_areas(analysis.place_code, analysis.wider_place_code))


def _areas(*codes: str) -> tuple[bands.Area, ...]:
    found = Area.objects.in_bulk(codes)
    return tuple(
        bands.Area(code, found[code].name, found[code].lad_codes) for code in codes if code
    )


def why_not_nested(place_code: str, wider_place_code: str) -> str:
    """Return why the first area does not lie within the second, in words; empty if it does."""
    place, wider = _areas(place_code, wider_place_code)
    if not place.districts - wider.districts:
        return ""
    return f"{place.name} does not lie wholly within {wider.name}: select another area, or none"


def figures_of(analysis: Analysis, report: Report) -> dict[str, Any]:
    """Return the figures of an analysis, pence as text, from the lines of its files.

    `report(done, total, words)` is told of each file. Lines outside the period are counted apart;
    nothing else is left out. A line's place is that of its postcode; without one that can be
    found it is unknown, in a band of its own.
    """
    files = list(analysis.files.order_by("pk"))
    nested = nested_areas(analysis)
    tables = {name: bands.BandTable(nested.bands) for name in ("category", "supplier", "place")}
    outside_period, unplaced, names = bands.Spend(), Counter(), {}
    for number, file in enumerate(files):
        report(number, len(files), f"Placing the payments of {file.name}")
        lines = lines_of(file)
        inside = _in_period(lines, analysis)
        outside_period = outside_period.plus(_spend_where(lines, inside, is_counted=False))
        located, reasons = _places_of(lines, inside)
        unplaced += reasons
        names |= _supplier_names(lines)
        for key, table in _tables_of(lines, inside, located, nested).items():
            tables[key] = tables[key].merged(table)
    report(len(files), len(files), "Adding up")
    return _as_stored(tables, nested, outside_period, unplaced, names)


def _in_period(lines: PaymentLines, analysis: Analysis) -> list[bool]:
    first, last = analysis.start.toordinal(), analysis.end.toordinal()
    return [first <= day <= last for day in lines.days]


def _spend_where(lines: PaymentLines, inside: list[bool], *, is_counted: bool) -> bands.Spend:
    kept = [pence for pence, is_in in zip(lines.pence, inside, strict=True) if is_in is is_counted]
    return bands.Spend(len(kept), sum(kept))


def _places_of(lines: PaymentLines, inside: list[bool]) -> tuple[list[bands.Place], "Counter[str]"]:
    """Return the district of each counted line, and how many lines have none for which reason."""
    read = [normal_form(text) for text in lines.postcode.values]
    written = [form.code for form in read if isinstance(form, Postcode)]
    found = postcodes.lookup(written)
    now = places.active_codes(code for code in found.values() if code)
    district = {written: now[code] if code else None for written, code in found.items()}
    reasons: Counter[str] = Counter()
    per_value: list[bands.Place] = []
    why: list[str] = []
    for form in read:
        is_read = isinstance(form, Postcode)
        per_value.append(district[form.code] if is_read else None)
        why.append("No postcode like this was found" if is_read else str(form.reason))
    counted = list(compress(lines.postcode.codes, inside))
    reasons.update(why[code] for code in counted if per_value[code] is None)
    return [per_value[code] for code in counted], reasons


def _supplier_names(lines: PaymentLines) -> dict[str, str]:
    """Return the first way of writing each supplier's name, by its normal form."""
    names: dict[str, str] = {}
    for name in lines.supplier.values:
        names.setdefault(suppliers.normal_form(name), name)
    return names


def _tables_of(
    lines: PaymentLines,
    inside: list[bool],
    located: list[bands.Place],
    nested: bands.NestedAreas,
) -> dict[str, bands.BandTable]:
    pence = list(compress(lines.pence, inside))
    categories = lines.category.mapped(lambda text: text.strip() or NO_CATEGORY)
    groups = {
        "category": list(compress(categories, inside)),
        "supplier": list(compress(lines.supplier.mapped(suppliers.normal_form), inside)),
        "place": located,
    }
    return {
        name: bands.band_table(pence=pence, places=located, groups=of, nested=nested)
        for name, of in groups.items()
    }


def _as_stored(
    tables: dict[str, bands.BandTable],
    nested: bands.NestedAreas,
    outside_period: bands.Spend,
    unplaced: "Counter[str]",
    names: dict[str, str],
) -> dict[str, Any]:
    by_category, by_supplier = tables["category"], tables["supplier"]
    by_place = tables["place"].by_group()
    return {
        "areas": [{"code": area.code, "name": area.name} for area in nested.areas],
        "bands": {band: _kept(spend) for band, spend in by_category.by_band().items()},
        "total": _kept(by_category.total()),
        "outside_period": _kept(outside_period),
        "categories": [_group(by_category, name, name) for name in by_category.groups()],
        "suppliers": [
            _group(by_supplier, key, names[key]) for key in by_supplier.groups()[:SUPPLIERS_KEPT]
        ],
        "supplier_count": len(by_supplier.groups()),
        "authorities": {code: str(spend.pence) for code, spend in by_place.items() if code},
        "unplaced": dict(unplaced.most_common()),
    }


def _kept(spend: bands.Spend) -> dict[str, Any]:
    return {"lines": spend.lines, "pence": str(spend.pence)}


def _group(table: bands.BandTable, key: Any, name: str) -> dict[str, Any]:
    cells = {band: _kept(table.at(key, band)) for band in table.bands}
    total = sum((table.at(key, band).pence for band in table.bands), start=0)
    lines = sum(table.at(key, band).lines for band in table.bands)
    return {"name": name, "total": _kept(bands.Spend(lines, total)), "bands": cells}


def worked_from(analysis: Analysis) -> dict[str, Any]:
    """Return what the figures depend on: files, rule set, look-ups, areas."""
    return {
        "rules": RULE_SET,
        "postcodes": asdict(postcodes.about()),
        "areas": {area.code: sorted(area.districts) for area in nested_areas(analysis).areas},
        "files": {
            str(file.pk): {"name": file.name, "sha256": file.sha256, "columns": file.columns}
            for file in analysis.files.all()
        },
    }


@dataclass(frozen=True)
class CountedLine:
    """A payment line that an analysis counts, with where it was read and where it went."""

    file: PaymentFile
    line: PaymentLine
    place: bands.Place
    band: str


Found = tuple[PaymentFile, PaymentLines, int, bands.Place, str]


class CountedLines(Sequence[CountedLine]):
    """The lines behind a figure, in the order of the files; each is made when it is looked at."""

    def __init__(self, found: list[Found]) -> None:
        self._found = found

    def __len__(self) -> int:
        return len(self._found)

    def __getitem__(self, at: Any) -> Any:
        if isinstance(at, slice):
            return [self._line(found) for found in self._found[at]]
        return self._line(self._found[at])

    def _line(self, found: Found) -> CountedLine:
        file, lines, index, place, band = found
        return CountedLine(file, lines.at(index), place, band)


def counted_lines(analysis: Analysis, *, band: str = "", category: str = "") -> CountedLines:
    """Return the lines that an analysis counts, of one band or category or of all."""
    nested = nested_areas(analysis)
    found = []
    for file in analysis.files.order_by("name", "pk"):
        lines = lines_of(file)
        inside = _in_period(lines, analysis)
        located, _ = _places_of(lines, inside)
        for index, place in zip(compress(range(len(lines)), inside), located, strict=True):
            its_band = nested.band_of(place)
            its_category = lines.category[index].strip() or NO_CATEGORY
            if band in {"", its_band} and category in {"", its_category}:
                found.append((file, lines, index, place, its_band))
    return CountedLines(found)
