import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialvalue.calculations.postcode_table import (
    NOT_TOLD,
    ColumnNotHeld,
    GrowingColumn,
    NotATable,
    authority_of_each,
    completed,
    table_of,
)

POSTCODES = st.from_regex(r"\A[A-Z]{1,2}[0-9][A-Z0-9]? [0-9][A-Z]{2}\Z")


def test_find_worked_example():
    table = table_of(
        ["PR1 2RL", "M2 5DB", "GY1 1AA"],
        {"lad": ["E07000123", "E08000003", ""], "doterm": ["", "202001", ""]},
    )

    assert len(table) == 3
    assert table.find(["M2 5DB", "PR1 2RL", "ZZ1 1ZZ", "GY1 1AA", "M2 5DB"], column="lad") == {
        "M2 5DB": "E08000003",
        "PR1 2RL": "E07000123",
        "ZZ1 1ZZ": None,
        "GY1 1AA": None,
    }
    assert table.find(["M2 5DB", "PR1 2RL"], column="doterm") == {
        "M2 5DB": "202001",
        "PR1 2RL": None,
    }


@pytest.mark.parametrize("code", ["", " ", "PR1 2RLX", "PR1 2RLXX", "PR١ 2RL", "\x00"])
def test_find_does_not_find_what_cannot_be_a_postcode(code):
    table = table_of(["PR1 2RL", "PR12 2RL"], {"lad": ["E07000123", "E07000123"]})

    assert table.find([code], column="lad") == {code: None}


def test_find_in_an_empty_table():
    assert table_of([], {"lad": []}).find(["PR1 2RL"], column="lad") == {"PR1 2RL": None}


def test_find_refuses_a_column_that_the_source_did_not_give():
    table = table_of(["PR1 2RL"], {"lad": ["E07000123"], "doterm": [""]})

    with pytest.raises(ColumnNotHeld, match="lsoa21: this table has only doterm, lad"):
        table.find(["PR1 2RL"], column="lsoa21")


@pytest.mark.parametrize(
    ("postcodes", "codes", "words"),
    [
        (["PR1 2RL"], [], "lad: 0 codes for 1 postcodes"),
        (["PR1 2RL", "PR12RL"], ["a", "b"], "PR12RL is given more than once"),
        (["PR1 2RLXX"], ["a"], "'PR1 2RLXX' is not a postcode"),
        (["PR1 2RL", "Pré 1AA"], ["a", "b"], "'Pré 1AA' is not a postcode"),
        ([""], ["a"], "'' is not a postcode"),
    ],
)
def test_table_of_refuses(postcodes, codes, words):
    with pytest.raises(NotATable, match=re.escape(words)):
        table_of(postcodes, {"lad": codes})


def test_find_each_tells_every_column_at_once():
    table = table_of(
        ["PR1 2RL", "M2 5DB"], {"lad": ["E07000123", "E08000003"], "doterm": ["", "202001"]}
    )

    assert table.find_each(["M2 5DB", "ZZ1 1ZZ", "PR1 2RL"], columns=["doterm", "ward", "lad"]) == {
        "M2 5DB": ("202001", None, "E08000003"),
        "ZZ1 1ZZ": None,
        "PR1 2RL": (None, None, "E07000123"),
    }


def test_growing_column_joins_its_parts():
    grown = GrowingColumn()
    grown.add(["E07000123", ""], np.array([0, 1, 0]))
    grown.add(["E08000003", "E07000123"], np.array([1, 0]))

    column = grown.finished()

    assert column.values == ("", "E07000123", "E08000003")
    assert column.positions.tolist() == [1, 0, 1, 1, 2]
    assert column.positions.dtype == np.uint16


def test_growing_column_without_parts_is_empty():
    column = GrowingColumn().finished()

    assert (column.values, column.positions.tolist()) == (("",), [])


def test_completed_takes_only_what_is_missing_from_the_other():
    table = table_of(["PR1 2RL"], {"lad": ["E07000123"], "doterm": [""]})
    others = table_of(
        ["BT1 5GS", "PR1 2RL"], {"lad": ["N09000003", "E06000999"], "ward": ["a", "b"]}
    )

    whole = completed(table, others=others)

    assert whole.find_each(["BT1 5GS", "PR1 2RL"], columns=["lad", "doterm"]) == {
        "BT1 5GS": ("N09000003", NOT_TOLD),
        "PR1 2RL": ("E07000123", None),
    }
    assert set(whole.columns) == {"lad", "doterm"}


@given(
    st.dictionaries(POSTCODES, st.sampled_from("AB")),
    st.dictionaries(POSTCODES, st.sampled_from("CD")),
)
def test_completed_is_what_dictionaries_give(first, second):
    first, second = (
        {code.replace(" ", ""): value for code, value in given.items()} for given in (first, second)
    )
    tables = [table_of(list(given), {"lad": list(given.values())}) for given in (first, second)]

    whole = completed(tables[0], others=tables[1])

    assert whole.find(second | first, column="lad") == second | first
    assert len(whole) == len(second | first)


def test_authority_of_each_is_where_most_of_its_postcodes_lie():
    postcodes = ["PR1 1AA", "PR1 1AB", "PR1 1AD", "PR2 1AA", "PR2 1AB", "PR3 1AA", "PR4 1AA"]
    table = table_of(
        postcodes,
        {
            "lad": ["E1", "E1", "E2", "E3", "E2", "", "E1"],
            "lsoa21": ["a", "a", "a", "b", "b", "c", ""],
        },
    )

    # a: two of three in E1; b: one each, so the first code; c: in no authority that is known
    assert authority_of_each(table, column="lsoa21") == {"a": "E1", "b": "E2"}


def test_authority_of_each_refuses_a_column_that_is_not_held():
    table = table_of(["PR1 2RL"], {"lad": ["E07000123"]})

    with pytest.raises(ColumnNotHeld, match="lsoa21: this table has only lad"):
        authority_of_each(table, column="lsoa21")


@given(st.dictionaries(POSTCODES, st.sampled_from(["", "A", "B", "C"])), st.lists(POSTCODES))
def test_find_is_what_a_dictionary_finds(authorities, others):
    unspaced = {code.replace(" ", ""): value for code, value in authorities.items()}
    table = table_of(list(unspaced), {"lad": list(unspaced.values())})
    sought = [*authorities, *others]

    found = table.find(sought, column="lad")

    assert found == {code: unspaced.get(code.replace(" ", "")) or None for code in sought}


def test_column_of_few_codes_is_kept_in_two_bytes_and_of_many_in_four():
    letters = "ABDEFGHJLNPQRSTUWXYZ"
    postcodes = [
        f"{a}{n} {d}{b}{c}"
        for a in letters
        for n in "123456789"
        for d in "0123456789"
        for b in letters
        for c in letters[:2]
    ]
    few = ["E07000123"] * len(postcodes)

    table = table_of(postcodes, {"lad": few, "own": postcodes})

    assert table.columns["lad"].positions.dtype == np.uint16
    assert table.columns["own"].positions.dtype == np.uint32
    assert table.find(["Z9 9ZB"], column="own") == {"Z9 9ZB": "Z9 9ZB"}
