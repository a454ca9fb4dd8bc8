"""What holds for every tender: the second working out agrees, and nothing depends on chance."""

import copy
import json
from fractions import Fraction as F

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from procurement.calculations.evaluation import load_bundle
from procurement.calculations.formulas import FORMULAS
from socialvalue.calculations.rounding import shown
from tests.unit.procurement.calculations import oracle
from tests.unit.procurement.calculations.generated import tenders
from tests.unit.procurement.calculations.golden import assess, published, without_free_text

quickly = settings(max_examples=60)
at_length = settings(max_examples=2_000)


def compared(result):
    """Return a result without what the second working out leaves out."""
    return {
        name: value for name, value in without_free_text(result).items() if name != "bundle_sha256"
    }


@quickly
@given(tenders())
def test_second_working_out_agrees(bundle):
    assert compared(assess(bundle)) == oracle.result_of(bundle)


@pytest.mark.slow
@at_length
@given(tenders())
def test_second_working_out_agrees_at_length(bundle):
    assert compared(assess(bundle)) == oracle.result_of(bundle)


def test_second_working_out_gives_the_published_results():
    cases = published("edge_cases.json")["cases"]

    for case in cases:
        assert oracle.result_of(case["bundle"]) == without_free_text(case["expected"])
    expected = without_free_text(published("expected.json"))
    assert oracle.result_of(published("bundle.json")) == compared(expected)


@quickly
@given(tenders())
def test_totals_and_scores_stay_within_their_bounds(bundle):
    result = assess(bundle)

    for lot in result["lots"]:
        weight = F(lot["section_weights"]["price"])
        for bid in lot["bids"]:
            assert all(0 <= F(section["percent"]) <= 100 for section in bid["sections"])
            if bid["total"] is not None:
                assert 0 <= F(bid["total_unrounded"]) <= 100
            if bid["price_score"] is not None:
                assert 0 <= F(bid["price_score_unrounded"]) <= weight + F(1, 10**10)


@quickly
@given(tenders(), st.data())
def test_rank_never_worsens_when_a_score_rises(bundle, data):
    scored = [bid for bid in bundle["bids"] if bid["scores"]]
    assume(scored)
    bid = data.draw(st.sampled_from(scored))
    consensus = data.draw(st.sampled_from(bid["scores"]))["consensus"]
    levels = [level["points"] for level in bundle["methodology"]["scales"][0]["levels"]]
    before = assess(bundle)
    consensus["points"] = data.draw(
        st.sampled_from([each for each in levels if F(each) >= F(consensus["points"])])
    )

    after = assess(bundle)

    old, new = (found_in(result, bid["code"]) for result in (before, after))
    for was, now in zip(old["criteria"], new["criteria"], strict=True):
        assert F(was["weighted_score_unrounded"]) <= F(now["weighted_score_unrounded"])
    if is_same_field(before, after, bid["lot"]) and old["rank"] is not None:
        assert new["rank"] <= old["rank"]


def found_in(result, code):
    """Return a bid of a result, whichever lot it is in."""
    return next(bid for lot in result["lots"] for bid in lot["bids"] if bid["bid"] == code)


def is_same_field(before, after, code):
    """Say whether the same bids of a lot are ranked in both results."""
    ranked = [
        {
            bid["bid"]
            for lot in result["lots"]
            if lot["lot"] == code
            for bid in lot["bids"]
            if bid["rank"] is not None
        }
        for result in (before, after)
    ]
    return ranked[0] == ranked[1]


def regardless_of_order(result):
    """Return a result with everything that follows the order of the bundle put in one order."""

    def sorted_bid(bid):
        return bid | {
            "tied_with": sorted(bid["tied_with"]),
            "criteria": sorted(bid["criteria"], key=str),
            "pass_marks_missed": sorted(bid["pass_marks_missed"], key=str),
            "disqualifications": sorted(bid["disqualifications"], key=str),
        }

    return {
        lot["lot"]: lot
        | {
            "bids": sorted(map(sorted_bid, lot["bids"]), key=lambda bid: bid["bid"]),
            "passed_over": sorted(lot["passed_over"], key=str),
        }
        for lot in result["lots"]
    }


@quickly
@given(tenders(), st.randoms(use_true_random=False))
def test_order_of_bids_and_criteria_changes_no_figure_and_no_rank(bundle, random):
    shuffled = copy.deepcopy(bundle)
    for entries in (
        shuffled["bids"],
        shuffled["bidders"],
        shuffled["disqualifications"],
        shuffled["methodology"]["criteria"],
        shuffled["methodology"]["scales"][0]["levels"],
        *(bid["scores"] for bid in shuffled["bids"]),
    ):
        random.shuffle(entries)

    results = assess(bundle), assess(shuffled)

    assert regardless_of_order(results[0]) == regardless_of_order(results[1])


@quickly
@given(tenders(), st.data())
def test_absolute_formula_gives_each_bid_the_same_without_another(bundle, data):
    assume(bundle["bids"])
    fewer = copy.deepcopy(bundle)
    gone = data.draw(st.sampled_from(bundle["bids"]))["code"]
    fewer["bids"] = [bid for bid in fewer["bids"] if bid["code"] != gone]
    fewer["disqualifications"] = [
        each for each in fewer["disqualifications"] if each["bid"] != gone
    ]
    for draw in fewer["draws"]:
        draw["order"] = [code for code in draw["order"] if code != gone]

    before, after = assess(bundle), assess(fewer)

    for old, new in zip(before["lots"], after["lots"], strict=True):
        if FORMULAS[old["formula"]].depends_on_other_bids or "refused" in (
            old["status"],
            new["status"],
        ):
            continue
        for bid in new["bids"]:
            same = next(each for each in old["bids"] if each["bid"] == bid["bid"])
            for name in ("price_score_unrounded", "total_unrounded", "ranking"):
                assert same[name] == bid[name]


@quickly
@given(tenders())
def test_ties_are_mutual_and_ranks_follow_the_measure(bundle):
    result = assess(bundle)

    for lot in result["lots"]:
        ranked = {bid["bid"]: bid for bid in lot["bids"] if bid["rank"] is not None}
        for code, bid in ranked.items():
            assert all(code in ranked[other]["tied_with"] for other in bid["tied_with"])
            assert bid["rank"] == 1 + sum(each["rank"] < bid["rank"] for each in ranked.values())
            alike = [ranked[other]["ranking"] for other in bid["tied_with"]]
            assert alike == [bid["ranking"]] * len(alike)
            assert bool(bid["tied_with"]) >= bool(bid["tie_breaks_used"])


@quickly
@given(tenders())
def test_working_out_again_gives_the_same_and_leaves_the_bundle_alone(bundle):
    untouched = copy.deepcopy(bundle)

    first, second = assess(bundle), assess(bundle)

    assert first == second
    assert bundle == untouched


@quickly
@given(tenders())
def test_bundle_and_result_survive_being_written_and_read(bundle):
    result = assess(bundle)

    read = load_bundle(json.dumps(bundle, indent=1, sort_keys=True).encode())

    assert assess(read) == result
    assert json.loads(json.dumps(result)) == result


@quickly
@given(tenders(), st.sampled_from(["2", "0.1", "7", "1000000"]))
def test_scale_of_other_points_in_proportion_gives_the_same_marks(bundle, factor):
    stretched = copy.deepcopy(bundle)
    for place in places_of_points(stretched):
        place["points"] = decimal_text(F(place["points"]) * F(factor))

    before, after = assess(bundle), assess(stretched)

    for old, new in zip(before["lots"], after["lots"], strict=True):
        assert [bid["total_unrounded"] for bid in old["bids"]] == [
            bid["total_unrounded"] for bid in new["bids"]
        ]
        assert [bid["rank"] for bid in old["bids"]] == [bid["rank"] for bid in new["bids"]]


def places_of_points(bundle):
    """Return every object that holds points on the scale."""
    methodology = bundle["methodology"]
    values = [
        value for lot in bundle["lots"] for value in lot["price"]["parameters"].get("values", [])
    ]
    consensus = [score["consensus"] for bid in bundle["bids"] for score in bid["scores"]]
    marks = [each["pass_mark"] for each in methodology["criteria"] if "pass_mark" in each]
    return [*methodology["scales"][0]["levels"], *values, *consensus, *marks]


def decimal_text(number):
    """Return a number of at most three decimal places as a decimal string."""
    thousandths = number * 1000
    assert thousandths.denominator == 1
    whole, rest = divmod(thousandths.numerator, 1000)
    return f"{whole}.{rest:03}"


@quickly
@given(st.fractions(), st.integers(0, 12))
def test_second_rounding_agrees(number, places):
    assert shown(number, places=places) == oracle.shown(number, places)
