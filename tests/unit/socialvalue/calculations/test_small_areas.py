import pytest

from socialvalue.calculations.small_areas import KIND_WORDS, SmallKind, names_in, small_kind


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("LSOA21CD", (SmallKind.LSOA21, True)),
        ("LSOA21NM", (SmallKind.LSOA21, False)),
        ("lsoa11_code", (SmallKind.LSOA11, True)),
        ("lsoa11_name", (SmallKind.LSOA11, False)),
        (" LSOA code (2021) ", (SmallKind.LSOA21, True)),
        ("LSOA name (2011)", (SmallKind.LSOA11, False)),
        ("MSOA21CD", (SmallKind.MSOA21, True)),
        ("msoa11nm", (SmallKind.MSOA11, False)),
        ("WD25CD", (SmallKind.WARD, True)),
        ("wd25nm", (SmallKind.WARD, False)),
        ("ward_code", (SmallKind.WARD, True)),
        ("LSOA01CD", None),  # drawn by another census
        ("LSOA code (2001)", None),
        ("lsoacd", None),  # does not say by which census
        ("LSOA21NMW", None),  # the name in Welsh
        ("LAD25CD", None),
        ("", None),
        (None, None),
        (12.5, None),
    ],
)
def test_small_kind_of_headings(heading, kind):
    assert small_kind(heading) == kind


def test_every_kind_has_its_words():
    assert set(KIND_WORDS) == set(SmallKind)


def test_names_in_a_table_of_two_censuses():
    rows = [
        ["Lookup", "of small areas"],
        ["lsoa11_name", "lsoa11_code", "change", "lsoa21_name", "lsoa21_code"],
        ["Halton 001A", "E01012367", "U", "Halton 001A", "E01012367"],
        ["Halton 001B", "E01012368", "S", "Halton 001F", "E01034000"],
        ["Halton 001B", "E01012368", "S", " Halton 001G ", "E01034001"],
        ["", "", "", "Nameless", ""],
        ["Short"],
    ]

    assert names_in(rows) == {
        SmallKind.LSOA11: {"E01012367": "Halton 001A", "E01012368": "Halton 001B"},
        SmallKind.LSOA21: {
            "E01012367": "Halton 001A",
            "E01034000": "Halton 001F",
            "E01034001": "Halton 001G",
        },
    }


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [["WD25CD", "LAD25CD"], ["E05000001", "E07000123"]],
        [["a"]] * 20 + [["WD25CD", "WD25NM"], ["E05000001", "Ashton"]],
    ],
)
def test_names_in_a_table_without_them(rows):
    assert names_in(rows) == {}
