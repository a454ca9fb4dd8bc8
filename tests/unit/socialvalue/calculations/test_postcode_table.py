import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialvalue.calculations.postcode_table import ColumnNotHeld, NotATable, table_of

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
