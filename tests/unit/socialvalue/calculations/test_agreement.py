"""How far evaluators agree: worked by hand, and a slow second way."""

from decimal import Decimal as D
from fractions import Fraction as F

from hypothesis import given
from hypothesis import strategies as st

from socialvalue.calculations import agreement
from socialvalue.calculations.agreement import EvaluatorFigures, Marks


def marks(highest=5, **points):
    """Return what evaluators gave one bid for one question."""
    return Marks(points={name: D(given) for name, given in points.items()}, highest=D(highest))


def test_the_worked_example_of_the_guide():
    cells = [marks(E1=3, E2=3, E3=5), marks(E1=2, E2=4), marks(highest=100, E1=75)]

    # Pairs: 3-3 equal, 3-5 and 3-5 not, 2-4 not: 1 of 4.
    assert agreement.agreement(cells) == F(1, 4)
    assert [agreement.spread(each) for each in cells] == [D(2), D(2), None]
    assert agreement.mean(cells[0]) == F(11, 3)
    # E1: 3 against the mean 4 of 3 and 5 is -20% of the scale; 2 against 4 is -40%. Mean -30%.
    # E2: 3 against 4 (of 3 and 5) is -20%; 4 against 2 is +40%. Mean +10%, distance 30%.
    # E3: 5 against 3 is +40%.
    assert agreement.figures(cells) == [
        EvaluatorFigures(
            evaluator="E1",
            scored=3,
            compared=2,
            agreement=F(1, 3),
            distance=F(30),
            severity=F(-30),
        ),
        EvaluatorFigures(
            evaluator="E2", scored=2, compared=2, agreement=F(1, 3), distance=F(30), severity=F(10)
        ),
        EvaluatorFigures(
            evaluator="E3", scored=1, compared=1, agreement=F(0), distance=F(40), severity=F(40)
        ),
    ]


def test_nothing_to_compare_is_not_nought():
    alone = agreement.figures([marks(E1=3)])

    assert agreement.agreement([marks(E1=3)]) is None
    assert agreement.mean(marks()) is None
    assert [(each.agreement, each.distance, each.severity) for each in alone] == [
        (None, None, None)
    ]


CELLS = st.lists(
    st.dictionaries(st.sampled_from("ABCD"), st.integers(0, 5).map(D), max_size=4).map(
        lambda points: Marks(points=points, highest=D(5))
    ),
    max_size=6,
)


@given(CELLS)
def test_severities_cancel_out_where_everybody_scores_everything(cells):
    whole = [each for each in cells if len(each.points) == 4]

    severities = [each.severity for each in agreement.figures(whole)]

    assert sum(severities, start=F(0)) == 0


@given(CELLS)
def test_agreement_is_one_exactly_where_no_cell_is_spread(cells):
    spreads = [agreement.spread(each) for each in cells if len(each.points) > 1]

    share = agreement.agreement(cells)

    assert share is None if not spreads else (share == 1) == (not any(spreads))


@given(CELLS)
def test_distance_is_never_less_than_severity(cells):
    for each in agreement.figures(cells):
        if each.distance is not None:
            assert abs(each.severity) <= each.distance <= 100
