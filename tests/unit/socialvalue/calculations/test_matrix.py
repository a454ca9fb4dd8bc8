from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialvalue.calculations import matrix
from socialvalue.calculations.matrix import AreaWords, Rewording

THREE = {"start": D(50), "work": D("30.5"), "places": D("19.5")}


@pytest.mark.parametrize(
    ("emphasis", "broken"),
    [
        (THREE, []),
        ({"start": None, "work": None}, []),
        ({}, []),
        (THREE | {"work": None}, ["E1", "E2"]),
        (THREE | {"work": D("30.51")}, ["E2"]),
        ({"start": D(101), "work": D(-1)}, ["E3"]),
    ],
)
def test_broken_rules_of_emphasis(emphasis, broken):
    assert list(matrix.broken_rules(emphasis)) == broken


def test_every_broken_rule_has_its_sentence():
    assert matrix.broken_rules({"start": D(90), "work": None}) == {
        "E1": "Give every objective an emphasis, or none of them.",
        "E2": "The emphasis of the objectives adds up to exactly 100 percent.",
    }


def test_suggested_weights_worked_example():
    chosen = {"start": ["1.1"], "work": ["3.1", "3.2"], "places": []}

    weights = matrix.suggested_weights(chosen, emphasis=THREE)

    # start and work share 100 as 50 to 30.5: 62.1118... and 37.8881..., the latter in two halves
    # of 18.9440...: cut to 62.11, 18.94, 18.94, which is 99.99; 3.1 lost 0.0040..., 1.1 only
    # 0.0018..., so 3.1, the first of the two that lost most, has the last 0.01.
    assert weights == {"1.1": D("62.11"), "3.1": D("18.95"), "3.2": D("18.94")}


def test_without_emphasis_the_objectives_share_equally():
    chosen = {"start": ["1.1"], "work": ["3.1", "3.2"]}

    weights = matrix.suggested_weights(chosen, emphasis={"start": D(70), "work": None}, places=0)

    assert weights == {"1.1": D(50), "3.1": D(25), "3.2": D(25)}


def test_nothing_chosen_is_refused():
    with pytest.raises(matrix.NoAreaChosen):
        matrix.suggested_weights({"start": []}, emphasis=THREE)


def test_only_objectives_of_no_emphasis_is_refused():
    with pytest.raises(matrix.NoEmphasisOnChosen):
        matrix.suggested_weights({"start": ["1.1"]}, emphasis={"start": D(0)})


emphases = st.lists(st.decimals(min_value="0.01", max_value=100, places=2), min_size=1, max_size=8)


@given(emphases, st.lists(st.integers(1, 9), min_size=8, max_size=8), st.integers(0, 6))
def test_suggested_weights_add_up_and_lie_within_a_step_of_their_share(shares, sizes, places):
    chosen = {
        str(number): [f"{number}.{area}" for area in range(sizes[number])]
        for number in range(len(shares))
    }
    emphasis = {str(number): share for number, share in enumerate(shares)}

    weights = matrix.suggested_weights(chosen, emphasis=emphasis, places=places)

    step = D(1).scaleb(-places)
    assert sum(weights.values()) == D(100)
    for number, share in enumerate(shares):
        exact = D(100) * share / sum(shares) / sizes[number]
        for area in chosen[str(number)]:
            assert abs(weights[area] - exact) < step + D("1e-20")


def area(code, title="Title", *, is_retired=False, **words):
    return AreaWords(code=code, title=title, is_retired=is_retired, words=words)


def test_compare_sorts_each_area_into_one_place():
    base = [area("1", meaning="a"), area("2", good=("x",)), area("3"), area("4", is_retired=True)]
    ours = [
        area("1", "New title", meaning="b"),
        area("2", good=("x",)),
        area("3", is_retired=True, meaning="reworded first"),
        area("4", is_retired=True),
        area("5"),
        area("6", is_retired=True),
    ]

    comparison = matrix.compare(base=base, ours=ours)

    assert comparison.added == (ours[4],)
    assert comparison.reworded == (
        Rewording(code="1", was="Title", now="New title", parts=("title", "meaning")),
    )
    assert comparison.retired == (ours[2],)
    assert comparison.unchanged == (ours[1], ours[3])


def test_an_area_brought_back_counts_as_added():
    comparison = matrix.compare(base=[area("1", is_retired=True)], ours=[area("1")])

    assert comparison == matrix.Comparison(
        added=(area("1"),), reworded=(), retired=(), unchanged=()
    )


codes = st.lists(st.sampled_from("abcdefgh"), unique=True)


@given(codes, codes)
def test_every_area_of_ours_that_is_live_is_in_exactly_one_place(base, ours):
    comparison = matrix.compare(base=[area(c) for c in base], ours=[area(c) for c in ours])

    places = (comparison.added, comparison.reworded, comparison.retired, comparison.unchanged)
    assert sorted(found.code for place in places for found in place) == sorted(ours)
