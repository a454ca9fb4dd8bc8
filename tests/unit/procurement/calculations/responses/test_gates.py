"""Hostile and broken files are refused in words, in little memory, and nothing of them is read."""

import io
import random
import re
import struct
import tracemalloc
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from procurement.bids.reports import response_template
from procurement.calculations.responses import FaultsFound, FileRefused, gates, read_response
from procurement.calculations.responses.gates import opened
from tests.unit.procurement.calculations.responses.papers import RIGHT, filled, paper

PARTS = {
    "[Content_Types].xml": "<Types/>",
    "xl/workbook.xml": "<workbook><sheets/></workbook>",
}
ODS = "application/vnd.oasis.opendocument.spreadsheet"


def packed(parts, *, method=zipfile.ZIP_DEFLATED):
    """Return an archive of these parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def changed(content, change):
    """Return a spreadsheet with each part as `change` gives it back, by name and bytes."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return packed({name: change(name, part) for name, part in parts.items()})


def sheet_with(xml):
    """Return a workbook with one sheet of this XML."""
    return packed(PARTS | {"xl/worksheets/sheet1.xml": xml})


def refused(content):
    """Return why a file is refused, whoever refuses it."""
    with pytest.raises(FileRefused) as refusal:
        read_response(content, papers=[paper()])
    return str(refusal.value)


def said_of(content):
    """Return what the reader says of a file: what it reads, or in words why it does not."""
    try:
        return repr(read_response(content, papers=[paper()]))
    except (FileRefused, FaultsFound) as refusal:
        return str(refusal)


def bomb(size):
    """Return an archive whose one part unpacks to so many bytes."""
    return packed(PARTS | {"xl/worksheets/sheet1.xml": b" " * size})


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "no spreadsheet in XLSX or ODS"),
        (b"Bidder,Price\nAlderfinch,1", "no spreadsheet in XLSX or ODS"),
        (b"%PDF-1.7 not a sheet", "no spreadsheet in XLSX or ODS"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "locked with a password"),
        (b"PK\x03\x04", "damaged"),
        (b"PK\x03\x04" + b"\xff" * 200, "damaged"),
        (packed({"photo.png": b"png"}), "no spreadsheet in XLSX or ODS"),
        (packed({"content.xml": "<a/>", "mimetype": "text/plain"}), "no spreadsheet"),
        (packed(PARTS), "damaged"),
        (packed({"xl/workbook.xml": "not xml at all"}), "damaged"),
        (packed(PARTS | {"xl/vbaProject.bin": b"macro"}), "carries macros"),
        (packed(PARTS | {"xl/macrosheets/sheet1.xml": b"<a/>"}), "carries macros"),
        (packed({"mimetype": ODS, "content.xml": "<a/>", "Basic/x.xml": "x"}), "carries macros"),
        (packed(PARTS | {f"xl/{n}.xml": "" for n in range(600)}), "too many parts"),
        (b"PK\x03\x04" + b"\0" * (1024 * 1024), "larger than 1 MB"),
        (
            packed(PARTS | {"xl/workbook.xml": '<!DOCTYPE a [<!ENTITY b "c">]><workbook/>'}),
            "damage",
        ),
        (
            sheet_with('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><worksheet/>'),
            "damaged",
        ),
        (sheet_with('<row r="1"><c r="XFD1048576"><v>1</v></c></row>'), "column 16,384"),
        (sheet_with('<row r="9999999"/><c r="ZZ1"/>'), "row 9,999,999"),
    ],
)
def test_what_is_no_filled_template_is_refused_in_words(content, why):
    assert why in refused(content)


def test_a_bomb_is_refused_before_it_fills_the_memory():
    content = bomb(200 * 1024 * 1024)
    tracemalloc.start()

    why = refused(content)

    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert "unpacks to more" in why
    assert peak < 80 * 1024 * 1024


def test_many_small_bombs_are_one_bomb():
    parts = {f"xl/worksheets/sheet{n}.xml": b" " * 5_000_000 for n in range(10)}

    assert "unpacks to more" in refused(packed(PARTS | parts))


def test_an_archive_that_lies_about_its_sizes_is_refused():
    content = bytearray(bomb(8 * 1024 * 1024))
    true, lie = struct.pack("<I", 8 * 1024 * 1024), struct.pack("<I", 10)

    assert "damaged" in refused(bytes(content.replace(true, lie)))


def test_a_part_that_is_there_twice_is_refused():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("xl/workbook.xml", "<workbook/>")

    assert "damaged" in refused(file.getvalue())


def test_a_locked_part_is_refused():
    content = bytearray(packed(PARTS))
    for place in [found.start() for found in re.finditer(b"PK\x01\x02", bytes(content))]:
        content[place + 8] |= 1  # says that the part is encrypted

    assert "damaged" in refused(bytes(content))


def test_a_packing_that_nobody_knows_is_refused():
    content = bytearray(packed(PARTS))
    for place in [found.start() for found in re.finditer(b"PK\x01\x02", bytes(content))]:
        content[place + 10] = 99

    assert "damaged" in refused(bytes(content))


def test_names_that_lead_out_are_not_followed():
    outside = {"../../etc/passwd": b"x", "/etc/shadow": b"x", "xl/worksheets/../../x.bin": b"x"}

    kept = opened(packed(PARTS | outside)).content

    with zipfile.ZipFile(io.BytesIO(kept)) as archive:
        assert set(archive.namelist()) == set(PARTS)


def test_pictures_and_whatever_else_are_left_out():
    kept = opened(changed(filled(paper(), RIGHT), lambda name, part: part)).content

    with zipfile.ZipFile(io.BytesIO(kept)) as archive:
        assert {name.rpartition(".")[2] for name in archive.namelist()} == {"xml", "rels"}


def test_a_formula_that_hides_behind_other_tags_is_refused_by_sheet():
    def hide(name, part):
        if name != "xl/worksheets/sheet3.xml":
            return part
        return part.replace(b"</sheetData>", b"<x/><f>1+1</f></sheetData>")

    with pytest.raises(FaultsFound) as found:
        read_response(changed(filled(paper(), RIGHT), hide), papers=[paper()])

    [fault] = found.value.faults
    assert (fault.sheet, fault.cell) == ("Answers", "")


def test_a_sheet_that_the_workbook_does_not_name_is_searched_too():
    found = opened(sheet_with('<c r="B2"><f>1+1</f></c>')).formulas

    assert found == (("sheet1.xml", "B2"),)


def test_a_template_passes_every_gate():
    assert opened(response_template(paper())).formulas == ()


ROW = '<table:table-row><table:table-cell office:value-type="string"{more}><text:p>{text}</text:p></table:table-cell></table:table-row>'  # noqa: E501


def ods(tables):
    """Return an ODS file of these tables, each with the XML of its rows."""
    body = "".join(
        f'<table:table table:name="{name}">{rows}</table:table>' for name, rows in tables.items()
    )
    spaces = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
        for short, long in {"office": "office", "table": "table", "text": "text"}.items()
    )
    content = (
        f'<?xml version="1.0"?><office:document-content {spaces}><office:body>'
        f"<office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    )
    return packed({"mimetype": ODS, "content.xml": content, "META-INF/manifest.xml": manifest})


def cells_in_ods(rows):
    """Return rows of texts as ODS writes them."""
    return "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{text}</text:p>'
            "</table:table-cell>"
            if text
            else "<table:table-cell/>"
            for text in row
        )
        + "</table:table-row>"
        for row in rows
    )


def test_a_template_saved_as_ods_is_read():
    asked = paper()
    content = ods(
        {
            "Your bid": cells_in_ods(
                [[""], [""], [""], ["Bidder", "Alderfinch Ltd"], [""], ["Price", "£1,000"]]
            ),
            "Answers": cells_in_ods([[""]] * 4 + [["Q1", "", "", "A rota."], ["SV1", "", "", ""]]),
            "Commitments": cells_in_ods([[""]] * 4 + [["SV1"]] * 10),
            "Tender": cells_in_ods(
                [
                    ["format", "sv-response/1.0"],
                    ["key", asked.key],
                    ["version", asked.version],
                    ["fingerprint", asked.fingerprint],
                ]
            ),
        }
    )

    _, response = read_response(content, papers=[asked])

    assert (response.bidder_name, response.price_pence) == ("Alderfinch Ltd", 100_000)
    assert response.answers == {"Q1": "A rota."}


def test_formulas_of_ods_are_found_by_cell():
    row = ROW.format(more=' table:formula="of:=1+1"', text="2")
    repeated = '<table:table-row table:number-rows-repeated="3"/>'

    found = opened(ods({"Answers": row + repeated + row, "Bid": row})).formulas

    assert found == (("Answers", "A1"), ("Answers", "A5"), ("Bid", "A1"))


def test_repeats_of_ods_that_would_fill_the_memory_are_refused():
    rows = ROW.format(more=' table:number-columns-repeated="900000"', text="x")

    assert "column 900,000" in refused(ods({"Answers": rows}))


@pytest.mark.parametrize("seed", range(60))
def test_a_template_with_bytes_changed_anywhere_never_breaks_the_reader(seed):
    dice = random.Random(seed)
    content = bytearray(filled(paper(), RIGHT))
    for _ in range(dice.choice([1, 3, 30])):
        content[dice.randrange(len(content))] = dice.randrange(256)

    assert said_of(bytes(content))


@pytest.mark.parametrize("seed", range(60))
def test_a_template_whose_xml_is_spoilt_never_breaks_the_reader(seed):
    dice = random.Random(seed)

    def spoil(name, part):
        if dice.random() < 0.6 or not part:
            return part
        place = dice.randrange(len(part))
        spoilt = dice.choice([b"", b"<", b"\0", b"\xff\xfe", b"&#0;", b"<f>1</f>", b"]]>"])
        return part[:place] + spoilt + part[place + dice.randrange(9) :]

    assert said_of(changed(filled(paper(), RIGHT), spoil))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**31), st.sampled_from([0, 1, 5, 100]))
def test_a_file_cut_short_is_refused(seed, keep):
    whole = response_template(paper())
    cut = whole[: min(len(whole) - 1, keep or seed % len(whole))]

    with pytest.raises(FileRefused):
        read_response(cut, papers=[paper()])


@settings(max_examples=100)
@given(st.binary(max_size=2000))
def test_bytes_of_any_kind_are_refused_in_words(content):
    with pytest.raises(FileRefused):
        read_response(b"PK\x03\x04" + content, papers=[paper()])


def test_the_limits_leave_room_for_a_whole_template():
    assert len(filled(paper(), RIGHT)) * 20 < gates.MOST_BYTES
