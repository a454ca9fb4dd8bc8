"""What holds for every tender: the second working out agrees, and nothing depends on chance."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from socialvalue.calculations.rounding import shown
from tests.unit.procurement.calculations import oracle
from tests.unit.procurement.calculations.generated import tenders
from tests.unit.procurement.calculations.golden import published, without_free_text
from tests.unit.procurement.calculations.properties import PROPERTIES, compared

SEEDS = st.integers(0, 2**32)


@pytest.mark.parametrize("holds", PROPERTIES, ids=lambda holds: holds.__name__)
@settings(max_examples=60)
@given(bundle=tenders(), seed=SEEDS)
def test_every_tender(holds, bundle, seed):
    holds(bundle, Random(seed))


@pytest.mark.slow
@pytest.mark.parametrize("part", range(4))
@settings(max_examples=2_500)
@given(bundle=tenders(), seed=SEEDS)
def test_every_tender_of_ten_thousand_has_every_property(part, bundle, seed):
    for holds in PROPERTIES:
        holds(bundle, Random(seed))


def test_second_working_out_gives_the_published_results():
    cases = published("edge_cases.json")["cases"]

    for case in cases:
        assert oracle.result_of(case["bundle"]) == without_free_text(case["expected"])
    expected = without_free_text(published("expected.json"))
    assert oracle.result_of(published("bundle.json")) == compared(expected)


@given(st.fractions(), st.integers(0, 12))
def test_second_rounding_agrees(number, places):
    assert shown(number, places=places) == oracle.shown(number, places)
