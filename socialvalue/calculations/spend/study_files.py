"""The other files of a study: suppliers, their survey answers, and postcodes. All are CSV.

Source: FORMAT of the local spend study, 3.2 to 3.4.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

from socialvalue.calculations.rounding import NotADecimalString, decimal_from_text
from socialvalue.calculations.spend.findings import FileRefused, shortened
from socialvalue.calculations.spend.places import Location, lookup_form
from socialvalue.calculations.spend.study_config import Index
from socialvalue.calculations.spend.suppliers import Kind, Size, Supplier
from socialvalue.calculations.spend.text_files import (
    Broken,
    delimiter_of,
    is_empty,
    rows_of,
    text_of,
)

Made = TypeVar("Made")

MASTER_COLUMNS = (
    "supplier_id",
    "canonical_name",
    "aliases",
    "registered_postcode",
    "delivery_postcode",
    "size",
    "kind",
    "country",
)
SURVEY_COLUMNS = ("supplier_id", "area", "respend_share")
POSTCODE_COLUMNS = ("pcds", "lad25cd")

_COUNTRY = re.compile(r"[A-Z]{2}")
_DECILES = frozenset(map(str, range(1, 11)))


@dataclass(frozen=True, slots=True)
class Answer:
    """What a supplier said: the share of its income from the anchors spent again in the area."""

    supplier: str
    area: str
    respend_share: Fraction


@dataclass(frozen=True)
class Row:
    """One row of a file, by column; `wrong` notes an error with the row and the cell."""

    number: int
    cells: Mapping[str, str]
    file: str
    errors: list[str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def wrong(self, column: str, words: str) -> None:
        """Note that a cell is wrong; the words follow it."""
        self.errors.append(
            f'{self.file}, row {self.number}, column {column}: "{shortened(self[column])}" {words}.'
        )

    def choice(self, column: str, of: Callable[[str], Made], choices: Sequence[str]) -> Made | None:
        """Return what `of` makes of the cell, or None, noting the error, if it is no choice."""
        if self[column] in choices:
            return of(self[column])
        self.wrong(column, f"is not one of {', '.join(choices)}")
        return None


def rows_with_columns(
    content: bytes, *, columns: Sequence[str], file: str, errors: list[str]
) -> Iterator[Row]:
    """Yield each row of a CSV file that is not blank, its cells trimmed.

    Encoding and delimiter are found. Headings are compared after trimming, without regard to
    capitals. Notes an error for a missing column and for a row of the wrong length.
    """
    if is_empty(content):
        wanted = ", ".join(columns)
        errors.append(f"{file}: The file is empty. Put in the one with the columns {wanted}.")
        return
    try:
        text, _ = text_of(content)
    except FileRefused:
        errors.append(f"{file}: The file is not text. Save it again as CSV (UTF-8).")
        return

    def likeness(row: Sequence[str]) -> int:
        return len(set(_positions(row)) & set(columns))

    delimiter = delimiter_of(text, likeness=likeness, enough=len(columns))
    numbered = enumerate(rows_of(text, delimiter=delimiter), start=1)
    header = next(row for _, row in numbered if row)
    headings = [] if isinstance(header, Broken) else header
    positions = _positions(headings)
    if missing := [column for column in columns if column not in positions]:
        errors.append(f"{file}: there is no column {', '.join(missing)} in the first row.")
        return
    named = max(place for place, heading in enumerate(headings, start=1) if heading.strip())
    for number, row in numbered:
        if isinstance(row, Broken):
            errors.append(f"{file}, row {number}: {row.why}.")
        elif any(row[len(headings) :]) or (any(row) and len(row) < named):
            errors.append(
                f"{file}, row {number}: the row has {len(row)} cells and the headings "
                f"{len(headings)}. Check its commas and quotation marks."
            )
        elif any(cell.strip() for cell in row):
            cells = {column: row[positions[column]].strip() for column in columns}
            yield Row(number, cells, file, errors)


def _positions(header: Sequence[str]) -> dict[str, int]:
    positions: dict[str, int] = {}
    for position, cell in enumerate(header):
        positions.setdefault(cell.strip(), position)
        positions.setdefault(cell.strip().lower(), position)
    return positions


def suppliers_from(content: bytes, *, file: str, errors: list[str]) -> dict[str, Supplier]:
    """Return the suppliers of a master by their code."""
    found: dict[str, Supplier] = {}
    for row in rows_with_columns(content, columns=MASTER_COLUMNS, file=file, errors=errors):
        supplier = _supplier(row)
        if supplier.code in found:
            row.wrong("supplier_id", "is in the file more than once")
        found[supplier.code] = supplier
    return found


def _supplier(row: Row) -> Supplier:
    for column in ("supplier_id", "canonical_name"):
        if not row[column]:
            row.wrong(column, "must not be empty")
    country = row["country"].upper() or "GB"
    if not _COUNTRY.fullmatch(country) or country == "UK":
        row.wrong("country", "is not a country code of two letters, such as GB or IE")
    size = row.choice("size", Size, [each.value for each in Size]) if row["size"] else Size.UNKNOWN
    return Supplier(
        code=row["supplier_id"],
        name=row["canonical_name"],
        aliases=tuple(alias.strip() for alias in row["aliases"].split("|") if alias.strip()),
        registered_postcode=row["registered_postcode"],
        delivery_postcode=row["delivery_postcode"],
        size=size or Size.UNKNOWN,
        kind=row.choice("kind", Kind, [each.value for each in Kind]) or Kind.PRIVATE,
        country=country,
    )


def answers_from(content: bytes, *, file: str, errors: list[str]) -> list[tuple[Row, Answer]]:
    """Return the survey's answers, each with the row it stands in."""
    found: dict[tuple[str, str], tuple[Row, Answer]] = {}
    for row in rows_with_columns(content, columns=SURVEY_COLUMNS, file=file, errors=errors):
        answer = Answer(row["supplier_id"], row["area"], _share(row))
        if (answer.supplier, answer.area) in found:
            row.wrong("supplier_id", f"has answered for {answer.area} more than once")
        found[answer.supplier, answer.area] = row, answer
    return list(found.values())


def _share(row: Row) -> Fraction:
    try:
        share = Fraction(decimal_from_text(row["respend_share"]))
    except NotADecimalString:
        share = Fraction(-1)
    if 0 <= share <= 1:
        return share
    row.wrong("respend_share", "is not a share from 0 to 1, such as 0.62")
    return Fraction(0)


def locations_from(
    content: bytes, *, indices: Sequence[Index], file: str, errors: list[str]
) -> dict[str, Location]:
    """Return the locations of postcodes, by the form in which postcodes are looked up.

    A postcode that has ended is as good as a live one. One without a district is not known.
    """
    found: dict[str, Location] = {}
    columns = (*POSTCODE_COLUMNS, *(index.column for index in indices))
    for row in rows_with_columns(content, columns=columns, file=file, errors=errors):
        if not row["pcds"]:
            row.wrong("pcds", "must not be empty")
        location = Location(row["lad25cd"] or None, _deciles(row, indices))
        if found.setdefault(lookup_form(row["pcds"]), location) != location:
            row.wrong("pcds", "is in the file more than once, with different places")
    return found


def _deciles(row: Row, indices: Sequence[Index]) -> dict[str, int]:
    deciles = {}
    for index in indices:
        text = row[index.column]
        if text in _DECILES:
            deciles[index.code] = int(text)
        elif text:
            row.wrong(index.column, "is not a decile from 1 to 10")
    return deciles
