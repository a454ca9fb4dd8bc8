import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialvalue.calculations.maps import classes

PENCE = st.integers(-(10**9), 10**13)


def test_round_limits_worked_example():
    # In pounds: 1,200 2,600 5,100 9,000 21,000 33,000 70,000 120,000 450,000 800,000
    amounts = [1200, 2600, 5100, 9000, 21000, 33000, 70000, 120000, 450000, 800000]

    # Fifths begin at 5,100, 21,000, 70,000 and 450,000: the nearest round amounts, by ratio
    assert classes.round_limits([pounds * 100 for pounds in amounts]) == (
        5_000_00,
        20_000_00,
        50_000_00,
        500_000_00,
    )


@pytest.mark.parametrize("amounts", [[], [0, -500], [70_00], [70_00, 90_00], [5]])
def test_round_limits_of_few_or_similar_amounts_are_none(amounts):
    assert classes.round_limits(amounts) == ()


@given(st.lists(PENCE), st.integers(2, 6))
def test_round_limits_are_round_rising_and_used(amounts, most):
    limits = classes.round_limits(amounts, classes=most)

    assert list(limits) == sorted(set(limits))
    assert len(limits) < most
    assert {str(limit // 100).rstrip("0") for limit in limits} <= {"1", "2", "5"}
    paid = [amount for amount in amounts if amount > 0]
    assert all(min(paid) < limit <= max(paid) for limit in limits)


def test_class_of_an_amount_at_a_limit_is_the_class_above():
    limits = (1_000_00, 5_000_00)

    found = [
        classes.class_of(pence, limits=limits)
        for pence in (-1, 0, 1, 999_99, 1_000_00, 4_999_99, 5_000_00)
    ]

    assert found == [0, 0, 1, 1, 2, 2, 3]


def test_class_words():
    assert classes.class_words((1_000_00, 50_000_00, 2_000_000_00)) == [
        "Under £1,000",
        "£1,000 to under £50,000",
        "£50,000 to under £2 million",
        "£2 million or more",
    ]
    assert classes.class_words(()) == ["Any amount"]


@pytest.mark.parametrize(
    ("most", "largest"), [(0, 0), (99, 0), (100, 100), (499, 200), (9_99_00, 5_00_00)]
)
def test_largest_round(most, largest):
    assert classes.largest_round(most) == largest


@pytest.mark.parametrize(
    ("pence", "words"),
    [
        (100, "£1"),
        (1_05, "£1.05"),
        (20_000_00, "£20,000"),
        (1_000_000_00, "£1 million"),
        (1_500_000_00, "£1,500,000"),
        (500_000_000_00, "£500 million"),
        (2_000_000_000_00, "£2 billion"),
    ],
)
def test_pounds_in_words(pence, words):
    assert classes.pounds(pence) == words


@pytest.mark.parametrize(
    ("pence", "words"),
    [(0, "£0.00"), (5, "£0.05"), (1_234_56, "£1,234.56"), (-1_234_56, "−£1,234.56")],
)
def test_exact_pounds(pence, words):
    assert classes.exact_pounds(pence) == words


@pytest.mark.parametrize(
    ("pence", "words"),
    [
        (0, "£0"),
        (49, "£0"),
        (50, "£1"),
        (950_49, "£950"),
        (9_999_49, "£9,999"),
        (9_999_50, "£10k"),
        (342_499_99, "£342k"),
        (999_499_99, "£999k"),
        (999_500_00, "£1m"),
        (14_250_000_00, "£14.3m"),
        (999_949_999_99, "£999.9m"),
        (999_950_000_00, "£1bn"),
        (-14_200_000_00, "−£14.2m"),
    ],
)
def test_short_pounds(pence, words):
    assert classes.short_pounds(pence) == words
