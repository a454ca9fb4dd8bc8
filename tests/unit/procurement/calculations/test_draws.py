"""Numbers that are always the same."""

from itertools import islice

from hypothesis import given
from hypothesis import strategies as st

from procurement.calculations import draws
from procurement.calculations.sensitivity.many_weights import LEAST, MOST, multipliers


def test_the_published_numbers_of_the_generator():
    # Rosetta Code, "Pseudo-random numbers/Splitmix64", seed 1234567
    assert list(islice(draws.numbers(1234567), 5)) == [
        6457827717110365317,
        3203168211198807973,
        9817491932198370423,
        4593380528125082431,
        16408922859458223821,
    ]


@given(st.integers(0, 2**64 - 1), st.integers(0, 100), st.integers(0, 400))
def test_a_number_falls_within_the_span(number, lowest, width):
    found = draws.between(number, lowest=lowest, highest=lowest + width)

    assert lowest <= found <= lowest + width


@given(st.integers(0, 2**63), st.integers(1, 20), st.integers(1, 6))
def test_many_at_a_time_are_the_same_numbers(seed, rows, columns):
    drawn = draws.numbers(seed)
    expected = [
        [draws.between(next(drawn), lowest=LEAST, highest=MOST) for _ in range(columns)]
        for _ in range(rows)
    ]

    assert multipliers(rows, columns=columns, seed=seed).tolist() == expected
