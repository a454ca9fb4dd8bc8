"""Files that somebody might upload to do harm, or by mistake: made, not kept.

Each has a name and its bytes. `is_large` are those that take long to make or to read: they are left
to the long campaign.
"""

import io
import struct
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from .test_workbooks import MANIFEST, ODS_HEAD, ODS_TAIL

HEAD = "Supplier,Date,Amount\n"
GOOD = "ALPHA LTD,14/04/2024,12.50\n"
OPEN = "http://schemas.openxmlformats.org"
PACKAGE, OFFICE = f"{OPEN}/package/2006", f"{OPEN}/officeDocument/2006/relationships"
KIND = "application/vnd.openxmlformats"
TYPES = (
    f'<?xml version="1.0"?><Types xmlns="{PACKAGE}/content-types">'
    f'<Default Extension="rels" ContentType="{KIND}-package.relationships+xml"/>'
    '<Override PartName="/xl/workbook.xml" '
    f'ContentType="{KIND}-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)
RELATIONS = (
    f'<?xml version="1.0"?><Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{OFFICE}/{{kind}}" Target="{{target}}"/></Relationships>'
)
BOOK = (
    f'<?xml version="1.0"?><workbook xmlns="{OPEN}/spreadsheetml/2006/main" xmlns:r="{OFFICE}">'
    '<sheets><sheet name="{name}" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
SHEET = (
    '<?xml version="1.0"?>{doctype}<worksheet '
    'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{before}'
    "<sheetData>{rows}</sheetData></worksheet>"
)
LAUGHS = (
    "<!DOCTYPE lol [<!ENTITY a0 'ha'>"
    + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12))
    + "]>"
)
OUTSIDE = '<!DOCTYPE x [<!ENTITY out SYSTEM "file:///etc/passwd">]>'


@dataclass(frozen=True)
class Hostile:
    """One file: its name, what makes its bytes, and whether it is one for the long campaign."""

    name: str
    make: Callable[[], bytes]
    is_large: bool = False


def packed(members, *, method=zipfile.ZIP_DEFLATED):
    """Return a zip of these members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return out.getvalue()


def cell(place, text, *, formula=""):
    """Return a cell of an XLSX sheet, with a formula if one is given."""
    inside = f"<f>{formula}</f><v>{text}</v>" if formula else f"<is><t>{text}</t></is>"
    return f'<c r="{place}" t="{"str" if formula else "inlineStr"}">{inside}</c>'


def row(number, *texts, formula=""):
    """Return a row of an XLSX sheet."""
    cells = "".join(
        cell(f"{letter}{number}", text, formula=formula)
        for letter, text in zip("ABCDEFGH", texts, strict=False)
    )
    return f'<row r="{number}">{cells}</row>'


TABLE = row(1, "Supplier", "Date", "Amount") + row(2, "ALPHA LTD", "14/04/2024", "12.50")


def xlsx_with(rows=TABLE, *, doctype="", before="", name="Spend", more=()):
    """Return an XLSX file whose only sheet has these rows."""
    return packed(
        [
            ("[Content_Types].xml", TYPES),
            ("_rels/.rels", RELATIONS.format(kind="officeDocument", target="xl/workbook.xml")),
            ("xl/workbook.xml", BOOK.format(name=name)),
            (
                "xl/_rels/workbook.xml.rels",
                RELATIONS.format(kind="worksheet", target="worksheets/sheet1.xml"),
            ),
            ("xl/worksheets/sheet1.xml", SHEET.format(doctype=doctype, before=before, rows=rows)),
            *more,
        ]
    )


def ods_with(rows, *, doctype=""):
    """Return an ODS file with these rows."""
    content = (ODS_HEAD + rows + ODS_TAIL).replace("?>", f"?>{doctype}", 1)
    return packed(
        [
            ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
            ("META-INF/manifest.xml", MANIFEST),
            ("content.xml", content),
        ]
    )


def everything() -> Iterator[Hostile]:
    """Yield the whole corpus."""
    for kind in (_texts, _bytes, _tables, _cells, _zips, _spreadsheets, _cut_and_flipped, _large):
        yield from kind()


def _file(name, content):
    return Hostile(name, content if callable(content) else lambda: content)


def _long(name, make):
    return Hostile(name, make, is_large=True)


def _texts():
    """Good tables in clothes that trip readers up."""
    text = HEAD + GOOD * 3
    encodings = (
        "utf-8",
        "utf-8-sig",
        "utf-16",
        "utf-16-le",
        "utf-16-be",
        "utf-32",
        "cp1252",
        "cp850",
        "cp037",
        "utf-7",
    )
    for encoding in encodings:
        yield _file(f"encoding-{encoding}.csv", text.encode(encoding))
        yield _file(f"half-{encoding}.csv", text.encode(encoding)[:-1])
        yield _file(
            f"two-marks-{encoding}.csv", ("\ufeff\ufeff" + text).encode(encoding, "replace")
        )
    for number, end in enumerate(("\n", "\r", "\r\n", "\n\r", "\x0b", "\x0c", "\x85", "\u2028")):
        yield _file(f"ends-{number}.csv", text.replace("\n", end).encode())
        yield _file(f"mixed-ends-{number}.csv", (text + f"BETA,1/4/24,1{end}" * 5).encode())
    for number, code in enumerate((*range(0, 9), *range(14, 32), 127)):
        yield _file(f"control-{number}.csv", (text + f"BETA{chr(code)},1/4/24,1\n").encode())


def _bytes():
    """What is no table at all, under the name of one."""
    starts = {
        "png": b"\x89PNG\r\n\x1a\n\0\0",
        "pdf": b"%PDF-1.7\n",
        "gif": b"GIF89a,\n",
        "elf": b"\x7fELF\2",
        "exe": b"MZ\x90\0",
        "gz": b"\x1f\x8b\x08\0",
        "7z": b"7z\xbc\xaf\x27\x1c",
        "rar": b"Rar!\x1a\x07\0",
        "sqlite": b"SQLite format 3\0",
        "parquet": b"PAR1",
        "html": b"<html><table>",
        "xml": b"<?xml?>",
        "json": b'{"a": 1}',
        "rtf": b"{\\rtf1",
        "shell": b"#!/bin/sh\nrm -rf /\n",
        "empty": b"",
        "mark": b"\xef\xbb\xbf",
        "mark16": b"\xff\xfe",
        "nulls": b"\0" * 999,
        "spaces": b" \n" * 999,
        "ff": b"\xff" * 999,
        "ole": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "pk": b"PK\3\4",
        "pk-end": b"PK\5\6" + b"\0" * 18,
    }
    for name, start in starts.items():
        yield _file(f"{name}.csv", start)
        yield _file(f"{name}-then-table.csv", start + (HEAD + GOOD).encode())
        yield _file(f"table-then-{name}.csv", (HEAD + GOOD).encode() + start)
    yield _file("ole-noise.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(range(256)) * 40)
    yield _file("ole-ff.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 5_000)


def _tables():
    """Tables whose rows or columns are not what the headings say."""
    shapes = {
        "short": HEAD + GOOD + "BETA\n",
        "long": HEAD + GOOD + "BETA,1/4/24,1,2,3\n",
        "all-long": HEAD + "BETA,1/4/24,1,x\n" * 20,
        "all-longer-empty": HEAD + "B,1/4/24,1,,,\n" * 20,
        "all-short": HEAD + "BETA,1/4/24\n" * 20,
        "shifted": HEAD + ",BETA,1/4/24,1\n" * 20,
        "twice": "Supplier,Supplier,Date,Amount,Amount\nA,B,1/4/24,1,2\n",
        "missing": "Supplier,Amount\nA,1\n",
        "reordered": HEAD + GOOD + "Date,Amount,Supplier\n14/04/24,1,B\n",
        "repeated": (HEAD + GOOD) * 9,
        "no-headings": GOOD * 9,
        "only-headings": HEAD,
        "one-cell": "x",
        "no-end": HEAD + GOOD + 'BETA,1/4/24,"1',
        "stray": HEAD + 'BE"TA"X,1/4/24,1\n"B"x,1/4/24,1\n',
        "lines-in-cells": HEAD + '"BE\n\n\nTA",1/4/24,1\n' * 9,
        "thousand-columns": "," * 1_000 + "\n" + HEAD,
        "delimiters": "Supplier;Date,Amount\tx|y\nA;1/4/24,1\tx|y\n",
        "blank": "\n" * 500 + HEAD + GOOD,
        "totals": HEAD + GOOD * 2 + ",,25.00\nTotal,,25.00\nGrand total,,1\n",
        "sql": "Supplier,Date,Amount\n'; DROP TABLE payments;--,14/04/24,1\n",
        "script": HEAD + "<script>alert(1)</script>,14/04/24,1\n",
        "format": HEAD + "%s%n{0}{{x}},14/04/24,1\n",
        "right-to-left": HEAD + "\u202eDTL AHPLA,14/04/24,1\n",
        "emoji": HEAD + "😀" * 99 + ",14/04/24,1\n",
        "zero-width": HEAD + "\u200b\u200b,14/04/24,1\n",
        "marks": HEAD + "e" + "\u0301" * 999 + ",14/04/24,1\n",
    }
    for name, text in shapes.items():
        yield _file(f"{name}.csv", text.encode())


def _cells():
    """Amounts and dates that a lenient reader takes."""
    amounts = (
        "12-50",
        "(50",
        "50)",
        "--5",
        "1E5",
        "1e400",
        "inf",
        "NaN",
        "0x10",
        "1_000",
        "1,00",
        "1,0000",
        "£",
        "££5",
        "5£5",
        "1.2.3",
        "+-1",
        "-(5)",
        "((5))",
        "٥",
        "１２",
        "1 000",
        "=1+1",
        "=CMD|' /C calc'!A0",
        "+1+cmd|x",
        "@SUM(A1)",
        "\t5",
        "9" * 14,
        "9" * 61,
        "0." + "0" * 70 + "1",
        "-",
        "–",
        "",
        "TRUE",
        "1/2",
        "½",
        "5%",
        "$5",
        "€5",
        "5 DR CR",
        "#REF!",
        "12.345",
        "1.005",
        "null",
        "None",
    )
    dates = (
        "29/02/2023",
        "29/02/2024",
        "30/02/2024",
        "31/04/2024",
        "00/01/2024",
        "01/00/2024",
        "32/01/2024",
        "13/13/2024",
        "2024-02-30",
        "29/02/1900",
        "01/01/0001",
        "31/12/9999",
        "99999",
        "00000",
        "1e5",
        "14/09/20111",
        "08/06/2012780",
        "00:00:00",
        "tomorrow",
        "=TODAY()",
        "1/1/1",
        "20240230",
        "-1",
        "14.4.2024",
        "14/4-2024",
        "١٤/٠٤/٢٠٢٤",
        "May-24",
        "Smarch 13 2024",
        "31-Feb-24",
        "",
    )
    for number, text in enumerate(amounts):
        yield _file(f"amount-{number}.csv", f'{HEAD}ALPHA,14/04/2024,"{text}"\n'.encode())
    for number, text in enumerate(dates):
        yield _file(f"date-{number}.csv", f'{HEAD}ALPHA,"{text}",1.00\n'.encode())


def _zips():
    """Zips that unpack to something else than payment files."""
    good = ("april.csv", HEAD + GOOD)
    names = (
        "../../etc/passwd",
        "/etc/passwd",
        "..\\..\\x.csv",
        "C:\\x.csv",
        "a/" * 90 + "x.csv",
        "x" * 300 + ".csv",
        "\u202ecsv.exe",
        "con.csv",
        "a\nb.csv",
        "a\x01b.csv",
        "~/x.csv",
        "$(id).csv",
        "'; DROP TABLE.csv",
        " ",
    )
    for number, name in enumerate(names):
        yield _file(f"zip-name-{number}.zip", packed([(name, HEAD + GOOD), good]))
    yield _file("zip-empty.zip", packed([]))
    yield _file("zip-folder.zip", packed([good, ("april.csv/", ""), ("april.csv.csv", HEAD)]))
    nested = packed([good])
    for depth in range(1, 8):
        nested = packed([(f"{depth}.zip", nested), good])
        yield _file(f"zip-nested-{depth}.zip", nested)
    yield _file("zip-bomb.zip", lambda: packed([("a.csv", b"0" * 30_000_000)]))
    yield _file("zip-many.zip", lambda: packed([(f"{n}.csv", "") for n in range(2_100)]))
    link = zipfile.ZipInfo("link.csv")
    link.external_attr = 0o120777 << 16
    yield _file("zip-link.zip", packed([(link, "/etc/passwd"), good]))
    yield _file("zip-with-book.zip", packed([("a.xlsx", xlsx_with()), good]))
    yield _file(
        "zip-with-noise.zip", packed([("a.xlsx", b"PK\3\4" + b"x" * 99), ("b.csv", b"\0" * 9)])
    )
    locked = bytearray(packed([good], method=zipfile.ZIP_STORED))
    locked[6] |= 1
    locked[locked.index(b"PK\1\2") + 8] |= 1
    yield _file("zip-locked.zip", bytes(locked))
    lying = bytearray(packed([good]))
    at = lying.index(b"PK\1\2") + 24
    lying[at : at + 4] = struct.pack("<I", 5)
    yield _file("zip-lying.zip", bytes(lying))
    unknown = bytearray(packed([good]))
    unknown[8] = unknown[unknown.index(b"PK\1\2") + 10] = 99
    yield _file("zip-unknown-method.zip", bytes(unknown))
    yield _file("zip-behind-table.csv", (HEAD + GOOD).encode() + packed([good]))
    yield _file("zip-before-table.csv", packed([good]) + (HEAD + GOOD).encode())


def _spreadsheets():
    """Spreadsheets that lie, or that laugh."""
    yield _file("plain.xlsx", xlsx_with())
    yield _file("plain-as-csv.csv", xlsx_with())
    yield _file("laughs.xlsx", xlsx_with(row(1, "&a11;"), doctype=LAUGHS))
    yield _file("outside.xlsx", xlsx_with(row(1, "&out;"), doctype=OUTSIDE))
    yield _file("laughs.ods", ods_with("<table:table-row/>", doctype=LAUGHS))
    yield _file("outside.ods", ods_with("<table:table-row/>", doctype=OUTSIDE))
    for place in ("XFD1048576", "A1048576", "ZZZ9999999", "A0", "A99999999999", "XFD1"):
        far = f"<row>{cell(place, 'far')}</row>"
        make = _long if place in ("A1048576", "XFD1") else _file
        yield make(f"far-{place}.xlsx", partial(xlsx_with, TABLE + far))
        yield _file(f"dimension-{place}.xlsx", xlsx_with(before=f'<dimension ref="A1:{place}"/>'))
    for repeat in (10**3, 10**6, 10**9, 10**30):
        repeated = (
            f'<table:table-row table:number-rows-repeated="{repeat}"><table:table-cell '
            f'table:number-columns-repeated="{repeat}" office:value-type="string"/>'
            "</table:table-row>"
        )
        yield _file(f"repeat-{len(str(repeat))}.ods", ods_with(repeated))
    for number, formula in enumerate(("1+1", "CMD|' /C calc'!A0", 'HYPERLINK("http://x")', "1/0")):
        held = TABLE + row(3, "BETA", "14/04/2024", "1.00", formula=formula.replace('"', "&quot;"))
        yield _file(f"formula-{number}.xlsx", xlsx_with(held))
    yield _file("sheet-name.xlsx", xlsx_with(name="x" * 5_000))
    yield _file("sheet-name-script.xlsx", xlsx_with(name="&lt;script&gt;"))
    yield _file("macro.xlsm", xlsx_with(more=[("xl/vbaProject.bin", b"\0" * 99)]))
    yield _file("outwards.xlsx", xlsx_with(more=[("../../x", b"x"), ("/etc/x", b"x")]))
    yield _file("no-sheet.xlsx", xlsx_with(rows=""))
    yield _file("broken-xml.xlsx", xlsx_with(rows="<row><c"))
    yield _file("rows-backwards.xlsx", xlsx_with(row(9, "A") + TABLE + row(1, "x")))
    yield _file("shared-without.xlsx", xlsx_with('<row r="1"><c r="A1" t="s"><v>99</v></c></row>'))
    yield _file(
        "number-huge.xlsx", xlsx_with('<row r="1"><c r="A1"><v>1e999</v></c></row>' + TABLE)
    )
    yield _file("book-without-sheets.xlsx", packed([("[Content_Types].xml", TYPES)]))
    yield _file(
        "docx.xlsx", packed([("[Content_Types].xml", TYPES), ("word/document.xml", "<x/>")])
    )


def _cut_and_flipped():
    """Good files cut short, and with one byte changed."""
    for kind, content in (("xlsx", xlsx_with()), ("zip", packed([("april.csv", HEAD + GOOD)]))):
        for part in range(1, 10):
            yield _file(f"cut-{part}.{kind}", content[: len(content) * part // 10])
        for place in range(4, len(content), max(1, len(content) // 25)):
            flipped = bytearray(content)
            flipped[place] ^= 0xFF
            yield _file(f"flipped-{place}.{kind}", bytes(flipped))


def _many_rows():
    return "".join(row(n, f"A {n}", "14/04/2024", f"{n}.00") for n in range(2, 400_000))


def _large():
    """What takes long to make or to read."""
    head = HEAD.encode()
    yield _long("one-line.csv", lambda: head + b"x" * 1_000_000_000)
    yield _long("cell-without-end.csv", lambda: head + b'"' + b"x\n" * 100_000_000)
    yield _long("million-commas.csv", lambda: (head + b"," * 999_000 + b"\n") * 20)
    yield _long("all-refused.csv", lambda: head + b"A,x,y\n" * 1_000_000)
    yield _long("all-blank.csv", lambda: head + b"\n" * 5_000_000)
    yield _long("odd-quotes.csv", lambda: head + b'A "b" c,14/04/24,1\n' * 500_000)
    yield _long("good.csv", lambda: head + GOOD.encode() * 10_000_000)
    first = row(1, "Supplier", "Date", "Amount")
    yield _long("many-rows.xlsx", lambda: xlsx_with(first + _many_rows()))
    yield _long("bomb.xlsx", lambda: xlsx_with(row(1, "x" * 240_000_000)))
    yield _long("bomb-parts.xlsx", lambda: xlsx_with(more=_parts()))
    corner = row(1, "x") + f"<row>{cell('XFC700', 'x')}</row>"
    yield _long("wide.xlsx", lambda: xlsx_with(corner))


def _parts():
    return [(f"xl/{number}.xml", b"0" * 100_000_000) for number in range(16)]
