"""Anchors together: the pooled share, the mean beside it, and what they pay each other."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from socialvalue.calculations.rounding import shown
from socialvalue.calculations.spend.pooling import Contribution, Pool

# CLES, Greater Manchester baseline (AGMA Appendix 3b): spend with top suppliers in the own
# boundary, and in all, in pounds and pence.
GREATER_MANCHESTER = {
    "Bolton": ("31179554.05", "68330289.71"),
    "Bury": ("10810750.81", "38026372.58"),
    "Manchester": ("186687585.67", "235031744.89"),
    "Oldham": ("91644381.53", "133590437.30"),
    "Rochdale": ("30995001.50", "70793775.84"),
    "Salford": ("90276813.00", "143909248.95"),
    "Stockport": ("82563092.39", "126771768.29"),
    "Tameside": ("22863548.01", "45117493.41"),
    "Trafford": ("15062797.86", "41171484.94"),
    "Wigan": ("57568701.76", "101115819.30"),
}


def pence(text):
    return int(text.replace(".", ""))


def percent(share):
    return shown(100 * share, places=1)


def greater_manchester():
    return Pool(
        [
            Contribution(name, {"own": pence(own), "outside": pence(total) - pence(own)}, netted={})
            for name, (own, total) in GREATER_MANCHESTER.items()
        ]
    )


def test_greater_manchester_is_pooled_to_61_7_beside_a_mean_of_53_8():
    pool = greater_manchester()

    assert percent(pool.share("own")) == "61.7"
    assert percent(pool.mean_share("own")) == "53.8"
    assert pool.total == pence("1003858435.21")
    assert pool.bands["own"] == pence("619652226.58")


def test_each_of_its_ten_rows_is_as_published():
    published = ["45.6", "28.4", "79.4", "68.6", "43.8", "62.7", "65.1", "50.7", "36.6", "56.9"]

    shares = [percent(one.share("own")) for one in greater_manchester().contributions]

    assert shares == published


def test_what_members_pay_each_other_is_netted_off():
    # A pays 100, of that 40 in the place; 30 of those went to B. B pays 50, of that 25 here.
    pool = Pool(
        [
            Contribution("A", {"here": 40, "outside": 60}, {"here": 30}),
            Contribution("B", {"here": 25, "outside": 25}, {}),
        ]
    )

    # (40 - 30 + 25) / (100 - 30 + 50) = 35 / 120; the mean of 10 / 70 and 25 / 50.
    assert pool.share("here") == Fraction(35, 120)
    assert pool.netted == 30
    assert [one.total for one in pool.contributions] == [70, 50]
    assert pool.mean_share("here") == (Fraction(10, 70) + Fraction(1, 2)) / 2
    assert pool.share("here", "outside") == 1


def test_shares_are_not_known_where_nothing_was_spent():
    nothing = Contribution("A", {"here": 0}, {})

    assert nothing.share("here") is None
    assert Pool([nothing]).share("here") is None
    assert Pool([nothing, Contribution("B", {"here": 5}, {})]).mean_share("here") is None
    assert Pool([]).mean_share("here") is None


AMOUNTS = st.integers(1, 10**12)
MEMBERS = st.lists(st.tuples(AMOUNTS, AMOUNTS), min_size=1, max_size=8)


@given(MEMBERS)
def test_the_pooled_share_lies_between_the_smallest_and_the_largest(amounts):
    pool = Pool(
        [
            Contribution(str(n), {"here": here, "outside": outside}, {})
            for n, (here, outside) in enumerate(amounts)
        ]
    )
    shares = [one.share("here") for one in pool.contributions]

    assert min(shares) <= pool.share("here") <= max(shares)
    assert min(shares) <= pool.mean_share("here") <= max(shares)


@given(MEMBERS, st.integers(2, 50))
def test_shares_do_not_depend_on_the_unit(amounts, factor):
    def pool(times):
        return Pool(
            [
                Contribution(str(n), {"here": times * here, "outside": times * outside}, {})
                for n, (here, outside) in enumerate(amounts)
            ]
        )

    assert pool(1).share("here") == pool(factor).share("here")
