"""A number comes out of the database as it went in."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, models
from hypothesis import given
from hypothesis import strategies as st

from procurement.tenders.models import ScaleLevel
from socialvalue.core.fields import ExactDecimalField

FIELD = ExactDecimalField()
POINTS = ScaleLevel._meta.get_field("points")
decimals = st.decimals(
    allow_nan=False, allow_infinity=False, places=None, min_value=-(10**20), max_value=10**20
).filter(lambda number: number.as_tuple().exponent >= -50)  # more digits than 78 are refused


@pytest.mark.parametrize(
    ("given", "stored"),
    [
        (Decimal("33.3333333333333333"), "33.3333333333333333"),
        (Decimal("1E+2"), "100"),
        (Decimal("0.10"), "0.10"),
        ("12.50", "12.50"),
        (7, "7"),
        (None, None),
    ],
)
def test_what_is_stored_has_every_place_and_no_exponent(given, stored):
    assert FIELD.get_prep_value(given) == stored


@given(decimals)
def test_a_number_comes_back_as_it_went_in(number):
    stored = FIELD.get_prep_value(number)

    assert FIELD.from_db_value(stored, None, connection) == number
    assert FIELD.from_db_value(stored, None, connection).as_tuple().exponent == min(
        number.as_tuple().exponent, 0
    )


def test_nothing_comes_back_as_nothing():
    assert FIELD.from_db_value(None, None, connection) is None


@pytest.mark.parametrize("given", ["1e2", "1_000", "１２", "", " 1", "NaN", "Infinity", 0.1, True])
def test_what_is_no_exact_decimal_is_refused(given):
    with pytest.raises(ValidationError):
        FIELD.to_python(given)


@pytest.mark.parametrize("number", [Decimal("NaN"), Decimal("Infinity"), Decimal("-Infinity")])
def test_what_is_no_number_is_refused(number):
    with pytest.raises(ValidationError, match="not a number"):
        FIELD.to_python(number)


@pytest.mark.parametrize(
    "number",
    [
        Decimal("1E+999999"),
        Decimal("1E-999999"),
        Decimal(10) ** 78,
        "0." + "3" * 78,
        -(10**78),
        "1" * 40 + "." + "3" * 39,
    ],
)
def test_what_is_too_long_is_refused_and_not_cut(number):
    with pytest.raises(ValidationError, match="more than 78 digits"):
        FIELD.to_python(number)


@pytest.mark.parametrize(
    "number",
    [-(Decimal(10) ** 77), Decimal("-0." + "3" * 77), Decimal("-" + "9" * 39 + "." + "9" * 39)],
)
def test_the_longest_numbers_fit_their_column(number):
    assert len(FIELD.get_prep_value(number)) <= FIELD.max_length


@pytest.mark.parametrize("lookup", ["gt", "lt", "gte", "lte", "range", "contains", "startswith"])
def test_comparisons_of_text_are_refused(lookup):
    with pytest.raises(TypeError, match="do the sum in Python"):
        POINTS.get_lookup(lookup)


@pytest.mark.parametrize("lookup", ["exact", "in", "isnull"])
def test_equality_is_of_the_text(lookup):
    assert POINTS.get_lookup(lookup).lookup_name == lookup


def test_the_column_is_text_on_every_database():
    assert FIELD.get_internal_type() == "CharField"
    assert FIELD.db_parameters(connection) == {
        "type": "varchar(80)", "check": None, "collation": None,
    }  # fmt: skip


def test_a_migration_can_write_the_field_down():
    name, path, positional, keywords = ExactDecimalField(null=True, max_length=40).deconstruct()

    assert (name, path, positional) == (None, "socialvalue.core.fields.ExactDecimalField", [])
    assert keywords == {"null": True, "max_length": 40}


def test_a_default_may_be_text():
    class Weighed(models.Model):
        weight = ExactDecimalField(default="10")

        class Meta:
            app_label = "tests"

        def __str__(self):
            return str(self.weight)

    assert Weighed._meta.get_field("weight").to_python(Weighed().weight) == Decimal(10)
