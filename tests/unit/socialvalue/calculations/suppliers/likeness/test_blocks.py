"""Which names are compared at all."""

import pytest

from socialvalue.calculations.suppliers.likeness.blocks import pairs_in_blocks
from socialvalue.calculations.suppliers.likeness.coding import Coded
from socialvalue.calculations.suppliers.likeness.names import views_of


def pairs_of(names):
    """Return the pairs of views, by their positions, that share a block."""
    views = [view for at, name in enumerate(names) for view in views_of(name, at)]
    first, second = pairs_in_blocks(Coded(views))
    return list(zip(first.tolist(), second.tolist(), strict=True))


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("Holmwood Joinery", "Holmwo0d Roofing", "the first six letters"),
        ("Xavier Plumbing", "Bavier Plumbing", "the last eight, and a seldom word"),
        ("Xavierr Plumbing", "Bavier Plumbnig X", "nothing"),
        ("Zeta Alphabet", "Alphabet Omega", "a seldom word"),
        ("Zeta Alphabetical Q", "Omega Alphabetic Z", "the first nine letters in order"),
        ("Ribble Dairy Zeta", "Omega Ribbel Dairie", "the consonants of two words"),
        ("Dairy Ox Ribble Zeta", "Omega Ribbel Dairie", "the same, the other way round"),
        ("Ribble", "Ribbel", "the consonants of the only word"),
    ],
)
def test_names_share_a_block(one, other, why):
    assert pairs_of([one, other]) == ([] if why == "nothing" else [(0, 1)])


def test_nobody_is_compared_where_nobody_is():
    assert pairs_of([]) == []
    assert pairs_of(["£"]) == []


def test_each_pair_is_told_once_and_none_of_one_name():
    # The owner (0) and the trading name (1) of one supplier are not compared with each other.
    names = ["Ribble Dairy t/a Ribble Dairies", "Ribble Dairy", "Ribble Dairy"]

    assert pairs_of(names) == [(0, 2), (0, 3), (1, 2), (1, 3), (2, 3)]


def test_in_a_large_block_only_eight_neighbours_are_compared():
    # 25 names, each of one word with consonants of its own; only their beginning is the same.
    names = [f"Ribble{first}{second}" for first in "BDFGH" for second in "JKMNP"]

    pairs = pairs_of(names)

    expected = [(one, other) for one in range(25) for other in range(one + 1, min(one + 9, 25))]
    assert pairs == expected


def test_in_a_small_block_all_are_compared():
    names = [f"Ribble{first}{second}" for first in "BDFG" for second in "JKMNPQ"]

    assert len(pairs_of(names)) == 24 * 23 // 2
