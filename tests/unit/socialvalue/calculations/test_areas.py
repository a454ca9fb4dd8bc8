import csv
import datetime as dt
import gzip
import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import socialvalue
from socialvalue.calculations import areas
from socialvalue.calculations.areas import AreaRow, CodesGoRound, Kind
from socialvalue.calculations.place_files import PlaceFileFault, read_sources
from tests.shared_data import SHARED_DATA, needs_shared_data

DATA = Path(socialvalue.__file__).parent / "places" / "data"
HEADINGS = "code,name,nation,region,latitude,longitude,valid_from,valid_to,now"
PRESTON = "E07000123,Preston,E92000001,E12000002,53.8300,-2.7200,,,"
CUMBERLAND = "E06000063,Cumberland,E92000001,E12000002,54.7274,-3.1230,2023-04-01,,"
CARLISLE = "E07000028,Carlisle,E92000001,E12000002,,,,2023-03-31,E06000063"
AREA_HEADINGS = "code,kind,name,authorities,valid_from,note"


def authorities(*lines):
    return areas.read_authorities("\n".join([HEADINGS, *lines]), file="authorities.csv")


def read_areas(*lines):
    return areas.read_areas(
        "\n".join([AREA_HEADINGS, *lines]),
        file="areas.csv",
        authorities=authorities(PRESTON, CUMBERLAND, CARLISLE),
    )


def test_read_authorities_worked_example():
    rows = authorities("# a comment", "", PRESTON, CUMBERLAND, CARLISLE)

    assert rows == [
        AreaRow(
            "E07000123",
            "Preston",
            Kind.AUTHORITY,
            ("E07000123",),
            "E92000001",
            "E12000002",
            53.83,
            -2.72,
        ),
        AreaRow(
            "E06000063",
            "Cumberland",
            Kind.AUTHORITY,
            ("E06000063",),
            "E92000001",
            "E12000002",
            54.7274,
            -3.123,
            valid_from=dt.date(2023, 4, 1),
        ),
        AreaRow(
            "E07000028",
            "Carlisle",
            Kind.AUTHORITY,
            ("E07000028",),
            "E92000001",
            "E12000002",
            valid_to=dt.date(2023, 3, 31),
            now="E06000063",
        ),
    ]


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ([PRESTON.replace("E07000123", "Preston")], "line 2: 'Preston' is not the code of an area"),
        ([PRESTON.replace("Preston", " ")], "line 2: the area has no name"),
        ([PRESTON + ","], "line 2: 10 columns, where 9 are expected"),
        ([PRESTON.replace("53.8300", "")], "line 2: the latitude '' is not a number"),
        ([PRESTON.replace("53.8300", "93.83")], "line 2: the latitude 93.83 is not on the globe"),
        ([PRESTON.replace("-2.7200", "nan")], "line 2: the longitude nan is not on the globe"),
        (
            ["# a comment", CUMBERLAND.replace("2023-04-01", "1 April")],
            "line 3: '1 April' is not a day such as 2023-04-01",
        ),
        ([PRESTON, PRESTON], ": given more than once: E07000123"),
        ([PRESTON, CARLISLE], ": E07000028 leads to E06000063, which is not in the file"),
        ([CARLISLE.replace("E06000063", "E07000028")], ": E07000028 leads back to itself"),
    ],
)
def test_read_authorities_refuses_with_the_line(lines, words):
    with pytest.raises(PlaceFileFault, match=re.escape(words)):
        authorities(*lines)


def test_read_authorities_refuses_other_headings():
    with pytest.raises(PlaceFileFault, match=re.escape("authorities.csv, line 2: the headings")):
        areas.read_authorities("# a comment\nLADCD,LADNM", file="authorities.csv")


def test_read_areas_worked_example():
    rows = read_areas(
        "E12000002,region,North West,E07000123 E06000063,,",
        "lieutenancy-cumbria,lieutenancy,Cumbria,E06000063,2023-04-01,Half of it.",
        "L99999999,outside_uk,Channel Islands,,,",
    )

    assert rows == [
        AreaRow("E12000002", "North West", Kind.REGION, ("E06000063", "E07000123")),
        AreaRow(
            "lieutenancy-cumbria",
            "Cumbria",
            Kind.LIEUTENANCY,
            ("E06000063",),
            valid_from=dt.date(2023, 4, 1),
            note="Half of it.",
        ),
        AreaRow("L99999999", "Channel Islands", Kind.OUTSIDE_UK),
    ]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("E12000002,region,North West,E07000028,,", "line 2: not an authority of today: E07000028"),
        ("E12000002,parish,North West,E07000123,,", "line 2: 'parish' is not a kind of area"),
        ("Lancs,county,Lancashire,E07000123,,", "line 2: 'Lancs' is not the code of an area"),
    ],
)
def test_read_areas_refuses_with_the_line(line, words):
    with pytest.raises(PlaceFileFault, match=re.escape(f"areas.csv, {words}")):
        read_areas(line)


def test_read_areas_refuses_a_code_given_twice():
    line = "E12000002,region,North West,E07000123,,"

    with pytest.raises(PlaceFileFault, match="given more than once: E12000002"):
        read_areas(line, line)


def test_read_sources_keeps_sources_licence_and_date_only():
    text = "# Areas.\n# Source: ONS.\n# Licence: OGL.\n# Date: 2026-06-01\n# Other: no\ncode,name"

    assert read_sources(text) == "Source: ONS.\nLicence: OGL.\nDate: 2026-06-01"


def test_active_code_follows_every_change():
    successors = {"E07000190": "E07000246", "E07000246": "E06000066"}

    found = {
        code: areas.active_code(code, successors=successors)
        for code in ("E07000190", "E07000246", "E06000066", "unknown")
    }

    assert found == {
        "E07000190": "E06000066",
        "E07000246": "E06000066",
        "E06000066": "E06000066",
        "unknown": "unknown",
    }


def test_active_code_refuses_a_circle():
    with pytest.raises(CodesGoRound, match="A leads back to itself"):
        areas.active_code("A", successors={"A": "B", "B": "A"})


def test_wider_gives_the_nearest_in_size_first():
    around = {
        "same": frozenset("ab"),
        "nation": frozenset("abcdef"),
        "icb": frozenset("abc"),
        "county": frozenset("abd"),
        "elsewhere": frozenset("aef"),
        "z": frozenset("abc"),
    }
    order = {"same": 0, "county": 0, "elsewhere": 0, "icb": 1, "z": 1, "nation": 2}

    assert areas.wider(frozenset("ab"), areas=around, order=order) == [
        "county",
        "icb",
        "z",
        "nation",
    ]


@given(st.dictionaries(st.text("abcdef", min_size=1), st.frozensets(st.sampled_from("abcdef"))))
def test_wider_areas_always_hold_the_inner_and_more(around):
    inner = frozenset("ab")

    found = areas.wider(inner, areas=around, order=dict.fromkeys(around, 0))

    assert set(found) == {code for code, codes in around.items() if inner < codes}


# --- The files that the product ships ---------------------------------------------------------


@pytest.fixture(scope="module")
def shipped():
    rows = areas.read_authorities((DATA / "authorities.csv").read_text(), file="authorities.csv")
    around = areas.read_areas((DATA / "areas.csv").read_text(), file="areas.csv", authorities=rows)
    return rows, {area.code: area for area in around}


def test_shipped_authorities_are_those_of_the_united_kingdom(shipped):
    rows, _ = shipped
    today = [row for row in rows if not row.now]

    assert Counter(row.nation for row in today) == {
        "E92000001": 296,
        "N92000002": 11,
        "S92000003": 32,
        "W92000004": 22,
    }


def test_shipped_areas_of_one_kind_do_not_overlap(shipped):
    _, around = shipped
    for kind in Kind:
        codes = [code for area in around.values() if area.kind == kind for code in area.authorities]

        assert len(codes) == len(set(codes)), kind


def test_shipped_nations_and_regions_cover_their_authorities(shipped):
    rows, around = shipped
    today = [row for row in rows if not row.now]

    for level in ("nation", "region"):
        for code in {getattr(row, level) for row in today} - {""}:
            expected = sorted(row.code for row in today if getattr(row, level) == code)
            assert list(around[code].authorities) == expected


def test_shipped_cheshire_and_merseyside_is_nine_authorities(shipped):
    rows, around = shipped
    names = {row.code: row.name for row in rows}

    assert sorted(names[code] for code in around["E54000008"].authorities) == [
        "Cheshire East",
        "Cheshire West and Chester",
        "Halton",
        "Knowsley",
        "Liverpool",
        "Sefton",
        "St Helens",
        "Warrington",
        "Wirral",
    ]


def test_shipped_lancashire_says_which_lancashire_is_meant(shipped):
    _, around = shipped
    county, ceremonial = around["E10000017"], around["lieutenancy-lancashire"]

    # 12 districts of the county council; the ceremonial county has Blackburn and Blackpool too
    assert len(county.authorities) == 12
    assert set(ceremonial.authorities) - set(county.authorities) == {"E06000008", "E06000009"}


def test_shipped_integrated_care_system_that_cuts_an_authority_says_so(shipped):
    _, around = shipped

    assert around["E54000022"].note == (
        "East Suffolk is left out: only 72 of its 145 small areas are in this system."
    )
    assert "E07000244" not in around["E54000022"].authorities


@needs_shared_data
def test_shipped_integrated_care_systems_are_those_of_the_published_small_areas(shipped):
    rows, around = shipped
    successors = {row.code: row.now for row in rows if row.now}
    district = {
        row["lsoa21_code"]: areas.active_code(row["ltla22_code"], successors=successors)
        for row in _published("lsoa11_lsoa21_ltla22.csv.gz")
    }
    shared = Counter(
        (row["icb24_code"], district[row["lsoa21_code"]])
        for row in _published("lsoa21_icb24.csv.gz")
    )
    whole = Counter(code for code in district.values())

    # A district counts whole where nine tenths of its small areas lie, and else in none
    expected = {code: set() for code, _ in shared}
    cut = Counter()
    for (icb, code), number in shared.items():
        if number * 10 >= whole[code] * 9:
            expected[icb].add(code)
        cut[icb] += number < whole[code]
    found = {code: area for code, area in around.items() if area.kind == Kind.ICB}
    assert {code: set(area.authorities) for code, area in found.items()} == expected
    # And each cut is said: "71 of its 82 small areas are in this system."
    assert {code: area.note.count("small areas are in this") for code, area in found.items()} == {
        code: cut[code] for code in found
    }


def _published(name):
    with gzip.open(SHARED_DATA / "geo" / name, "rt", newline="") as file:
        return list(csv.DictReader(file))


def test_shipped_files_name_source_licence_and_date():
    for name in ("authorities.csv", "areas.csv"):
        said = read_sources((DATA / name).read_text()).splitlines()

        assert {line.split(":")[0] for line in said} == {"Source", "Licence", "Date"}, name
