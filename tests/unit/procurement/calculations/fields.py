"""Bids and rules for tests of contests: one valid thing each, and no surprises."""

from fractions import Fraction

from hypothesis import strategies as st

from procurement.calculations.bundle.model import Number, Parameters
from procurement.calculations.contest import Entrant, Question, Rules, percents_of

F = Fraction
TIES = ("social_value", "quality", "price", "drawn_lot")
WEIGHTS = {"quality": F(45), "price": F(40), "social_value": F(15)}
SCORE_FORMULAS = ["REL_LOWEST", "REL_LINEAR", "SPREAD", "MEAN", "MEDIAN", "BENCHMARK"]
PARAMETERS = {
    "BENCHMARK": Parameters(floor=F(500_000), ceiling=F(1_500_000)),
    "WEIGHTED_VFM": Parameters(exponent=F(3, 2)),
    "LOWEST_ABOVE_THRESHOLD": Parameters(minimum_quality=Number(text="60", exact=F(60))),
    "FIXED_PRICE": Parameters(price=F(1_000_000)),
}


def rules(formula="REL_LOWEST", weights=(45, 40, 15), questions=(), **more):
    """Return rules of quality, price and social value weights; price 0 for ranking formulas."""
    if formula not in SCORE_FORMULAS and weights == (45, 40, 15):
        weights = (85, 0, 15)
    names = ("quality", "price", "social_value")
    more.setdefault("parameters", PARAMETERS.get(formula, Parameters()))
    return Rules(
        weights=dict(zip(names, map(F, weights), strict=True)),
        formula=formula,
        questions=tuple(questions),
        tie_break=more.pop("tie_break", TIES),
        **more,
    )


def bid(code, price, quality, social_value=0, **more):
    """Return a bid by its price and the percents that it earns."""
    percents = {"quality": F(quality), "social_value": F(social_value)}
    return Entrant(code=code, price=F(price), percents=percents, **more)


def question(code, section="quality", weight=100, levels=(0, 1, 2, 3, 4, 5), **more):
    """Return a question on a scale of 0 to 5."""
    return Question(
        code=code, section=section, weight=F(weight), levels=tuple(map(F, levels)), **more
    )


def scored(code, price, points, questions):
    """Return a bid by its points on the questions."""
    exact = {name: F(each) for name, each in points.items()}
    return Entrant(code=code, price=F(price), percents=percents_of(exact, questions), points=exact)


@st.composite
def fields(draw, most=5):
    """Return two to `most` bids with few marks and prices, so that ties are common."""
    return [
        bid(
            str(place),
            draw(st.integers(1, 40)) * 25_000,
            draw(st.integers(0, 20)) * 5,
            draw(st.integers(0, 20)) * 5,
        )
        for place in range(draw(st.integers(2, most)))
    ]


@st.composite
def any_rules(
    draw,
    formulas=(*SCORE_FORMULAS, "PQP", "WEIGHTED_VFM", "FIXED_PRICE", "LOWEST_ABOVE_THRESHOLD"),
):
    """Return rules of any formula with weights that suit it."""
    formula = draw(st.sampled_from(formulas))
    social_value = draw(st.integers(1, 40))
    price = draw(st.integers(1, 99 - social_value)) if formula in SCORE_FORMULAS else 0
    return rules(formula, (100 - price - social_value, price, social_value))
