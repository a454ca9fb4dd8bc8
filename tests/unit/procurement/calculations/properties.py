"""What holds for every tender, one function for each property.

Each takes a valid bundle, and dice to choose what to change by: it asserts, and returns nothing. A
bundle that a property says nothing about passes it. The bundle is the caller's: none changes it.
"""

import copy
import json
from fractions import Fraction as F

from procurement.calculations.canonical import sha256
from procurement.calculations.evaluation import load_bundle
from procurement.calculations.formulas import FORMULAS
from tests.unit.procurement.calculations import oracle
from tests.unit.procurement.calculations.golden import assess, codes_of, without_free_text


def the_second_working_out_agrees(bundle, dice):
    """A slow and obvious program, in fractions only, finds the same result."""
    assert compared(assess(bundle)) == oracle.result_of(bundle)


def compared(result):
    """Return a result without what the second working out leaves out."""
    return {
        name: value for name, value in without_free_text(result).items() if name != "bundle_sha256"
    }


def weights_add_up_or_the_bundle_is_refused(bundle, dice):
    """Sections add up to exactly 100, and no difference is too small to be refused."""
    result = assess(bundle)
    for lot in result["lots"]:
        assert sum(map(F, lot["section_weights"].values())) == 100

    wrong = copy.deepcopy(bundle)
    weights = wrong["methodology"]["section_weights"]
    heavier = dice.choice(sorted(weights))
    weights[heavier] = decimal_text(F(weights[heavier]) + F(1, 10 ** dice.randint(0, 30)), 40)

    assert "section_weights_not_100" in codes_of(assess(wrong))


def figures_stay_within_their_bounds(bundle, dice):
    """A percent is of 100, a total is out of 100, and a price earns at most its weight."""
    for lot in assess(bundle)["lots"]:
        weight = F(lot["section_weights"]["price"])
        for bid in lot["bids"]:
            assert all(0 <= F(section["percent"]) <= 100 for section in bid["sections"])
            if bid["total"] is not None:
                assert 0 <= F(bid["total_unrounded"]) <= 100
            if bid["price_score"] is not None:
                assert 0 <= F(bid["price_score_unrounded"]) <= weight + F(1, 10**10)


def no_rank_worsens_when_a_score_rises(bundle, dice):
    """More points never cost a bid: neither points, nor its place among the same bids."""
    if not (scored := [at for at, bid in enumerate(bundle["bids"]) if bid["scores"]]):
        return
    higher = copy.deepcopy(bundle)
    bid = higher["bids"][dice.choice(scored)]
    consensus = dice.choice(bid["scores"])["consensus"]
    levels = [level["points"] for level in bundle["methodology"]["scales"][0]["levels"]]
    consensus["points"] = dice.choice([at for at in levels if F(at) >= F(consensus["points"])])

    before, after = assess(bundle), assess(higher)

    old, new = (found_in(result, bid["code"]) for result in (before, after))
    for was, now in zip(old["criteria"], new["criteria"], strict=True):
        assert F(was["weighted_score_unrounded"]) <= F(now["weighted_score_unrounded"])
    if ranked_in(before, bid["lot"]) == ranked_in(after, bid["lot"]) and old["rank"] is not None:
        assert new["rank"] <= old["rank"]


def found_in(result, code):
    """Return a bid of a result, whichever lot it is in."""
    return next(bid for lot in result["lots"] for bid in lot["bids"] if bid["bid"] == code)


def ranked_in(result, code):
    """Return the bids of a lot that have a rank."""
    return {
        bid["bid"]
        for lot in result["lots"]
        if lot["lot"] == code
        for bid in lot["bids"]
        if bid["rank"] is not None
    }


def order_changes_no_figure_and_no_rank(bundle, dice):
    """In whatever order bids, bidders, criteria, levels and scores stand, nothing else changes."""
    shuffled = copy.deepcopy(bundle)
    for entries in (
        shuffled["bids"],
        shuffled["bidders"],
        shuffled["disqualifications"],
        shuffled["methodology"]["criteria"],
        shuffled["methodology"]["scales"][0]["levels"],
        *(bid["scores"] for bid in shuffled["bids"]),
    ):
        dice.shuffle(entries)

    assert in_one_order(assess(bundle)) == in_one_order(assess(shuffled))


def in_one_order(result):
    """Return the lots of a result with all that follows the order of the bundle in one order."""

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


def points_in_proportion_give_the_same_marks(bundle, dice):
    """A scale of 0 to 50 gives what one of 0 to 5 gives."""
    factor = dice.choice(["2", "0.1", "7", "1000000"])
    stretched = copy.deepcopy(bundle)
    for place in places_of_points(stretched):
        place["points"] = decimal_text(F(place["points"]) * F(factor), 3)

    before, after = assess(bundle), assess(stretched)

    for old, new in zip(before["lots"], after["lots"], strict=True):
        for name in ("total_unrounded", "rank"):
            assert [bid[name] for bid in old["bids"]] == [bid[name] for bid in new["bids"]]


def places_of_points(bundle):
    """Return every object that holds points on the scale."""
    methodology = bundle["methodology"]
    values = [
        value for lot in bundle["lots"] for value in lot["price"]["parameters"].get("values", [])
    ]
    consensus = [score["consensus"] for bid in bundle["bids"] for score in bid["scores"]]
    marks = [each["pass_mark"] for each in methodology["criteria"] if "pass_mark" in each]
    return [*methodology["scales"][0]["levels"], *values, *consensus, *marks]


def decimal_text(number, places):
    """Return a number of at most so many decimal places as a decimal string."""
    scaled = number * 10**places
    assert scaled.denominator == 1
    whole, rest = divmod(scaled.numerator, 10**places)
    return f"{whole}.{rest:0{places}}"


def an_absolute_formula_asks_about_no_other_bid(bundle, dice):
    """Under a formula that compares with nobody, a bid keeps its figures when another goes."""
    if not bundle["bids"]:
        return
    gone = dice.choice(bundle["bids"])["code"]
    fewer = copy.deepcopy(bundle)
    fewer["bids"] = [bid for bid in fewer["bids"] if bid["code"] != gone]
    fewer["disqualifications"] = [one for one in fewer["disqualifications"] if one["bid"] != gone]
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
            same = found_in(before, bid["bid"])
            for name in ("price_score_unrounded", "total_unrounded", "ranking"):
                assert same[name] == bid[name]


def ties_are_mutual_and_ranks_follow_the_measure(bundle, dice):
    """Who ties with me, I tie with; ranks count those before; alike bids come out alike."""
    given = {bid["code"]: bid for bid in bundle["bids"]}
    for lot in assess(bundle)["lots"]:
        ranked = {bid["bid"]: bid for bid in lot["bids"] if bid["rank"] is not None}
        for code, bid in ranked.items():
            assert all(code in ranked[other]["tied_with"] for other in bid["tied_with"])
            assert bid["rank"] == 1 + sum(each["rank"] < bid["rank"] for each in ranked.values())
            assert all(ranked[other]["ranking"] == bid["ranking"] for other in bid["tied_with"])
            assert bool(bid["tied_with"]) >= bool(bid["tie_breaks_used"])
            for other in ranked:
                if other != code and marked(given[other]) == marked(given[code]):
                    assert other in bid["tied_with"]


def marked(bid):
    """Return what a bid is ranked by: its price and the points on each criterion."""
    points = {score["criterion"]: F(score["consensus"]["points"]) for score in bid["scores"]}
    return None if bid["price"] is None else F(bid["price"]), points


def working_out_again_gives_the_same(bundle, dice):
    """Nothing is left over from one time to the next, and the bundle is left alone."""
    untouched = copy.deepcopy(bundle)

    assert assess(bundle) == assess(bundle)
    assert bundle == untouched


def no_figure_is_a_float(bundle, dice):
    """Every figure is a text or a whole number: nothing was ever cut to a double."""
    kinds = {type(part) for part in parts_of(assess(bundle))}

    assert kinds <= {str, int, bool, type(None)}


def parts_of(value):
    """Yield every value within a JSON value that is no object and no list."""
    if isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from parts_of(part)
    else:
        yield value


def figures_are_rounded_once_when_shown(bundle, dice):
    """How many places are shown changes no exact figure, no rank, no award; each is half up."""
    other = copy.deepcopy(bundle)
    other["methodology"]["rounding"]["places"] = places = dice.randint(0, 6)

    before, after = assess(bundle), assess(other)

    for old, new in zip(before["lots"], after["lots"], strict=True):
        assert (old["status"], old["preferred_bid"]) == (new["status"], new["preferred_bid"])
        for was, now in zip(old["bids"], new["bids"], strict=True):
            for name in ("rank", "total_unrounded", "price_score_unrounded", "tied_with"):
                assert was[name] == now[name]
            for figures in (now, *now["criteria"], *now["sections"]):
                for name in ("total", "price_score", "weighted_score"):
                    if figures.get(name) is not None:
                        # The long figure has 10 places itself, so it may be off by half of one.
                        off = abs(F(figures[name]) - F(figures[f"{name}_unrounded"]))
                        assert off <= F(1, 2 * 10**places) + F(1, 2 * 10**10)


def bundle_and_result_survive_being_written_and_read(bundle, dice):
    """A bundle comes back from its file as it was, and so does its result."""
    result = assess(bundle)

    assert assess(load_bundle(json.dumps(bundle, indent=1, sort_keys=True).encode())) == result
    assert json.loads(json.dumps(result)) == result


def the_fingerprint_is_of_what_the_bundle_says(bundle, dice):
    """Order of members and white space do not change it; any other change does."""
    published = assess(bundle)["bundle_sha256"]

    def mixed(value):
        if isinstance(value, dict):
            names = dice.sample(sorted(value), len(value))
            return {name: mixed(value[name]) for name in names}
        return [mixed(part) for part in value] if isinstance(value, list) else value

    rewritten = json.dumps(
        mixed(bundle), indent=dice.randint(0, 4), ensure_ascii=dice.random() < 0.5
    )
    assert assess(load_bundle(rewritten.encode()))["bundle_sha256"] == published
    changed = copy.deepcopy(bundle)
    changed["tender"]["reference"] += "."
    assert sha256(changed) != published


PROPERTIES = (
    the_second_working_out_agrees,
    weights_add_up_or_the_bundle_is_refused,
    figures_stay_within_their_bounds,
    no_rank_worsens_when_a_score_rises,
    order_changes_no_figure_and_no_rank,
    points_in_proportion_give_the_same_marks,
    an_absolute_formula_asks_about_no_other_bid,
    ties_are_mutual_and_ranks_follow_the_measure,
    working_out_again_gives_the_same,
    no_figure_is_a_float,
    figures_are_rounded_once_when_shown,
    bundle_and_result_survive_being_written_and_read,
    the_fingerprint_is_of_what_the_bundle_says,
)
