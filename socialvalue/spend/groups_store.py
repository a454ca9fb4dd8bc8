"""The groups file of an analysis: every group of lines with all that was worked out of it.

A folder named by what is in it. `groups.parquet` has one row for each group, part after part;
`parts.json` says which rows are of which file; the others say what the numbers in the rows mean:
`suppliers`, `categories` and `places`. From it any figure leads to its lines, as they were counted
at the time, whatever has been loaded or decided since.
"""

import hashlib
import json
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from django.conf import settings

from socialvalue.calculations.spend.classified import KINDS, SECTIONS, SIZES, Classified
from socialvalue.calculations.spend.engine import Added, Placed
from socialvalue.calculations.spend.parts import Part
from socialvalue.spend import store
from socialvalue.spend.unfinished import unfinished

GROUPS = "groups.parquet"
PARTS = "parts.json"
NUMBERS = (
    "disposition",
    "supplier",
    "category",
    "kind",
    "size",
    "sector",
    "registered",
    "delivery",
)
SMALL_AREAS = ("lsoa11", "lsoa21")
# Numbers of which the first bytes are mostly alike are kept byte by byte: half the size and time.
_WIDE = ("group", "month", *NUMBERS, "lines", "pence")


@dataclass
class Writer:
    """Takes the groups of one part after the other, and then what their numbers mean."""

    folder: Path
    name: str = ""
    _parts: list[dict[str, Any]] = field(default_factory=list)
    _file: Any = None

    def keep(self, part: Part, placed: Placed) -> None:
        """Write the groups of one part."""
        from pyarrow import parquet  # noqa: PLC0415 -- slow import

        table = _table(placed)
        if self._file is None:
            self._file = parquet.ParquetWriter(
                self.folder / GROUPS,
                table.schema,
                compression="lz4",  # every page reads them: half of zstd's time
                use_dictionary=False,
                column_encoding=dict.fromkeys(_WIDE, "BYTE_STREAM_SPLIT"),
                write_statistics=False,
            )
        # One row group for each part, so that a part can be read by itself.
        self._file.write_table(table, row_group_size=max(len(table), 1))
        self._parts.append({"key": part.key, "anchor": part.anchor, "groups": len(placed.groups)})

    def finish(self, added: Added) -> None:
        """Write what the numbers of the groups mean, and give the folder its name."""
        self._file.close()
        (self.folder / PARTS).write_text(json.dumps(self._parts))
        for name, columns in _meanings(added).items():
            _write_columns(columns, self.folder / f"{name}.parquet")
        self.name = _content_of(self.folder)
        final = path_of(self.name)
        try:
            self.folder.rename(final)
        except OSError:
            if not final.exists():  # the same was written before: then it is there
                raise


@contextmanager
def writing() -> Iterator[Writer]:
    """Write a groups file. Unless it is finished, nothing is left of it."""
    folder = unfinished(path_of(""))
    folder.mkdir()
    try:
        yield Writer(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def path_of(name: str) -> Path:
    """Return where the groups file of that name lies, whether it is there or not."""
    return Path(settings.DATA_DIR) / "analyses" / name


def _content_of(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(folder.iterdir()):
        digest.update(f"{path.name} {path.stat().st_size}\n".encode())
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()


def _table(placed: Placed) -> Any:
    import pyarrow as pa  # noqa: PLC0415 -- slow import

    groups = placed.groups
    return pa.table(
        {
            "group": groups.group,
            "month": groups.months,
            "inside": groups.inside,
            "repeated": groups.repeated,
            **{name: getattr(placed, name) for name in NUMBERS},
            "lines": groups.lines,
            "pence": groups.pence,
            "parts": store.parts_column(groups.parts, groups=len(groups)),
        }
    )


def _meanings(added: Added) -> dict[str, dict[str, list[Any]]]:
    """Return what numbers mean: for each kind of number, columns of which each row is one."""
    found = added.found
    words = [
        (of, number, str(word))
        for of, named in (
            ("kind", KINDS),
            ("size", SIZES),
            ("sector", SECTIONS),
            ("disposition", ("in_scope", *added.question.exclusion_order)),
        )
        for number, word in enumerate(named)
    ]
    return {
        "suppliers": {
            "key": [each.key for each in found.suppliers],
            "name": [each.name for each in found.suppliers],
            "individual": [each.is_individual for each in found.suppliers],
        },
        "categories": {
            "key": [each.key for each in found.categories],
            "name": [each.name for each in found.categories],
            "influenceable": [each.is_influenceable for each in found.categories],
        },
        "places": _places(found, added.question.indices),
        "zones": {
            "number": list(range(len(found.zones))),
            "band": [zone.band for zone in found.zones],
            "areas": [list(zone.areas) for zone in found.zones],
            "leaks": [zone.leaks for zone in found.zones],
        },
        "words": {
            "of": [of for of, _, _ in words],
            "number": [number for _, number, _ in words],
            "word": [word for _, _, word in words],
        },
    }


def _places(found: Classified, indices: Sequence[str]) -> dict[str, list[Any]]:
    locations = [location for _, location in found.places]
    return {
        "postcode": [text for text, _ in found.places],
        "place": [each.place for each in locations],
        "zone": found.zone_of_place.tolist(),
        "ward": [each.ward for each in locations],
        **{name: [each.small_areas.get(name, "") for each in locations] for name in SMALL_AREAS},
        **{
            f"decile_{index}": [each.deciles.get(index, 0) for each in locations]
            for index in indices
        },
        "why_not": [each.why_not for each in locations],
        "read_as": [each.read_as for each in locations],
    }


def _write_columns(columns: dict[str, list[Any]], path: Path) -> None:
    import pyarrow as pa  # noqa: PLC0415 -- slow import
    from pyarrow import parquet  # noqa: PLC0415 -- slow import

    parquet.write_table(pa.table(columns), path, compression="zstd")


def parts_of(name: str) -> list[dict[str, Any]]:
    """Return the parts of a groups file in their order: key, anchor, and number of groups."""
    parts: list[dict[str, Any]] = json.loads((path_of(name) / PARTS).read_text())
    return parts


def columns_of(name: str, columns: Sequence[str]) -> dict[str, np.ndarray]:
    """Return some columns of all groups, part after part."""
    return _columns(name, columns, None)


def columns_of_part(name: str, part: int, columns: Sequence[str]) -> dict[str, np.ndarray]:
    """Return some columns of the groups of one part, which is told by its number."""
    return _columns(name, columns, part)


def _columns(name: str, columns: Sequence[str], part: int | None) -> dict[str, np.ndarray]:
    from pyarrow import parquet  # noqa: PLC0415 -- slow import

    wanted = list(dict.fromkeys(columns))
    with parquet.ParquetFile(path_of(name) / GROUPS) as opened:
        table = (
            opened.read(columns=wanted)
            if part is None
            else opened.read_row_group(part, columns=wanted)
        )
    return {column: table.column(column).to_numpy() for column in wanted}


def parts_within(name: str, wanted: np.ndarray) -> dict[int, int]:
    """Return the parts of a penny of the wanted groups, by their place among these."""
    from pyarrow import parquet  # noqa: PLC0415 -- slow import

    parts = parquet.read_table(path_of(name) / GROUPS, columns=["parts"]).column("parts")
    if parts.null_count == len(parts):  # as nearly always
        return {}
    some = parts.is_valid().to_numpy()
    places = np.cumsum(wanted) - 1
    return {int(places[row]): int(parts[row].as_py()) for row in np.flatnonzero(some & wanted)}


def meaning_of(name: str, of: str, columns: Sequence[str] = ()) -> dict[str, list[Any]]:
    """Return what numbers mean: columns of "suppliers", "categories", "places", "zones", "words".

    A number is the place of its row. Raises ValueError for a column that there is not.
    """
    from pyarrow import parquet  # noqa: PLC0415 -- slow import

    with parquet.ParquetFile(path_of(name) / f"{of}.parquet") as opened:
        if strange := set(columns) - set(opened.schema_arrow.names):
            raise ValueError(f"{of} have no {', '.join(sorted(strange))}")
        table = opened.read(columns=list(columns) or None)
    found: dict[str, list[Any]] = table.to_pydict()
    return found
