"""What a stranger's spreadsheet must pass before any of it is read.

A few kilobytes can be made to unpack to gigabytes, a sheet of two cells to span a billion, and an
archive to say other sizes than it has. So the parts that hold cells are unpacked here, with a
limit, searched, and packed anew: the library that reads cells never sees the stranger's archive.

Source: OWASP, file upload; ECMA-376 part 2 (packages); OpenDocument 1.3 part 2.
"""

import io
import lzma
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass

MOST_BYTES = 1024 * 1024
MOST_BYTES_UNPACKED = 24 * 1024 * 1024
MOST_PARTS = 500
MOST_CELLS = 200_000
"""The rectangle that a sheet's cells may span; a template spans less than a tenth of it."""

OLD_SPREADSHEET = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIPPED = b"PK\x03\x04"
ODS = b"application/vnd.oasis.opendocument.spreadsheet"

DAMAGED = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)
"""What the library raises for an archive that is damaged, locked, or packed in unknown ways."""

_KEPT = re.compile(
    r"(?:\[Content_Types\]\.xml|_rels/\.rels|xl/.*\.(?:xml|rels)|mimetype"
    r"|(?:content|styles|meta|settings)\.xml|META-INF/manifest\.xml)"
)
_MACROS = re.compile(r"vbaProject|(?:^|/)macrosheets/|^Basic/|^Scripts/|activeX", re.I)
_XLSX_CELL = re.compile(
    rb"<(?:\w+:)?(?:c|row)\b[^>]*?\br=[\"'](?:([A-Za-z]{1,3}))?([0-9]{1,7})[\"'][^>]*>"
    rb"(\s*<(?:\w+:)?f[\s/>])?"
)
_XLSX_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_SHEET = re.compile(rb"<(?:\w+:)?sheet\b[^>]*>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_ODS_TAG = re.compile(rb"<table:(table|table-row|table-cell|covered-table-cell)(?=[\s/>])([^>]*)>")
_ODS_REPEAT = re.compile(rb"number-(?:rows|columns)-repeated=[\"']([0-9]{1,9})")
_SAVE = "Open it in a spreadsheet program, save it as XLSX or ODS, and upload that."


class FileRefused(ValueError):
    """The file is not read at all. The message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A spreadsheet that may be read: `content` packed anew, and its formulas by sheet and cell."""

    content: bytes
    formulas: tuple[tuple[str, str], ...]


def opened(content: bytes) -> Opened:
    """Return a spreadsheet that passed every gate.

    Raises FileRefused for what is too large, no XLSX or ODS, locked, damaged, or carries macros.
    """
    if len(content) > MOST_BYTES:
        raise FileRefused(
            f"The file is larger than {MOST_BYTES // 1024**2} MB. A filled template has words and "
            "numbers only: take out pictures and attachments."
        )
    if content.startswith(OLD_SPREADSHEET):
        raise FileRefused(
            f"The file is locked with a password, or is in the old XLS format. {_SAVE}"
        )
    if not content.startswith(ZIPPED):
        raise FileRefused(f"The file is no spreadsheet in XLSX or ODS. {_SAVE}")
    parts = _parts(content)
    if any(_MACROS.search(name) for name in parts):
        raise FileRefused(
            "The file carries macros, which are never run here. Save it without macros, as XLSX or "
            "ODS, and upload that."
        )
    _refuse_declarations(parts)
    if "xl/workbook.xml" in parts:
        return Opened(_packed(parts), tuple(_formulas_of_xlsx(parts)))
    if "content.xml" in parts and parts.get("mimetype", b"").strip() == ODS:
        return Opened(_packed(parts), tuple(_formulas_of_ods(parts["content.xml"])))
    raise FileRefused(f"The file is no spreadsheet in XLSX or ODS. {_SAVE}")


def _parts(content: bytes) -> dict[str, bytes]:
    """Return the parts of the archive that matter, unpacked; of macros only that they are there."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _unpacked(archive)
    except FileRefused:
        raise
    except DAMAGED:
        raise FileRefused(f"The file is damaged and cannot be opened. {_SAVE}") from None


def _unpacked(archive: zipfile.ZipFile) -> dict[str, bytes]:
    """Unpack the parts that matter, no further than the limit."""
    found: dict[str, bytes] = {}
    left = MOST_BYTES_UNPACKED
    about = archive.infolist()
    if len(about) > MOST_PARTS:
        raise FileRefused(f"The file has too many parts to be a filled template. {_SAVE}")
    for part in about:
        if _MACROS.search(part.filename):
            found[part.filename] = b""
        elif _KEPT.fullmatch(part.filename):
            if part.filename in found:
                raise zipfile.BadZipFile("one part is there twice")
            with archive.open(part) as member:
                found[part.filename] = member.read(left + 1)
            left -= len(found[part.filename])
            if left < 0:
                raise FileRefused(f"The file unpacks to more than a filled template holds. {_SAVE}")
    return found


def _refuse_declarations(parts: dict[str, bytes]) -> None:
    """Refuse XML that declares entities: no spreadsheet program writes any."""
    for name, content in parts.items():
        start = content[:4096].replace(b"\0", b"")
        if b"<!DOCTYPE" in content or b"<!ENTITY" in content or b"<!DOCTYPE" in start:
            raise FileRefused(f"The file is damaged ({name}) and cannot be opened. {_SAVE}")


def _packed(parts: dict[str, bytes]) -> bytes:
    """Return an archive of the parts, packed by us."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(parts, key=lambda name: (name != "mimetype", name)):
            archive.writestr(name, parts[name])
    return file.getvalue()


def _formulas_of_xlsx(parts: dict[str, bytes]) -> list[tuple[str, str]]:
    """Return the cells that hold formulas, having refused sheets that span too much."""
    names = _names_of_sheets(parts)
    found = []
    for part in sorted(parts):
        if not part.startswith("xl/worksheets/") or not part.endswith(".xml"):
            continue
        content, sheet = parts[part], names.get(part, part.rpartition("/")[2])
        last_row = last_column = named = 0
        for cell in _XLSX_CELL.finditer(content):
            last_row = max(last_row, int(cell[2]))
            last_column = max(last_column, _column_number(cell[1] or b"A"))
            if cell[3] and cell[1]:
                found.append((sheet, f"{cell[1].decode().upper()}{int(cell[2])}"))
                named += 1
        _refuse_far_corner(sheet, last_row, last_column)
        if len(_XLSX_FORMULA.findall(content)) > named:
            found.append((sheet, ""))
    return found


def _names_of_sheets(parts: dict[str, bytes]) -> dict[str, str]:
    """Return what each sheet is called, by the part that holds it."""
    targets = {
        _attribute(tag, b"Id"): _attribute(tag, b"Target").removeprefix("/xl/")
        for tag in _RELATION.findall(parts.get("xl/_rels/workbook.xml.rels", b""))
    }
    sheets = _SHEET.findall(parts["xl/workbook.xml"])
    return {
        "xl/" + targets.get(_attribute(tag, rb"\w+:id"), ""): _attribute(tag, b"name")
        for tag in sheets
    }


def _attribute(tag: bytes, name: bytes) -> str:
    """Return an attribute of a tag, empty if it has none."""
    found = re.search(rb"\s" + name + rb"=[\"']([^\"']*)[\"']", tag)
    return found[1].decode("utf-8", "replace") if found else ""


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = 26 * number + letter - ord("A") + 1
    return number


def _refuse_far_corner(sheet: str, row: int, column: int) -> None:
    if row * column > MOST_CELLS:
        raise FileRefused(
            f"The sheet “{sheet[:60]}” is filled as far as row {row:,} and column {column:,}. "
            "Copy the answers into a template as it was downloaded, and upload that."
        )


def _formulas_of_ods(content: bytes) -> list[tuple[str, str]]:
    """Walk the rows and cells of an ODS file, whose repeats can make a few bytes into millions."""
    found = []
    sheet = ""
    row = column = rows_here = 0
    for tag in _ODS_TAG.finditer(content):
        repeated = _ODS_REPEAT.search(tag[2])
        times = int(repeated[1]) if repeated else 1
        if tag[1] == b"table":
            sheet = _attribute(b"<" + tag[2] + b">", b"table:name")
            row = rows_here = 0
        elif tag[1] == b"table-row":
            row, column, rows_here = row + rows_here, 0, times
        else:
            column += times
            if b"office:value-type" in tag[2]:
                _refuse_far_corner(sheet, row + rows_here, column)
            if b"table:formula" in tag[2]:
                found.append((sheet, f"{_letters(column)}{row + 1}"))
    return found


def _letters(column: int) -> str:
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
