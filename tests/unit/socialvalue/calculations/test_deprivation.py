import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import socialvalue
from socialvalue.calculations import deprivation
from socialvalue.calculations.deprivation import (
    Deciles,
    KnownIndex,
    NotADeprivationFile,
    WrongVintage,
)
from socialvalue.calculations.place_files import PlaceFileFault

SHIPPED = Path(socialvalue.__file__).parent / "places" / "data" / "deprivation_indices.csv"
HEADINGS = "code,name,nation,lsoa_vintage,areas,source"
IMD2019 = "imd2019,English IMD 2019,E92000001,2011,32844,https://www.gov.uk/"
DECILE = "Index of Multiple Deprivation (IMD) Decile (where 1 is most deprived 10% of LSOAs)"
FILE_7 = [
    ["LSOA code (2021)", "LSOA name (2021)", "Local Authority District code (2024)", DECILE],
    ["E01000001", "City of London 001A", "E09000001", "8"],
    ["E01000002", "City of London 001B", "E09000001", "10"],
]


def read(rows):
    return deprivation.read_deciles([("file.csv", iter(rows))])


def test_read_indices_worked_example():
    assert deprivation.read_indices(f"# Source\n{HEADINGS}\n{IMD2019}\n", file="a.csv") == {
        "imd2019": KnownIndex(
            code="imd2019",
            name="English IMD 2019",
            nation="E92000001",
            lsoa_vintage=2011,
            areas=32_844,
            source="https://www.gov.uk/",
        )
    }


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ([IMD2019, IMD2019], "a.csv, line 3: imd2019 is given more than once"),
        ([IMD2019.replace("2011", "2001")], "a.csv, line 2: '2001' is not a census of LSOAs"),
        ([IMD2019.replace("32844", "all")], "a.csv, line 2: 'all' is not a number of areas"),
        ([IMD2019 + ",x"], "a.csv, line 2: 7 columns, where 6 are expected"),
    ],
)
def test_read_indices_refuses_with_the_line(lines, words):
    with pytest.raises(PlaceFileFault, match=re.escape(words)):
        deprivation.read_indices("\n".join([HEADINGS, *lines]), file="a.csv")


def test_shipped_indices_join_the_small_areas_of_their_census():
    found = deprivation.read_indices(SHIPPED.read_text(), file=SHIPPED.name)

    assert {code: (index.lsoa_vintage, index.areas) for code, index in found.items()} == {
        "imd2015": (2011, 32_844),
        "imd2019": (2011, 32_844),
        "imd2025": (2021, 33_755),
    }


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("File_7_-_All_IoD2019_Scores__Ranks__Deciles_3.csv", "imd2019"),
        ("imd2025_england_lsoa21.csv.gz", "imd2025"),
        ("File_1_IoD 2025 Index.xlsx", "imd2025"),
        ("File_7.csv", ""),
        ("random2019.csv", ""),
    ],
)
def test_index_named_in_a_file_name(name, code):
    assert deprivation.index_named_in(name) == code


def test_read_deciles_of_the_official_file_7():
    assert read(FILE_7) == Deciles(2021, {"E01000001": 8, "E01000002": 10})


def test_read_deciles_of_a_plain_table():
    rows = [["lsoa11_code", "IMD_decile", "IMD_rank"], ["E01000001", "9", "29199"]]

    assert read(rows) == Deciles(2011, {"E01000001": 9})


def test_read_deciles_of_a_workbook_is_of_the_first_sheet_that_has_them():
    notes = [["Notes"], ["This workbook"]]
    sheet = [["English indices"], [], FILE_7[0], ["E01000001", "a", "b", 8.0], ["", "", "", ""], []]

    found = deprivation.read_deciles([("Notes", iter(notes)), ("IMD25", iter(sheet))])

    assert found == Deciles(2021, {"E01000001": 8})


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([], "has no columns such as LSOA code (2021) and Index of Multiple Deprivation"),
        ([["LSOA code (2021)", "IMD_rank"]], "has no columns such as LSOA code (2021)"),
        ([["LSOA code (2001)", "IMD_decile"]], "has no columns such as LSOA code (2021)"),
        ([["MSOA21CD", "IMD_decile"]], "has no columns such as LSOA code (2021)"),
        ([["LSOA21NM", "IMD_decile"]], "has no columns such as LSOA code (2021)"),
        ([[]] * 20 + FILE_7, "has no columns such as LSOA code (2021)"),
        ([["lsoa11_code", "lsoa21_code", "IMD_decile"]], "small areas (LSOA) of 2011 and of 2021"),
        (
            [FILE_7[0], ["W01000001", "", "", "1"]],
            "file.csv, row 2: 'W01000001' is not a small area (LSOA) of England; the indices of",
        ),
        ([*FILE_7, FILE_7[1]], "file.csv, row 4: E01000001 is given more than once"),
        ([FILE_7[0], ["E01000001", "", "", "11"]], "row 2: '11' is not a decile from 1 to 10"),
        ([FILE_7[0], ["E01000001", "", "", "0"]], "row 2: '0' is not a decile from 1 to 10"),
        ([FILE_7[0], ["E01000001", "", "", 8.5]], "row 2: '8.5' is not a decile from 1 to 10"),
        ([FILE_7[0], ["E01000001"]], "row 2: '' is not a decile from 1 to 10"),
        ([[DECILE, "lsoa21_code"], ["1"]], "row 2: '' is not a small area (LSOA) of England"),
    ],
)
def test_read_deciles_refuses_with_the_row(rows, words):
    with pytest.raises(NotADeprivationFile, match=re.escape(words)):
        read(rows)


@given(
    st.dictionaries(st.from_regex(r"\AE01[0-9]{6}\Z"), st.integers(1, 10), min_size=1, max_size=30)
)
def test_read_deciles_is_what_the_rows_say(deciles):
    rows = [["lsoa21_code", "IMD_decile"], *([code, str(d)] for code, d in deciles.items())]

    assert read(rows).deciles == deciles


def test_index_never_joins_small_areas_of_another_census():
    deprivation.refuse_other_vintage("imd2025", joins=2021, vintage=2021)

    with pytest.raises(
        WrongVintage,
        match=re.escape(
            "imd2025 joins the small areas (LSOA) of 2021, and these are of 2011: "
            "the two are never mixed"
        ),
    ):
        deprivation.refuse_other_vintage("imd2025", joins=2021, vintage=2011)
