"""The whole stress test: what is drawn, what it comes to, and the words."""

from itertools import islice

import pytest
from hypothesis import HealthCheck, given, settings

from procurement.calculations import stress
from procurement.calculations.bundle.model import Parameters
from procurement.calculations.contest import NothingToShare, contest, winner_of
from procurement.calculations.stress import testing, words
from procurement.calculations.stress.deciding import (
    how_often,
    plausible_fields,
    points_near,
    without_social_value,
)
from procurement.calculations.stress.made_up import made_up_bids
from procurement.calculations.stress.verdict import points_words, pounds_words
from tests.unit.procurement.calculations.fields import (
    F,
    any_rules,
    bid,
    fields,
    question,
    rules,
    scored,
)

MILLION = F(1_000_000)


@pytest.fixture(autouse=True)
def few_fields(monkeypatch):
    """Draw sixty fields in place of a thousand: what is tested does not hang on how many."""
    monkeypatch.setattr(testing, "FIELDS", 60)


def run(with_rules, bids=None):
    """Return the test of these rules, on the bids it begins with unless others are given."""
    entrants = bids or made_up_bids(with_rules, price=MILLION)
    return stress.stress_test(entrants, with_rules, price=MILLION)


def sentences(test):
    """Return what the verdict says."""
    return [finding.sentence for finding in stress.verdict_on(test).findings]


# --- Fields that are drawn ------------------------------------------------------------------------
def test_fields_are_always_the_same():
    first, again = (
        next(plausible_fields(rules(), price=MILLION)) for _ in range(2)
    )  # fmt: skip

    assert first == again
    assert [each.code for each in first] == ["1", "2", "3", "4", "5"]


def test_fields_are_as_published():
    bids = [
        each for field in islice(plausible_fields(rules(), price=MILLION), 400) for each in field
    ]

    assert {each.percents["quality"] for each in bids} == set(map(F, range(50, 91)))
    assert {each.percents["social_value"] for each in bids} == set(map(F, range(30, 91)))
    assert min(each.price for each in bids) >= 850_000
    assert max(each.price for each in bids) <= 1_150_000
    assert all(each.price % 1_000 == 0 for each in bids)  # tenths of a percent of a million


def test_at_a_fixed_price_every_drawn_bid_is_at_it():
    field = next(plausible_fields(rules("FIXED_PRICE"), price=F(5)))

    assert {each.price for each in field} == {MILLION}


def test_the_nearest_level_is_taken_the_lower_of_two():
    asked = [question("SV1", "social_value", levels=(0, 2, 5, 8, 10))]

    assert points_near(F(35), asked) == {"SV1": F(2)}  # as far from 20% as from 50%
    assert points_near(F(36), asked) == {"SV1": F(5)}


def test_how_often_social_value_decides_is_counted_field_by_field():
    # Weight 15 spread over 45 and 40 in proportion: 52.94... and 47.05...
    with_it, bare = rules(), rules(weights=(F(4500, 85), F(4000, 85), 0))
    drawn = list(islice(plausible_fields(with_it, price=MILLION), 60))
    different = sum(winner_of(each, with_it) != winner_of(each, bare) for each in drawn)

    (found,) = how_often(with_it, price=MILLION, weights=[F(15)], fields=60)

    assert without_social_value(with_it).weights == bare.weights
    assert (found.fields, found.settled, found.decided) == (60, 60, different)
    assert found.percent == F(100 * different, 60)


def test_the_more_social_value_weighs_the_oftener_it_decides_here():
    found = how_often(rules(), price=MILLION, weights=[F(0), F(10), F(30)], fields=300)

    shares = [each.decided for each in found]
    assert shares[0] == 0
    assert shares == sorted(shares)


def test_where_social_value_is_all_there_is_nothing_can_take_its_place():
    with pytest.raises(NothingToShare):
        how_often(rules("PQP", weights=(0, 0, 100)), price=MILLION, weights=[F(100)], fields=1)


def test_published_pounds_of_social_value_are_taken_away():
    asked = [question("SV1", "social_value"), question("Q1")]
    of_quality = {("Q1", F(level)): F(level * 30_000) for level in range(6)}
    values = of_quality | {("SV1", F(level)): F(level * 60_000) for level in range(6)}
    priced = rules("QUALITY_TO_PRICE", questions=asked, parameters=Parameters(values=values))

    found = run(priced)

    assert without_social_value(priced).parameters.values == of_quality
    assert found.deciding.decided > 0
    assert found.at_other_weights == ()


# --- The test -------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("with_rules", "bids", "why"),
    [
        (rules(weights=(45, 40, 14)), None, "The weights do not add up to exactly 100%."),
        (rules("PQP", weights=(44, 41, 15)), None,
         "The price formula ranks by another measure, so price must weigh 0%."),
        (rules(weights=(85, 0, 15)), None,
         "The price formula gives price marks, and price weighs nothing."),
        (rules(), [bid("A", 100, 50)], "A comparison needs at least two made-up bids."),
        (rules(), [bid("A", 0, 50), bid("B", 1, 50)], "Every price must be more than £0."),
    ],
)  # fmt: skip
def test_what_cannot_be_tested_says_why(with_rules, bids, why):
    with pytest.raises(stress.NotTestable) as refusal:
        run(with_rules, bids)

    assert str(refusal.value) == why


def test_a_recommended_method_passes():
    test = run(rules("BENCHMARK"))

    assert stress.verdict_on(test).kind is stress.Kind.PASSES
    assert stress.verdict_on(test).heading == "The method passes"
    assert sentences(test)[:2] == [
        "Of your made-up bids, Bid D, strong on quality wins.",
        (
            "No bid can change the marks of another under this formula: in 1,515 comparisons no "
            "losing bid changed the winner."
        ),
    ]


def test_a_relative_method_is_shown_to_change_winners():
    test = run(rules("REL_LOWEST", weights=(60, 40, 0)),
               [bid("A", 1_000_000, 75), bid("B", 700_000, 60), bid("C", 400_000, 30)])  # fmt: skip
    verdict = stress.verdict_on(test)

    assert verdict.kind is stress.Kind.CHANGES_WINNERS
    assert test.example is test.reversals.smallest
    assert "Put in C, at £400,000" in sentences(test)[2]
    assert sentences(test)[3] == (
        f"A losing bid changed the winner in {test.reversals.found} of 544 comparisons of your "
        f"made-up bids, {test.reversals.in_whole_field} of them with all your bids, and in "
        f"{test.in_fields.found} of {test.in_fields.settled:,} plausible fields of bids."
    )


def test_an_example_may_come_from_a_plausible_field(monkeypatch):
    monkeypatch.setattr(testing, "FIELDS", 300)
    test = run(rules("MEAN"))

    assert test.reversals.smallest is None
    assert test.example is test.in_fields.example
    assert sentences(test)[2].startswith("Made-up bid")
    assert "in none of 1,515 comparisons" in sentences(test)[3]


def test_a_relative_formula_without_an_example_is_looked_at_again():
    # Quality decides so much that no price can matter.
    test = run(rules("REL_LOWEST", weights=(98, 1, 1)),
               [bid("A", 1_000_000, 90, 50), bid("B", 900_000, 10, 50)])  # fmt: skip

    assert test.reversals.smallest is None
    kind = stress.verdict_on(test).kind
    assert kind is (stress.Kind.CHANGES_WINNERS if test.example else stress.Kind.LOOK_AGAIN)


def test_bids_that_are_exactly_equal_are_named():
    test = run(rules("BENCHMARK"), [bid("A", 600_000, 50), bid("B", 600_000, 50)])

    assert sentences(test)[0] == (
        "A and B are exactly equal, and nothing but drawn lots separates them."
    )
    assert test.levels == test.moves == ()
    assert test.winner is None


def test_a_formula_without_an_answer_says_why():
    test = run(rules("SPREAD"), [bid("A", 600_000, 50), bid("B", 600_000, 60)])

    assert sentences(test)[0] == (
        "The price formula has no answer for your made-up bids, because all prices are equal. Real "
        "bids like these would leave you without a result."
    )


def test_bids_that_all_miss_a_pass_mark_are_said_to():
    marks = {"quality": F(80)}
    test = run(rules("BENCHMARK", section_pass_marks=marks),
               [bid("A", 600_000, 50), bid("B", 700_000, 50)])  # fmt: skip

    assert sentences(test)[0] == "Every made-up bid misses a pass mark, so nobody wins."
    assert test.one_point == {}


def test_bids_beyond_floor_and_ceiling_are_named():
    bids = [bid("A", 1_600_000, 90), bid("B", 400_000, 10), bid("C", 1_500_000, 50)]

    said = sentences(run(rules("BENCHMARK"), bids))

    assert (
        "At or above the ceiling of £1,500,000 a dearer price costs nothing more. That is where A "
        "and C are."
    ) in said
    assert (
        "Below the floor of £500,000 a lower price earns nothing more. That is where B is."
    ) in said


def test_a_point_that_outweighs_any_price_is_a_concern():
    bids = [bid("A", 1_600_000, 100, 90), bid("B", 1_400_000, 10)]

    assert (
        "For A, one more point of social value outweighs any price: it has less than one point of "
        "price marks left to lose."
    ) in sentences(run(rules("BENCHMARK"), bids))


@pytest.mark.parametrize(
    ("with_rules", "sentence"),
    [
        (rules("FIXED_PRICE"), "At a fixed price no bid can be dearer than another."),
        (rules("REL_LOWEST", weights=(20, 40, 40)),
         ("All else equal, a bid with all the social value marks beats one with none however dear "
          "it is.")),
        (rules("SPREAD"),
         ("Social value buys nothing: of two bids that differ in nothing else, one with all the "
          "social value marks loses to one with none that is a pound cheaper.")),
        (rules("BENCHMARK", weights=(60, 40, 0)),
         ("Social value weighs nothing: of two bids that differ in nothing else, one with all the "
          "social value marks loses to one with none that is a pound cheaper.")),
        (rules("PQP"),
         ("All else equal, a bid with all the social value marks may be up to 17.6% dearer than "
          "one with none before it loses.")),
    ],
)  # fmt: skip
def test_the_premium_in_words(with_rules, sentence):
    assert sentence in sentences(run(with_rules))


def test_social_value_that_hardly_ever_decides_is_a_concern():
    said = sentences(run(rules("BENCHMARK", weights=(59, 40, 1))))

    assert any("That is hardly ever" in each for each in said)


def test_social_value_that_decides_more_often_than_not_is_a_concern():
    said = sentences(run(rules("BENCHMARK", weights=(20, 40, 40))))

    assert any("more often than not" in each for each in said)


def test_social_value_that_is_everything_is_not_asked_how_often_it_decides():
    assert run(rules("PQP", weights=(0, 0, 100))).deciding is None


def test_fields_without_a_winner_say_so():
    asked = rules("BENCHMARK", section_pass_marks={"quality": F(95)})
    test = run(asked, [bid("A", 600_000, 96), bid("B", 700_000, 97)])

    assert test.deciding.percent is None
    assert any("None of the plausible fields has a winner" in each for each in sentences(test))


def test_the_nearest_change_of_a_weight_in_words():
    bids = [bid("A", 1_000_000, 80), bid("B", 800_000, 60)]
    test = run(rules("REL_LOWEST", weights=(60, 40, 0), tie_break=("quality",)), bids)

    # by hand in test_weight_moves: price and quality are both 10.01 away; quality comes first
    assert sentences(test)[-1] == (
        "The nearest change of a weight that changes the winner: quality from 60% to 49.99%, where "
        "B wins."
    )


def test_a_change_that_leaves_nobody_is_said_so():
    bids = [bid("A", 1_000_000, 80, 80), bid("B", 900_000, 60, 0)]

    # with no quality weight B has no points at all, so price per point has no answer
    assert sentences(run(rules("PQP"), bids))[-1].endswith(
        "quality from 85% to 0%, where nobody wins."
    )


def test_a_winner_that_no_weight_can_change_is_said_so():
    bids = [bid("A", 600_000, 90, 90), bid("B", 700_000, 50, 50)]

    assert sentences(run(rules("BENCHMARK"), bids))[-1] == (
        "No change of one weight changes the winner of your made-up bids."
    )


def test_levels_of_the_winner_are_told():
    asked = [question("SV1", "social_value"), question("Q1")]
    bids = [
        scored("A", 600_000, {"SV1": 5, "Q1": 5}, asked),
        scored("B", 700_000, {"SV1": 1, "Q1": 2}, asked),
    ]

    (level,) = run(rules("BENCHMARK", questions=asked), bids).levels

    assert (level.question.code, level.least_points) == ("SV1", F(3))  # 15 / 5


@given(fields(most=3), any_rules())
@settings(
    max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_testable_method_gets_a_verdict_in_sentences(bids, with_rules):
    if with_rules.formula == "FIXED_PRICE":
        bids = [bid(each.code, 1_000_000, *each.percents.values()) for each in bids]
    verdict = stress.verdict_on(run(with_rules, bids))

    assert verdict.findings
    assert all(each.sentence.endswith((".", "!")) for each in verdict.findings)
    concerned = any(each.is_concern for each in verdict.findings)
    assert (verdict.kind is stress.Kind.PASSES) == (not concerned)


def test_the_bids_it_begins_with():
    bids = made_up_bids(rules(), price=F(1_234_567, 10))

    assert [each.price for each in bids] == [123_456, 128_394, 108_641, 133_333, 118_518]
    assert contest(bids, rules()).winner is not None
    assert {each.price for each in made_up_bids(rules("FIXED_PRICE"), price=F(1))} == {MILLION}


# --- Words ----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("amount", "written"),
    [(F(25_641), "£25,641"), (F("99.5"), "£99.50"), (F(5), "£5"), (F("-1234.5"), "-£1,235"),
     (F(1, 3), "£0.33"), (F("100.4"), "£100")],
)  # fmt: skip
def test_pounds_are_written_as_people_write_them(amount, written):
    assert words.pounds(amount) == written


def test_other_words():
    assert words.percent(F(100, 3)) == "33.33%"
    assert (words.points(F(1)), words.points(F("1.80"))) == ("1 point", "1.8 points")
    assert words.listed(["A"]) == "A"
    assert words.listed(["A", "B", "C"]) == "A, B and C"
    assert (points_words(F("1.8"), F("2.7")), points_words(F(3), F(3))) == (
        "1.8 to 2.7 points", "3 points"
    )  # fmt: skip
    assert pounds_words(stress.Pounds(why=stress.Why.ANY_PRICE)) == "Any price"
