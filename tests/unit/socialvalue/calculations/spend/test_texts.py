"""Distinct texts of many arrays: united in order, however many are united at a time."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialvalue.calculations.spend import texts

distinct = st.lists(st.text(max_size=3), max_size=6, unique=True)


@given(arrays=st.lists(distinct, max_size=9), at_once=st.integers(1, 4))
def test_each_text_of_each_array_is_found_by_its_code(arrays, at_once):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(texts, "AT_ONCE", at_once)

        found, codes = texts.united(map(texts.array_of, arrays))

    assert found.to_pylist() == sorted({text for each in arrays for text in each})
    assert [[found[code].as_py() for code in of.tolist()] for of in codes] == arrays


def test_united_by_hand():
    found, codes = texts.united([texts.array_of(["Beta", ""]), texts.array_of(["Älpha", "Beta"])])

    # in the order of code points: Ä comes after every ASCII letter
    assert found.to_pylist() == ["", "Beta", "Älpha"]
    assert [of.tolist() for of in codes] == [[1, 0], [2, 1]]


def test_texts_that_no_row_has_are_left_out():
    found, codes = texts.those_used(texts.array_of(["b", "not used", "a"]), np.array([0, 2, 0]))

    assert (found.to_pylist(), codes.tolist()) == (["a", "b"], [1, 0, 1])
