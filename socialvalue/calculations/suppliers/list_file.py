"""A plain list of suppliers (CSV or a spreadsheet): columns by meaning, errors by cell.

The columns of the study's supplier master are read exactly (FORMAT of the local spend study, 3.2);
other words for the same are known. A list is taken whole or not at all: every error is told, with
its row, column and what to do.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from socialvalue.calculations.spend.findings import FileRefused, Finding
from socialvalue.calculations.spend.headings import plain_form
from socialvalue.calculations.spend.suppliers import Kind, Size, normal_form
from socialvalue.calculations.spend.text_files import (
    Broken,
    TextRow,
    delimiter_of,
    rows_of,
    text_of,
)
from socialvalue.calculations.spend.workbooks import is_workbook, sheets_of

# What a column may be called, in plain form; the first that the file has is taken.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "code": ("supplier id", "supplier code", "supplier number", "supplier no", "vendor number",
             "vendor id", "creditor number", "code", "id"),
    "name": ("canonical name", "supplier name", "supplier", "name", "vendor name", "vendor",
             "payee", "creditor name", "company name", "trading name"),
    "aliases": ("aliases", "alias", "other names", "also known as", "aka"),
    "registered_postcode": ("registered postcode", "invoice postcode", "supplier postcode",
                            "post code", "postcode", "registered address postcode"),
    "delivery_postcode": ("delivery postcode", "branch postcode", "site postcode"),
    "size": ("size", "company size", "supplier size", "sme"),
    "kind": ("kind", "supplier type", "type", "supplier kind", "sector type", "classification"),
    "sic": ("sic2007", "sic 2007", "sic", "sic code", "sic code 2007"),
    "country": ("country", "country code"),
    "company_number": ("company number", "companies house number", "company registration number",
                       "companies house registration number", "crn", "company no"),
    "charity_number": ("charity number", "charity commission number", "charity no",
                       "registered charity number"),
}  # fmt: skip
SIZES = {
    "": Size.UNKNOWN, "unknown": Size.UNKNOWN, "not known": Size.UNKNOWN,
    "micro": Size.MICRO, "small": Size.SMALL, "medium": Size.MEDIUM, "large": Size.LARGE,
}  # fmt: skip
KINDS = {
    "": Kind.PRIVATE, "private": Kind.PRIVATE, "business": Kind.PRIVATE, "company": Kind.PRIVATE,
    "private sector": Kind.PRIVATE, "sole trader": Kind.PRIVATE, "individual": Kind.PRIVATE,
    "indv": Kind.PRIVATE,
    "vcse": Kind.VCSE, "vcs": Kind.VCSE, "charity": Kind.VCSE, "social enterprise": Kind.VCSE,
    "cic": Kind.VCSE, "third sector": Kind.VCSE, "voluntary": Kind.VCSE,
    "anchor": Kind.ANCHOR, "anchor institution": Kind.ANCHOR,
    "public body": Kind.PUBLIC_BODY, "public": Kind.PUBLIC_BODY,
    "public sector": Kind.PUBLIC_BODY, "wga": Kind.PUBLIC_BODY,
    "tax payroll pension": Kind.TAX_PAYROLL_PENSION, "tax": Kind.TAX_PAYROLL_PENSION,
    "payroll": Kind.TAX_PAYROLL_PENSION, "pension": Kind.TAX_PAYROLL_PENSION,
    "financing": Kind.FINANCING,
}  # fmt: skip
INDIVIDUALS = frozenset(["sole trader", "individual", "indv"])
LONGEST = {
    "code": 500, "name": 500, "registered_postcode": 20, "delivery_postcode": 20,
    "company_number": 8, "charity_number": 10,
}  # fmt: skip
MOST_ROWS = 500_000

_COUNTRY = re.compile(r"[A-Z]{2}")
_SIC = re.compile(r"[0-9]{4,5}")
_COUNTRIES = {
    "": "GB", "UK": "GB", "UNITED KINGDOM": "GB", "ENGLAND": "GB", "SCOTLAND": "GB", "WALES": "GB",
    "NORTHERN IRELAND": "GB", "GREAT BRITAIN": "GB", "IRELAND": "IE",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Listed:
    """One supplier of a list, with the facts that the row states, by the field of a supplier."""

    row: int
    code: str
    name: str
    aliases: tuple[str, ...]
    facts: Mapping[str, str]
    is_individual: bool

    @property
    def names(self) -> tuple[str, ...]:
        """Return the name and the aliases."""
        return (self.name, *self.aliases)


@dataclass(frozen=True)
class SupplierListRead:
    """What a list holds, and every reason for which it cannot be taken as it is."""

    columns: Mapping[str, str]
    suppliers: tuple[Listed, ...]
    findings: tuple[Finding, ...]


@dataclass
class _Sheet:
    """The rows of a list as they are read, with what is wrong so far."""

    name: str
    headings: Sequence[str]
    positions: Mapping[str, int]
    findings: list[Finding] = field(default_factory=list)

    def cell(self, row: Sequence[str], column: str) -> str:
        """Return a trimmed cell; empty where the list has no such column."""
        at = self.positions.get(column)
        return "" if at is None or at >= len(row) else " ".join(row[at].split())

    def wrong(self, number: int, column: str, cell: str, problem: str, remedy: str) -> None:
        """Note that a cell is wrong."""
        at = self.positions.get(column)
        heading = "" if at is None else self.headings[at].strip()
        self.findings.append(Finding(self.name, number, heading, cell, problem, remedy))


def read_supplier_list(content: bytes) -> SupplierListRead:
    """Read a list of suppliers: CSV of any delimiter and encoding, XLSX, XLS or ODS.

    The first sheet that is shown counts. Only the name is needed. Raises FileRefused for what is
    no table, or has no column of names.
    """
    sheet_name, rows = _rows(content)
    numbered = enumerate(rows, start=1)
    headings, positions = _headings(numbered)
    sheet = _Sheet(sheet_name, headings, positions)
    suppliers = [listed for number, row in numbered if (listed := _listed(sheet, number, row))]
    _note_doubles(sheet, suppliers)
    columns = {name: headings[at].strip() for name, at in positions.items()}
    findings = sorted(sheet.findings, key=lambda finding: finding.row)
    return SupplierListRead(columns, tuple(suppliers), tuple(findings))


def _rows(content: bytes) -> tuple[str, Iterator[TextRow]]:
    if is_workbook(content):
        _, sheets = sheets_of(content)
        shown = [sheet for sheet in sheets if not sheet.hidden and sheet.rows]
        if not shown:
            raise FileRefused("The spreadsheet is empty. Choose the list of your suppliers.")
        return shown[0].name, iter(shown[0].rows)
    text, _ = text_of(content)

    def likeness(row: Sequence[str]) -> int:
        return len(_positions(row))

    return "", rows_of(text, delimiter=delimiter_of(text, likeness=likeness, enough=len(COLUMNS)))


def _headings(numbered: Iterator[tuple[int, TextRow]]) -> tuple[list[str], dict[str, int]]:
    """Return the first row that names a column of names, and where the columns are."""
    for number, row in numbered:
        positions = {} if isinstance(row, Broken) else _positions(row)
        if "name" in positions and not isinstance(row, Broken):
            return row, positions
        if number >= 20:
            break
    raise FileRefused(
        "The list has no column with the suppliers' names. Call it Supplier name, in the first row."
    )


def _positions(row: Sequence[str]) -> dict[str, int]:
    plain = [plain_form(cell) for cell in row]
    found: dict[str, int] = {}
    for column, words in COLUMNS.items():
        called = next((word for word in words if word in plain), None)
        if called is not None and plain.index(called) not in found.values():
            found[column] = plain.index(called)
    return found


def _listed(sheet: _Sheet, number: int, row: TextRow) -> Listed | None:
    if isinstance(row, Broken):
        sheet.wrong(number, "", "", row.why, "Mend the row in the list")
        return None
    if not any(cell.strip() for cell in row):
        return None
    if number > MOST_ROWS:
        raise FileRefused(f"The list has more than {MOST_ROWS:,} rows. Split it.")
    if any(cell.strip() for cell in row[len(sheet.headings) :]):
        sheet.wrong(
            number, "", "", "The row has more cells than there are headings", "Check its commas"
        )
    name = sheet.cell(row, "name")
    if not name:
        sheet.wrong(number, "name", "", "The supplier has no name", "Enter its name")
    aliases = tuple(
        alias for text in sheet.cell(row, "aliases").split("|") if (alias := text.strip())
    )
    for column, longest in LONGEST.items():
        cell = sheet.cell(row, column)
        if len(cell) > longest:
            problem = f"This is longer than {longest} characters"
            sheet.wrong(number, column, cell, problem, "Shorten it")
    facts, is_individual = _facts(sheet, number, row)
    return Listed(number, sheet.cell(row, "code"), name, aliases, facts, is_individual)


def _facts(sheet: _Sheet, number: int, row: Sequence[str]) -> tuple[dict[str, str], bool]:
    """Return what the row states of the supplier, by field, and whether it is a person."""
    kind = sheet.cell(row, "kind")
    plain_kind = plain_form(kind) if kind else ""
    facts = {
        "registered_postcode": sheet.cell(row, "registered_postcode").upper(),
        "delivery_postcode": sheet.cell(row, "delivery_postcode").upper(),
        "charity_number": sheet.cell(row, "charity_number").upper(),
    }
    company = sheet.cell(row, "company_number").upper()
    facts["company_number"] = company.rjust(8, "0") if company.isdigit() else company
    _choose(sheet, number, "size", sheet.cell(row, "size"), SIZES, facts)
    _choose(sheet, number, "kind", kind, KINDS, facts)
    _read_sic(sheet, number, sheet.cell(row, "sic"), facts)
    _read_country(sheet, number, sheet.cell(row, "country"), facts)
    return {name: value for name, value in facts.items() if value}, plain_kind in INDIVIDUALS


def _choose(
    sheet: _Sheet,
    number: int,
    column: str,
    cell: str,
    choices: Mapping[str, Size] | Mapping[str, Kind],
    facts: dict[str, str],
) -> None:
    chosen = choices.get(plain_form(cell) if cell else "")
    if chosen is None:
        words = ", ".join(dict.fromkeys(each.value for each in choices.values()))
        sheet.wrong(number, column, cell, f"This is no {column} that we know", f"Use {words}")
    elif cell and chosen is not Size.UNKNOWN:  # "not known" states nothing
        facts[column] = chosen.value


def _read_sic(sheet: _Sheet, number: int, cell: str, facts: dict[str, str]) -> None:
    code = cell.split(" ")[0].replace(".", "").replace("/", "")
    # A spreadsheet takes the nought away in front of an agricultural class.
    code = code.rjust(5, "0") if len(code) == 4 and sheet.name and code.isdigit() else code
    if cell and not _SIC.fullmatch(code):
        sheet.wrong(number, "sic", cell, "This is no class of SIC 2007", "Write it as 41201")
    facts["sic"] = code


def _read_country(sheet: _Sheet, number: int, cell: str, facts: dict[str, str]) -> None:
    code = _COUNTRIES.get(cell.upper(), cell.upper())
    if not _COUNTRY.fullmatch(code):
        sheet.wrong(number, "country", cell, "This is no code of a country", "Write GB, or IE ...")
    elif cell:
        facts["country"] = code


def _note_doubles(sheet: _Sheet, suppliers: Iterable[Listed]) -> None:
    """Note codes that two rows have, and names that two suppliers have."""
    codes: dict[str, int] = {}
    forms: dict[str, int] = {}
    for listed in suppliers:
        if listed.code and (first := codes.setdefault(listed.code, listed.row)) != listed.row:
            sheet.wrong(
                listed.row, "code", listed.code, f"Row {first} has this number too",
                "Give each supplier one row and one number",
            )  # fmt: skip
        for name in listed.names:
            if (first := forms.setdefault(normal_form(name), listed.row)) != listed.row:
                sheet.wrong(
                    listed.row, "name", name, f"This is a name of the supplier in row {first} too",
                    "Make them one row, with the other names as aliases",
                )  # fmt: skip
