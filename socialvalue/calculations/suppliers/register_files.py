"""The official files of the registers, read as a stream: of five million rows only one is in hand.

Companies House publishes its basic company data as one CSV or as numbered parts, each in a zip;
some headings begin with a space. The Charity Commission publishes `publicextract.charity` as JSON
(one list) or as tab-separated text, in a zip; a row with a linked charity number above 0 is a part
of another charity. OSCR publishes a CSV. Every file tells by its headings which it is.

Source: the files' own headings; Charity Commission, register extract data definition.
"""

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Any

from socialvalue.calculations.spend.suppliers import Size
from socialvalue.calculations.suppliers.registers import Entry, Register

# What the kind of accounts speaks for. Full and group accounts, and those of a subsidiary, are
# filed by companies of any size, and dormant ones say nothing of staff.
SIZE_BY_ACCOUNTS = {
    "MICRO ENTITY": Size.MICRO,
    "SMALL": Size.SMALL,
    "TOTAL EXEMPTION FULL": Size.SMALL,
    "TOTAL EXEMPTION SMALL": Size.SMALL,
    "UNAUDITED ABRIDGED": Size.SMALL,
    "AUDITED ABRIDGED": Size.SMALL,
    "PARTIAL EXEMPTION": Size.SMALL,
    "MEDIUM": Size.MEDIUM,
}
VCSE_CATEGORIES = (
    "Community Interest Company",
    "Charitable Incorporated Organisation",
    "Scottish Charitable Incorporated Organisation",
)
_JSON_PIECE = 1 << 20
_LONGEST_RECORD = 8 * _JSON_PIECE
_SIC = re.compile(r"([0-9]{5})\b")
_KINDS_OF_FILE = ".csv, .txt, .json, or a .zip of these"


class NotARegister(ValueError):
    """The file is none of the registers that are known, or is broken. Says what to do."""


def entries_of(path: Path) -> Iterator[Entry]:
    """Yield every body of a register file that stands in the register.

    Raises NotARegister, also while it is being read.
    """
    try:
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                for name in archive.namelist():
                    if not name.endswith("/"):
                        with archive.open(name) as member:
                            yield from _entries(member, f"{path.name}: {name}")
        else:
            with path.open("rb") as file:
                yield from _entries(file, path.name)
    except (zipfile.BadZipFile, EOFError, csv.Error, UnicodeDecodeError) as error:
        raise NotARegister(f"{path.name} is damaged ({error}). Download it again.") from None


def _entries(file: IO[bytes], name: str) -> Iterator[Entry]:
    text = io.TextIOWrapper(file, encoding="utf-8-sig", errors="replace", newline="")
    try:
        if name.lower().endswith(".json"):
            yield from _made(_charity, _json_rows(text, name))
        else:
            yield from _entries_of_table(text, name)
    finally:
        text.detach()  # whoever opened the file closes it


def _entries_of_table(text: IO[str], name: str) -> Iterator[Entry]:
    first = text.readline()
    headings = next(csv.reader([first], delimiter=_delimiter(first)), [])
    named = [heading.strip() for heading in headings]
    make = _reader_for(named)
    if make is None:
        raise NotARegister(
            f"{name} has not the headings of basic company data or of a register of charities. "
            f"Give the published file as it was downloaded ({_KINDS_OF_FILE})."
        )
    yield from _made(make, _rows(text, named, _delimiter(first)))


def _delimiter(line: str) -> str:
    return "\t" if line.count("\t") > line.count(",") else ","


def _reader_for(headings: Sequence[str]) -> "Callable[[Mapping[str, Any]], Entry | None] | None":
    for column, make in (
        ("CompanyNumber", _company),
        ("registered_charity_number", _charity),
        ("Charity Number", _scottish_charity),
    ):
        if column in headings:
            return make
    return None


def _made(
    make: Callable[[Mapping[str, Any]], Entry | None], rows: Iterator[Mapping[str, Any]]
) -> Iterator[Entry]:
    for row in rows:
        entry = make(row)
        if entry is not None and entry.number and entry.name:
            yield entry


def _rows(text: IO[str], headings: Sequence[str], delimiter: str) -> Iterator[dict[str, str]]:
    for cells in csv.reader(text, delimiter=delimiter):
        yield dict(zip(headings, cells, strict=False))


def _json_rows(text: IO[str], name: str) -> Iterator[dict[str, Any]]:
    """Yield the records of one long list, without ever having it whole."""
    decoder = json.JSONDecoder()
    buffer = text.read(_JSON_PIECE).lstrip().removeprefix("[")
    while True:
        buffer = buffer.lstrip(" \r\n\t,")
        if buffer.startswith("]"):
            return
        try:
            record, end = decoder.raw_decode(buffer)
        except ValueError:
            piece = text.read(_JSON_PIECE)
            if not piece or len(buffer) > _LONGEST_RECORD:
                raise NotARegister(f"{name} ends in the middle. Download it again.") from None
            buffer += piece
            continue
        if not isinstance(record, dict):
            raise NotARegister(f"{name} is not a list of charities. Download it again.")
        yield record
        buffer = buffer[end:]


def _company(row: Mapping[str, str]) -> Entry | None:
    accounts = row.get("Accounts.AccountCategory", "").strip().upper()
    category = row.get("CompanyCategory", "").strip()
    return Entry(
        register=Register.COMPANIES,
        number=row.get("CompanyNumber", "").strip().upper(),
        name=row.get("CompanyName", "").strip(),
        status=row.get("CompanyStatus", "").strip(),
        postcode=row.get("RegAddress.PostCode", "").strip().upper(),
        sic=_sic(row.get("SICCode.SicText_1", "")),
        size=SIZE_BY_ACCOUNTS.get(accounts, Size.UNKNOWN),
        category=category,
        accounts=accounts,
        is_vcse=category in VCSE_CATEGORIES,
        other_names=tuple(
            past
            for number in range(1, 11)
            if (past := row.get(f"PreviousName_{number}.CompanyName", "").strip())
        ),
    )


def _sic(text: str) -> str:
    found = _SIC.match(text.strip())
    return found[1] if found else ""


def _charity(row: Mapping[str, Any]) -> Entry | None:
    linked = _cell(row, "linked_charity_number")
    if _cell(row, "charity_registration_status") != "Registered" or linked not in ("", "0"):
        return None
    company = _cell(row, "charity_company_registration_number").upper()
    return Entry(
        register=Register.CHARITIES,
        number=_cell(row, "registered_charity_number"),
        name=_cell(row, "charity_name"),
        status="Registered",
        postcode=_cell(row, "charity_contact_postcode").upper(),
        category=_cell(row, "charity_type"),
        is_vcse=True,
        company_number=company.rjust(8, "0") if company else "",
    )


def _cell(row: Mapping[str, Any], column: str) -> str:
    value = row.get(column)
    return "" if value is None else str(value).strip()


def _scottish_charity(row: Mapping[str, str]) -> Entry | None:
    status = row.get("Charity Status", "").strip()
    if status.lower() in ("removed", "deregistered"):
        return None
    known_as = row.get("Known As", "").strip()
    return Entry(
        register=Register.SCOTTISH_CHARITIES,
        number=row.get("Charity Number", "").strip().upper(),
        name=row.get("Charity Name", "").strip(),
        status=status,
        postcode=row.get("Postcode", "").strip().upper(),
        category=row.get("Constitutional Form", "").strip(),
        is_vcse=True,
        other_names=(known_as,) if known_as else (),
    )
