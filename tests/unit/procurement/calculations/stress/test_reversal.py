"""Does a losing bid decide? The published vectors, and what no formula without others can do."""

from hypothesis import given, settings
from hypothesis import strategies as st

from procurement.calculations.contest import contest
from procurement.calculations.stress.decoys import CHEAP, COPIES, DEAR, decoys
from procurement.calculations.stress.reversal import Reversal, in_fields, reversals, scan
from procurement.calculations.stress.verdict import _by, example
from tests.unit.procurement.calculations.fields import F, any_rules, bid, fields, rules

SIXTY_FORTY = (60, 40, 0)
FIRST = [bid("A", 1_000_000, 75), bid("B", 700_000, 60), bid("C", 400_000, 30)]
SECOND = [bid("A", 1_000_000, 80), bid("B", 880_000, 70), bid("C", 600_000, 40)]
ABSOLUTE = ("BENCHMARK", "PQP", "WEIGHTED_VFM", "FIXED_PRICE", "LOWEST_ABOVE_THRESHOLD")


def test_the_first_published_vector():
    found = reversals(FIRST, rules(weights=SIXTY_FORTY))

    # Without C: A 73, B 76. With it: A 45 + 16 = 61, B 36 + 40 x 4/7 = 58.857..., C 18 + 40 = 58.
    assert found.smallest.third.code == "C"
    assert not found.smallest.is_decoy
    assert found.smallest.without.measures == {"A": F(73), "B": F(76)}
    assert found.smallest.including.measures == {"A": F(61), "B": 36 + F(160, 7), "C": F(58)}
    assert (found.smallest.wins_without.code, found.smallest.wins_including.code) == ("B", "A")


def test_the_first_vector_in_words():
    found = reversals(FIRST, rules(weights=SIXTY_FORTY)).smallest

    assert example(found) == (
        "B (£700,000) alone beats A (£1,000,000) by 76.00 to 73.00. Put in C, at £400,000, which "
        "loses with 58.00, and A beats B by 61.00 to 58.86."
    )


def test_an_example_on_a_tie_break_says_so():
    found = reversals(FIRST[:2], rules(weights=SIXTY_FORTY)).smallest

    assert example(found) == (
        "B (£700,000) alone beats A (£1,000,000) by 76.00 to 73.00. Put in a cheap bid that cannot "
        "win, at £525,000, which loses with 40.00, and A beats B on the tie-break, at 66.00 each."
    )


def test_an_example_has_the_places_that_it_needs():
    # 60 x 0.7500001 = 45.000006 and 60 x 0.75000015 = 45.000009, and 40 for each price
    close = (bid("A", 1_000_000, F("75.00001")), bid("B", 1_000_000, F("75.000015")))
    found = contest(close, rules(weights=SIXTY_FORTY))
    one = Reversal(others=close, third=FIRST[2], without=found, including=found)

    assert one.wins_without.code == "B"
    assert _by(found, close[1], close[0]) == "by 85.000009 to 85.000006"


def test_a_third_bid_that_is_out_has_no_total():
    marks = rules(weights=SIXTY_FORTY, section_pass_marks={"quality": F(50)})
    one = Reversal(
        others=tuple(FIRST[:2]),
        third=FIRST[2],
        without=contest(FIRST[:2], marks),
        including=contest(FIRST, marks),
    )

    assert "which loses with no total" in example(one)


def test_the_second_published_vector():
    with_lowest = rules(weights=SIXTY_FORTY)

    # A 48 + 35.2 = 83.2, B 42 + 40 = 82; with C: 48 + 24, 42 + 27.2727..., 24 + 40
    assert contest(SECOND[:2], with_lowest).measures == {"A": F("83.2"), "B": F(82)}
    assert contest(SECOND, with_lowest).measures == {"A": F(72), "B": 42 + F(300, 11), "C": F(64)}


def test_spread_gives_the_dearest_nothing():
    found = contest(SECOND[:2], rules("SPREAD", weights=SIXTY_FORTY)).measures

    assert found == {"A": F(48), "B": F(82)}


def test_price_per_point_of_the_second_vector():
    found = contest(SECOND, rules("PQP", weights=(100, 0, 0))).measures

    assert found == {"A": F(12_500), "B": F(880_000, 70), "C": F(15_000)}


def test_a_benchmark_cannot_be_moved_by_another_bid():
    found = reversals(SECOND, rules("BENCHMARK", weights=SIXTY_FORTY))
    benchmark = contest(SECOND, rules("BENCHMARK", weights=SIXTY_FORTY)).measures

    # 40 x 500/1000, 40 x 620/1000, 40 x 900/1000 added to the quality
    assert benchmark == {"A": F(68), "B": F("66.8"), "C": F(60)}
    assert (found.found, found.in_whole_field, found.smallest) == (0, 0, None)


def test_what_is_tried_is_what_is_published():
    found = reversals(FIRST, rules(weights=SIXTY_FORTY))

    # decoys of n bids: 2 x (50 + 15) + 2n. All three: 136 decoys and each of the 3 left out; each
    # of the 3 pairs: 134 decoys and the third bid.
    assert len(list(decoys(FIRST))) == 2 * (len(CHEAP) + len(DEAR)) + len(COPIES) * 3 == 136
    assert found.tried == 136 + 3 + 3 * 135


def test_decoys_are_where_the_grid_says():
    prices = [each.price for each in decoys(FIRST[:2])]

    assert min(prices) == 350_000  # half of the lowest
    assert max(prices) == 5_000_000  # five times the highest
    copies = [each for each in decoys(FIRST[:2]) if each.name.startswith("a near copy")]
    assert [(each.price, each.percents["quality"]) for each in copies] == [
        (990_000, 70), (1_010_000, 70), (693_000, 55), (707_000, 55)
    ]  # fmt: skip
    assert {each.name for each in decoys(FIRST[:2])} >= {
        "a cheap bid that cannot win", "a dear bid that cannot win"
    }  # fmt: skip


def test_a_decoy_is_found_where_no_bid_of_ones_own_does_it():
    found = reversals(FIRST[:2], rules(weights=SIXTY_FORTY))

    # With a lowest price of L: A has 45 + 40 x L/1.0m, B 36 + 40 x L/0.7m. Level at L = 525,000,
    # 75% of B's price, where A is first by its quality: 66 each.
    assert found.smallest.is_decoy
    assert found.smallest.third.price == F(525_000)
    assert found.smallest.including.measures["A"] == found.smallest.including.measures["B"] == 66


def test_the_price_of_the_third_bid_is_scanned():
    with_lowest = rules(weights=SIXTY_FORTY)
    found = reversals(FIRST, with_lowest).smallest

    contests = scan(found, with_lowest, prices=[F(400_000), F(900_000)])

    assert [each.winner for each in contests] == ["A", "B"]


def test_a_field_without_a_winner_counts_for_nothing():
    tied = [bid("A", 100, 50), bid("B", 100, 50)]

    found = in_fields([tied], rules())

    assert (found.settled, found.found, found.example) == (0, 0, None)


def test_in_fields_the_first_example_with_three_bids_is_given():
    found = in_fields([FIRST, FIRST], rules(weights=SIXTY_FORTY))

    assert (found.settled, found.found) == (2, 2)
    assert [each.code for each in found.example.others] == ["A", "B"]


def test_in_fields_an_example_that_needs_more_bids_is_given_whole():
    # The mean of four prices turns round what the mean of three does not.
    field = [bid("A", 1_000, 60), bid("B", 600, 42), bid("C", 200, 0), bid("D", 3_000, 0)]
    both = in_fields([field], rules("MEAN", weights=SIXTY_FORTY))

    assert both.settled == 1
    assert both.example is None or len(both.example.others) in (2, 3)


@given(fields(most=3), any_rules(formulas=ABSOLUTE))
@settings(max_examples=15, deadline=None)
def test_no_losing_bid_decides_where_no_bid_depends_on_another(bids, absolute):
    found = reversals(bids, absolute)

    assert (found.found, found.smallest) == (0, None)


@given(st.lists(fields(most=4), min_size=1, max_size=4), any_rules())
@settings(max_examples=40, deadline=None)
def test_in_fields_counts_what_leaving_out_one_bid_shows(some, with_rules):
    settled = found = 0
    for field in some:
        winner = contest(field, with_rules).winner
        if winner is None:
            continue
        settled += 1
        others = [[each for each in field if each is not out] for out in field
                  if out.code != winner]  # fmt: skip
        winners = [contest(rest, with_rules).winner for rest in others]
        found += any(each not in (None, winner) for each in winners)

    counted = in_fields(some, with_rules)

    assert (counted.settled, counted.found) == (settled, found)


@given(fields(most=3), any_rules(formulas=("REL_LOWEST", "REL_LINEAR", "SPREAD")))
@settings(max_examples=8, deadline=None)
def test_what_is_skipped_could_not_have_changed_the_winner(bids, relative):
    for third in decoys(bids):
        without = contest(bids, relative).winner
        including = contest([*bids, third], relative).winner
        prices = [each.price for each in bids]
        if relative.formula == "SPREAD":
            is_seen = not min(prices) <= third.price <= max(prices)
        else:
            is_seen = third.price < min(prices)
        if not is_seen and without is not None:
            assert including in (without, third.code, None)
