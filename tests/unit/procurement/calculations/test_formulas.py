"""The eleven formulas against the published answers, exactly."""

from fractions import Fraction

import pytest

from procurement.calculations.bundle.model import Parameters
from procurement.calculations.bundle.reading import parameters_of
from procurement.calculations.formulas import FORMULAS, Comparison, Offer
from procurement.calculations.price_premium import NoPremium, pqp_premium, rel_lowest_premium
from procurement.calculations.price_statistics import NoPrices, statistics_of
from procurement.calculations.relative_quantities import NothingOffered, relative_quantity_scores
from procurement.calculations.square_root import SquareRoot, comparable, rounded
from socialvalue.calculations.rounding import shown, shown_short
from tests.unit.procurement.calculations import golden

PUBLISHED = golden.published("formulas.json")
FOUR_BIDS = PUBLISHED["bids"]


def exact(text):
    """Return the exact number that the published answers spell: a decimal, a/b or sqrt(...)."""
    if text.startswith("sqrt("):
        return SquareRoot(Fraction(text.removeprefix("sqrt(").removesuffix(")")))
    return Fraction(text)


def same(value, expected):
    """Say whether two exact numbers are equal, one of which may be known by its square."""
    if isinstance(value, SquareRoot) and not isinstance(expected, SquareRoot):
        return value == SquareRoot(expected**2)
    return value == expected


def offer(price, quality="0", points=None):
    """Return one offer from text."""
    return Offer(
        price=Fraction(price),
        quality=Fraction(quality),
        points={code: Fraction(each) for code, each in (points or {}).items()},
    )


def comparison(offers, key, parameters=None, weight="0"):
    """Return what the offers share."""
    return Comparison(
        weight=Fraction(weight),
        statistics=statistics_of([each.price for each in offers]),
        parameters=parameters_of(parameters or {}, formula=key),
    )


def order_of(key, values):
    """Return the codes of the values, best first."""
    sign = -1 if FORMULAS[key].best == "highest" else 1
    return sorted(values, key=lambda code: sign * comparable(values[code]))


def test_every_published_formula_is_there_in_the_order_of_the_format():
    assert list(FORMULAS) == list(PUBLISHED["formulas"])


@pytest.mark.parametrize("key", FORMULAS)
def test_four_bids_worked_by_hand(key):
    formula, published = FORMULAS[key], PUBLISHED["formulas"][key]
    offers = {
        each["bid"]: offer(each["price"], each["quality"], each["points"])
        for each in FOUR_BIDS
        if each["bid"] not in published.get("excluded", [])
    }
    shared = comparison(
        list(offers.values()), key, published.get("parameters"), PUBLISHED["price_weight"]
    )

    values = {bid: formula.work_out(each, shared) for bid, each in offers.items()}

    wrong = {
        bid: value
        for bid, value in values.items()
        if not same(value, exact(published["values"][bid]["exact"]))
    }
    assert wrong == {}
    assert {bid: shown(rounded(value, places=2)) for bid, value in values.items()} == {
        bid: value["shown"] for bid, value in published["values"].items()
    }
    assert order_of(key, values) == published.get("order", order_of(key, values))


@pytest.mark.parametrize("key", FORMULAS)
def test_formula_says_of_itself_what_is_published(key):
    formula, published = FORMULAS[key], PUBLISHED["formulas"][key]

    said = {
        "unit": formula.unit,
        "best": formula.best,
        "depends_on_other_bids": formula.depends_on_other_bids,
        "clamp": formula.clamp,
    }

    assert said == {name: published[name] for name in said}
    # The published definitions add the figures of the example after a comma or semicolon.
    assert published["definition"].startswith(formula.definition.partition(" among")[0])


@pytest.mark.parametrize("key", FORMULAS)
def test_formula_has_words_for_every_part_of_a_page(key):
    formula = FORMULAS[key]
    words = [formula.title, formula.explanation, formula.caution, formula.undefined_when]

    assert all(words)
    assert all(sentence.endswith(".") for sentence in (formula.explanation, formula.caution))
    assert all(parameter.meaning for parameter in formula.parameters)


def test_measures_are_those_of_the_format():
    assert {key: formula.measure for key, formula in FORMULAS.items()} == {
        **dict.fromkeys(
            ["REL_LOWEST", "REL_LINEAR", "SPREAD", "MEAN", "MEDIAN", "BENCHMARK"], "total"
        ),
        "PQP": "price_per_quality_point",
        "WEIGHTED_VFM": "value_index",
        "QUALITY_TO_PRICE": "adjusted_price",
        "LOWEST_ABOVE_THRESHOLD": "price",
        "FIXED_PRICE": "quality",
    }
    assert [key for key, formula in FORMULAS.items() if formula.gives_price_score] == [
        "REL_LOWEST",
        "REL_LINEAR",
        "SPREAD",
        "MEAN",
        "MEDIAN",
        "BENCHMARK",
    ]


@pytest.mark.parametrize("case", PUBLISHED["value_index"], ids=lambda case: case["exact"])
def test_value_index_is_exact(case):
    formula = FORMULAS["WEIGHTED_VFM"]
    one = offer(case["price"], case["quality"])

    value = formula.work_out(one, comparison([one], formula.key, {"exponent": case["exponent"]}))

    assert same(value, exact(case["exact"]))
    assert shown(rounded(value, places=2)) == case["shown"]


@pytest.mark.parametrize(
    ("exponent", "expected"),
    [
        # Q = 50, P = 2,000,000: 50 / 2; 50 x root 50 / 2 = root 31,250 = 176.776695...;
        # 2,500 / 2; 2,500 x root 50 / 2 = 8838.834764...
        ("1", "25"),
        ("1.5", "176.7766952966"),
        ("2.0", "1250"),
        ("2.5", "8838.8347648318"),
    ],
)
def test_value_index_worked_examples(exponent, expected):
    formula = FORMULAS["WEIGHTED_VFM"]
    one = offer("2000000.00", "50")

    value = formula.work_out(one, comparison([one], formula.key, {"exponent": exponent}))

    assert shown_short(rounded(value, places=10)) == expected


@pytest.mark.parametrize("case", PUBLISHED["clamps"], ids=lambda case: case["formula"])
def test_scores_are_kept_between_nought_and_the_price_weight(case):
    formula = FORMULAS[case["formula"]]
    offers = [offer(price) for price in case["prices"]]
    shared = comparison(offers, formula.key, case.get("parameters"), case["price_weight"])

    score = formula.work_out(offer(case["price"]), shared)

    assert formula.cause(offers, shared) is None
    assert score == Fraction(case["score"])


@pytest.mark.parametrize(
    "case", PUBLISHED["undefined"], ids=lambda case: f"{case['formula']} {case['cause']}"
)
def test_formula_says_why_it_has_no_answer(case):
    formula = FORMULAS[case["formula"]]
    qualities = case.get("qualities", ["50"] * len(case["prices"]))
    offers = [
        offer(price, quality) for price, quality in zip(case["prices"], qualities, strict=True)
    ]

    cause = formula.cause(offers, comparison(offers, formula.key, case.get("parameters")))

    assert cause == case["cause"]


def test_formula_with_two_causes_gives_the_first_of_the_format():
    offers = [offer("0", "50"), offer("100", "0")]

    assert FORMULAS["PQP"].cause(offers, comparison(offers, "PQP")) == "zero_quality"


@pytest.mark.parametrize(("price", "cause"), [("600", None), ("600.01", "price_not_fixed_price")])
def test_fixed_price_is_the_price_of_every_bid(price, cause):
    offers = [offer("600.00"), offer(price)]
    shared = comparison(offers, "FIXED_PRICE", {"price": "600.0"})

    assert FORMULAS["FIXED_PRICE"].cause(offers, shared) == cause


@pytest.mark.parametrize(
    ("group", "case"),
    [(group, case) for group in PUBLISHED["rank_reversal"] for case in group["cases"]],
    ids=lambda part: part.get("formula", part.get("name")),
)
def test_third_bid_may_swap_the_first_two(group, case):
    formula = FORMULAS[case["formula"]]
    share = Fraction(100 if formula.key == "PQP" else group["quality_weight"]) / 100
    offers = {
        code: offer(bid["price"], share * Fraction(bid["quality_percent"]))
        for code, bid in group["bids"].items()
        if code in case["present"]
    }
    shared = comparison(
        list(offers.values()), formula.key, case.get("parameters"), group["price_weight"]
    )

    values = {
        code: formula.work_out(each, shared) + (each.quality if formula.gives_price_score else 0)
        for code, each in offers.items()
    }

    assert {
        code: {"four_places": shown(value, places=4), "shown": shown(value)}
        for code, value in values.items()
    } == case["values"]
    assert order_of(formula.key, values) == case["order"]


@pytest.mark.parametrize("case", PUBLISHED["relative_quantities"]["cases"])
def test_relative_quantities_shrink_when_one_offer_is_inflated(case):
    offers = {bid: Fraction(pounds) for bid, pounds in case["offers"].items()}

    scores = relative_quantity_scores(
        offers, weight=Fraction(PUBLISHED["relative_quantities"]["weight"])
    )

    assert {
        bid: {"unrounded": shown_short(score), "shown": shown(score)}
        for bid, score in scores.items()
    } == case["scores"]


@pytest.mark.parametrize("offers", [{}, {"A": Fraction(0)}, {"A": Fraction(-1)}])
def test_relative_quantities_need_an_offer_above_nought(offers):
    with pytest.raises(NothingOffered, match="no bid offers more than nought"):
        relative_quantity_scores(offers, weight=Fraction(10))


@pytest.mark.parametrize("case", PUBLISHED["price_premium"])
def test_price_premium_of_full_social_value_marks(case):
    social_value = Fraction(case["social_value_weight"])

    if case["formula"] == "PQP":
        premium = pqp_premium(social_value_share=social_value)
    else:
        premium = rel_lowest_premium(
            price_weight=Fraction(case["price_weight"]), social_value_weight=social_value
        )

    assert shown(premium, places=1) == case["premium_percent"]


@pytest.mark.parametrize("price_weight", ["15", "14"])
def test_price_premium_has_no_end_where_social_value_weighs_as_much_as_price(price_weight):
    with pytest.raises(NoPremium, match="would win at any price"):
        rel_lowest_premium(price_weight=Fraction(price_weight), social_value_weight=Fraction(15))


@pytest.mark.parametrize(
    ("prices", "median"), [(["5"], "5"), (["9", "1", "5"], "5"), (["9", "1", "4", "6"], "5")]
)
def test_median_is_the_middle_or_the_mean_of_the_middle_two(prices, median):
    assert statistics_of([Fraction(price) for price in prices]).median == Fraction(median)


def test_statistics_need_a_price():
    with pytest.raises(NoPrices):
        statistics_of([])


@pytest.mark.parametrize(
    ("square", "places", "expected"),
    [
        # 2.5 is exactly between 2 and 3 and goes up; the root of 6.2499... is just below it
        ("6.25", 0, 3),
        ("6.2499999999999999999999", 0, 2),
        ("0", 3, 0),
        ("2", 4, Fraction("1.4142")),
        ("3", 3, Fraction("1.732")),
    ],
)
def test_root_is_rounded_half_up(square, places, expected):
    assert SquareRoot(Fraction(square)).rounded(places=places) == expected


def test_parameters_that_are_not_given_are_those_of_the_format():
    assert parameters_of({}, formula="SPREAD") == Parameters(when_undefined="refuse")
    assert parameters_of({"floor": "1", "ceiling": None}, formula="REL_LOWEST") == Parameters()
