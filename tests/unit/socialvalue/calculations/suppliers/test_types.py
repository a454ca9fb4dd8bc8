"""What a payments file's own column says that a supplier is."""

import pytest

from socialvalue.calculations.spend.suppliers import Kind, Size
from socialvalue.calculations.suppliers import types
from socialvalue.calculations.suppliers.types import Stated, stated_by, type_heading


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("VCS", Stated("kind", "vcse")),
        ("Voluntary & Community", Stated("kind", "vcse")),
        ("Public Sector", Stated("kind", "public_body")),
        ("Defra NDPB", Stated("kind", "public_body")),
        ("LARGE", Stated("size", "large")),
        ("Small business", Stated("size", "small")),
        ("INDV", Stated("is_individual", "yes")),
        ("SME", None),
        ("Trade Creditors", None),
        ("", None),
    ],
)
def test_words_of_files_say_what_a_supplier_is(text, stated):
    assert stated_by(text) == stated


def test_every_value_is_one_that_there_is():
    values = {"kind": set(Kind), "size": set(Size), "is_individual": {"yes"}}

    assert all(stated.value in values[stated.fact] for _, stated in types._patterns())


@pytest.mark.parametrize(
    ("headings", "found"),
    [
        (["Supplier", "SME", "Supplier Type"], "Supplier Type"),
        (["SUPPLIER_OBS_TYPE"], "SUPPLIER_OBS_TYPE"),
        (["Supplier", "SME?"], "SME?"),
        (["Supplier", "Expense type", "Type"], ""),
        ([], ""),
    ],
)
def test_the_column_is_recognised_by_its_heading(headings, found):
    assert type_heading(headings) == found
