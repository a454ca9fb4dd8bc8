"""Valid tenders of every kind, made by hypothesis: few levels and prices, so ties are common."""

from hypothesis import strategies as st

from procurement.calculations.bundle.checks.decisions import RULES
from tests.unit.procurement.calculations import bundles

SCORE_FORMULAS = ["REL_LOWEST", "REL_LINEAR", "SPREAD", "MEAN", "MEDIAN", "BENCHMARK"]
RANKING_FORMULAS = [
    "PQP",
    "WEIGHTED_VFM",
    "QUALITY_TO_PRICE",
    "LOWEST_ABOVE_THRESHOLD",
    "FIXED_PRICE",
]

WITH_PRICE = [
    ("50", "30", "20"),
    ("45", "40", "15"),
    ("0", "100", "0"),
    ("59.5", "30.25", "10.25"),
    ("0", "60", "40"),
    ("66.6666666666666667", "0.0000000000000003", "33.333333333333333"),
]
WITHOUT_PRICE = [("60", "0", "40"), ("100", "0.00", "0"), ("77.7", "0", "22.3")]

SPLITS = [["100"], ["50", "50"], ["33.333", "66.667"], ["12.5", "0", "87.5"]]

PRICES = ["0.00", "64000.00", "100000.00", "100000", "120000.00", "512000.00"]
UNUSUAL_PRICES = st.decimals("0", "200000", places=3).map(lambda price: f"{price:f}")


@st.composite
def levels(draw):
    """Return the points of a scale, in any order, the highest above 0."""
    points = draw(
        st.lists(st.sampled_from(["0", "1", "2.5", "4", "10.0"]), unique=True, min_size=1)
    )
    return points if max(map(float, points)) > 0 else [*points, "5"]


@st.composite
def criteria_of(draw, section, lot_codes):
    """Return criteria of a section that add up to 100 in each lot, shared or not."""
    prefix = {"quality": "Q", "social_value": "SV"}[section]
    groups = [None] if draw(st.booleans()) else [[code] for code in lot_codes]
    made = []
    for group in groups:
        for weight in draw(st.sampled_from(SPLITS)):
            mark = draw(st.sampled_from([None, None, "1", "2.5"]))
            more = {} if group is None else {"lots": group}
            if mark is not None:
                more["pass_mark"] = {"points": mark, "disqualifies": draw(st.booleans())}
            made.append(
                bundles.criterion(f"{prefix}{len(made) + 1}", section, weight, scale="s", **more)
            )
    return made


@st.composite
def priced_lots(draw, codes):
    """Return lots with formulas, each with section weights of its own that suit its formula."""
    made = []
    for code in codes:
        formula = draw(st.sampled_from(SCORE_FORMULAS + RANKING_FORMULAS))
        suited = WITH_PRICE if formula in SCORE_FORMULAS else WITHOUT_PRICE
        more = {"section_weights": bundles.weights(*draw(st.sampled_from(suited)))}
        if draw(st.booleans()):
            more["should_cost"] = draw(st.sampled_from(["0", "110000.00"]))
        made.append(bundles.lot(code, formula, draw(parameters_of(formula)), **more))
    return made


def parameters_of(formula):
    """Return the parameters of a formula; those of QUALITY_TO_PRICE come when points are known."""
    known = {
        "SPREAD": [{}, {"when_undefined": "refuse"}, {"when_undefined": "full_score"}],
        "BENCHMARK": [{"floor": "64000", "ceiling": "120000.00"}, {"floor": "-1", "ceiling": "1"}],
        "WEIGHTED_VFM": [{"exponent": exponent} for exponent in ("1", "1.5", "2", "2.50")],
        "LOWEST_ABOVE_THRESHOLD": [{"minimum_quality": minimum} for minimum in ("0", "40.0", "70")],
        "FIXED_PRICE": [{"price": "100000.00"}],
    }
    return st.sampled_from(known.get(formula, [{}]))


@st.composite
def scored_bid(draw, code, lot, criteria, points):
    """Return a bid with scores for the criteria of its lot."""
    asked = [each for each in criteria if lot in each.get("lots", [lot])]
    price = draw(st.sampled_from(PRICES) | UNUSUAL_PRICES)
    scores = {each["code"]: draw(st.sampled_from(points)) for each in asked}
    return bundles.bid(code, price, scores, lot=lot, bidder=code.split("-")[0])


@st.composite
def decided(draw, bids):
    """Return recorded disqualifications of some bids, which may then lack price and scores."""
    decisions = []
    for bid in bids:
        if draw(st.integers(0, 5)) == 0:
            rule = draw(st.sampled_from(RULES))
            decisions.append(bundles.decision(bid["code"], rule))
            bid["price"] = draw(st.sampled_from([bid["price"], None]))
            bid["scores"] = draw(st.sampled_from([bid["scores"], bid["scores"][:1], []]))
    return decisions


def priced_levels(criteria, points):
    """Return the pounds of each level of the first criteria, rising with the points."""
    return [
        {"criterion": each["code"], "points": level, "value": f"{place * 12000}.50"}
        for each in criteria[:2]
        for place, level in enumerate(sorted(points, key=float))
    ]


@st.composite
def tenders(draw):
    """Return a valid bundle: one to three lots, up to five bids each, any formula in each."""
    codes = [str(number) for number in range(1, draw(st.integers(1, 3)) + 1)]
    points = draw(levels())
    criteria = [
        *draw(criteria_of("quality", codes)),
        *draw(criteria_of("social_value", codes)),
    ]
    lots = draw(priced_lots(codes))
    bidders = draw(st.permutations("ABCDE"))
    bids = [
        draw(scored_bid(f"{bidder}-{code}", code, criteria, points))
        for code in codes
        for bidder in bidders[: draw(st.integers(0, 5))]
    ]
    for lot in lots:
        if lot["price"]["formula"] == "QUALITY_TO_PRICE":
            lot["price"]["parameters"] = {"values": priced_levels(criteria, points)}
        if lot["price"]["formula"] == "FIXED_PRICE" and draw(st.integers(0, 3)):
            for bid in bids:
                bid["price"] = "100000.0" if bid["lot"] == lot["code"] else bid["price"]
    decisions = draw(decided(bids))
    return bundles.bundle(
        *bids,
        lots=lots,
        criteria=criteria,
        scales=[{"code": "s", "title": "s", "levels": [bundles.level(each) for each in points]}],
        disqualifications=decisions,
        **draw(methods(codes, criteria, bids)),
    )


@st.composite
def methods(draw, codes, criteria, bids):
    """Return the rest of a methodology, and the draws."""
    entries = ["quality", "social_value", "price", "drawn_lot"]
    entries += [f"criterion:{each['code']}" for each in criteria]
    more = {
        "section_weights": bundles.weights(*draw(st.sampled_from(WITH_PRICE))),
        "tie_break": draw(st.lists(st.sampled_from(entries), max_size=4)),
        "section_pass_marks": draw(st.lists(section_pass_marks(), max_size=2)),
        "abnormally_low": {
            "percent_below": draw(st.sampled_from(["10", "0", "33.3"])),
            "references": draw(st.permutations(["mean_of_others", "should_cost"])),
        },
        "rounding": {
            "places": draw(st.integers(0, 4)),
            "mode": "half_up",
            "applied": "once_when_shown",
        },
        "draws": draw(draws_of(codes, bids)),
    }
    if draw(st.booleans()):
        more["lot_limits"] = {
            "maximum_lots_awarded_per_supplier": draw(st.integers(1, 2)),
            "mechanism": "award_order",
            "award_order": draw(st.permutations(codes)),
        }
    return more


def section_pass_marks():
    """Return a pass mark of a section."""
    return st.fixed_dictionaries(
        {
            "section": st.sampled_from(["quality", "social_value"]),
            "percent": st.sampled_from(["0", "25", "40.0", "66.667"]),
            "disqualifies": st.booleans(),
        }
    )


@st.composite
def draws_of(draw, codes, bids):
    """Return draws for some lots, of all their bids or of some."""
    made = []
    for code in codes:
        if draw(st.booleans()):
            order = draw(st.permutations([bid["code"] for bid in bids if bid["lot"] == code]))
            made.append(bundles.draw(*order[: draw(st.integers(0, 5))], lot=code))
    return made
