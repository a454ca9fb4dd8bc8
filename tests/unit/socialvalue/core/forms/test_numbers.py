"""Numbers are read exactly as they were typed, or refused with a sentence that says what to do."""

from decimal import Decimal as D

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from socialvalue.core.forms import (
    ExactDecimalField,
    Form,
    MoneyField,
    PercentageField,
    WholeNumberField,
)
from socialvalue.core.forms.numbers import NumberField


def message_of(field, typed):
    """Return the one message with which the field refuses what was typed."""
    with pytest.raises(ValidationError) as refused:
        field.clean(typed)
    [message] = refused.value.messages
    return message


@pytest.mark.parametrize(
    ("typed", "pence"),
    [
        ("0", 0),
        ("1250", 125000),
        ("1,250.50", 125050),
        ("£1,250.5", 125050),
        ("720 000", 72000000),
        ("£1\u00a0720\u202f000.50", 172000050),
        (" £ 1250".replace("£ ", "£"), 125000),
        ("0.07", 7),
        ("999999999999999.99", 99999999999999999),
        ("", None),
        (None, None),
    ],
)
def test_money_is_read_as_pence(typed, pence):
    assert MoneyField(label="Value", required=False).clean(typed) == pence


@pytest.mark.parametrize(
    "typed",
    [
        "1e5",
        "12,50",
        "1,2500",
        "£",
        "£-5",
        "--5",
        "1.",
        ".5",
        "１２",
        "1 25",
        "1 250,000",
        "1  250",
        "1.5m",
        "5 £",
        "1,00,000",
    ],
)
def test_money_that_is_not_plain_is_refused(typed):
    message = message_of(MoneyField(label="Contract value"), typed)

    assert message == "Contract value must be an amount in pounds, like 1250 or 1,250.50"


def test_money_with_parts_of_a_penny_is_refused():
    message = message_of(MoneyField(label="Contract value"), "1.005")

    assert message == "Contract value must be in pounds and pence, like 1,250.50"


def test_money_below_nought_is_refused():
    assert message_of(MoneyField(label="Value"), "-1") == "Value must be £0 or more"


def test_money_below_nought_is_taken_where_it_may_be():
    assert MoneyField(label="Refund", smallest=-1000).clean("-£10") == -1000
    assert message_of(MoneyField(label="Refund", smallest=-1000), "-10.01") == (
        "Refund must be -£10 or more"
    )


def test_money_that_would_not_fit_is_refused():
    assert message_of(MoneyField(label="Value"), "1000000000000000") == (
        "Value must be £999,999,999,999,999.99 or less"
    )
    assert message_of(MoneyField(label="Value"), "9" * 61) == (
        "Value must be an amount in pounds, like 1250 or 1,250.50"
    )


@given(st.integers(-(10**14), 10**14))
def test_money_shown_is_read_back_to_the_penny(pence):
    field = MoneyField(label="Value", smallest=-(10**14))

    assert field.clean(field.prepare_value(pence)) == pence


def test_money_that_was_typed_stays_as_it_was_typed():
    assert MoneyField(label="Value").prepare_value("12x") == "12x"


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("15", D("15")),
        ("-5.50", D("-5.50")),
        ("1,000.125", D("1000.125")),
        ("1 000", D("1000")),
        ("", None),
    ],
)
def test_decimal_keeps_its_places(typed, number):
    cleaned = ExactDecimalField(label="Weight", required=False).clean(typed)

    assert str(cleaned) == str(number)


@given(
    st.decimals(
        allow_nan=False, allow_infinity=False, places=30, min_value=-(10**20), max_value=10**20
    )
)
def test_decimal_shown_is_read_back_exactly(number):
    field = ExactDecimalField(label="Weight")

    assert field.clean(field.prepare_value(number)).as_tuple() == number.as_tuple()


@pytest.mark.parametrize(
    "typed", ["1e2", "1_000", "１５", "NaN", "Infinity", "+1", "1.", "1/3", "0x1", "9" * 61]
)
def test_decimal_that_is_not_plain_is_refused(typed):
    assert message_of(ExactDecimalField(label="Weight"), typed) == (
        "Weight must be a number, like 12.5"
    )


@pytest.mark.parametrize(
    ("places", "message"),
    [
        (0, "Weight must have no decimal places. This has 3"),
        (1, "Weight must have 1 decimal place or none. This has 3"),
        (2, "Weight must have 2 decimal places or fewer. This has 3"),
    ],
)
def test_decimal_with_too_many_places_says_how_many_it_may_have(places, message):
    assert message_of(ExactDecimalField(label="Weight", max_places=places), "1.000") == message


def test_decimal_with_as_many_places_as_it_may_have_is_taken():
    assert ExactDecimalField(label="Weight", max_places=3).clean("1.000") == D("1.000")


@pytest.mark.parametrize("typed", ["12.5", "12.5%", "12.5 %"])
def test_percentage_may_have_its_sign(typed):
    assert PercentageField(label="Weight").clean(typed) == D("12.5")


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("-0.1", "Weight must be 0 or more"),
        ("100.01", "Weight must be 100 or less"),
        ("5%%", "Weight must be a number, like 12.5"),
        ("", "Enter weight"),
    ],
)
def test_percentage_outside_its_limits_is_refused(typed, message):
    assert message_of(PercentageField(label="Weight"), typed) == message


@pytest.mark.parametrize(
    ("typed", "number"), [("15", 15), ("1,500", 1500), ("1 500", 1500), ("-3", -3), (" 0 ", 0)]
)
def test_whole_number_is_read(typed, number):
    assert WholeNumberField(label="Lots").clean(typed) == number


@pytest.mark.parametrize("typed", ["1.0", "1e3", "one", "１", "15,00", "9" * 61])
def test_what_is_not_a_whole_number_is_refused(typed):
    assert message_of(WholeNumberField(label="Lots"), typed) == (
        "Lots must be a whole number, like 15"
    )


def test_whole_number_outside_its_limits_is_refused():
    field = WholeNumberField(label="How many lots?", called="the number of lots", smallest=1)

    assert message_of(field, "0") == "The number of lots must be 1 or more"
    assert message_of(field, "") == "Enter the number of lots"


def test_field_may_say_itself_what_is_missing():
    field = WholeNumberField(label="Lots", error_messages={"required": "Count the lots"})

    assert message_of(field, "") == "Count the lots"


def test_field_without_a_label_is_called_this_answer():
    assert message_of(WholeNumberField(), "x") == "This answer must be a whole number, like 15"


def test_abbreviation_keeps_its_capitals_inside_a_sentence():
    assert message_of(WholeNumberField(label="NHS staff"), "") == "Enter NHS staff"


class Amounts(Form):
    """A form with an amount and a weight that were there before."""

    value = MoneyField(label="Value")
    weight = ExactDecimalField(label="Weight")


def test_same_numbers_sent_again_have_not_changed():
    form = Amounts(
        {"value": "£1,250.50", "weight": "12.5"}, initial={"value": 125050, "weight": D("12.5")}
    )

    assert form.changed_data == []


def test_numbers_that_were_there_stand_in_the_inputs():
    form = Amounts(initial={"value": 125000, "weight": D("1E+2")})

    assert (form["value"].value(), form["weight"].value()) == ("1,250", "100")


def test_kind_of_number_must_say_how_it_is_read():
    with pytest.raises(NotImplementedError):
        NumberField(label="Number").clean("1")
