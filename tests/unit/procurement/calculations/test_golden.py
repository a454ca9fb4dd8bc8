"""The published tender, its edge cases and its faulty variants: equal to the last digit."""

import pytest

from procurement.calculations.evaluation import load_bundle
from tests.unit.procurement.calculations import golden

BUNDLE = golden.published("bundle.json")
EDGE_CASES = golden.published("edge_cases.json")["cases"]
INVALID = golden.published("invalid.json")["cases"]


def name_of(case):
    """Return the name of a published case."""
    return case["name"]


def test_published_bundle_gives_published_result():
    bundle = load_bundle((golden.TENDER / "bundle.json").read_bytes())

    result = golden.assess(bundle)

    # Every figure is worked by hand in WORKED.md 1 to 3.
    expected = golden.published("expected.json")
    assert golden.without_free_text(result) == golden.without_free_text(expected)


def test_published_result_repeats_the_reasons_that_people_wrote():
    result = golden.assess(BUNDLE)

    reasons = [
        (each["bid"], found["reason"])
        for lot in result["lots"]
        for each in lot["bids"]
        for found in each["disqualifications"]
    ]
    assert reasons == [
        (
            "L1-E",
            (
                "Method statement s.1, p.4: repeats the specification. No rota and no audit "
                "method, so below Satisfactory."
            ),
        ),
        (
            "L2-D",
            "Social value earned 18.75% of its marks, which is below the pass mark of 25%.",
        ),
        (
            "L2-F",
            (
                "No evidence of food hygiene registration, which the tender notice (condition 4) "
                "required; asked for on 27 July and not supplied."
            ),
        ),
    ]


def test_members_come_in_the_order_of_the_published_result():
    result, expected = golden.assess(BUNDLE), golden.published("expected.json")

    assert list(result) == list(expected)
    assert list(result["lots"][0]) == list(expected["lots"][0])
    assert list(result["lots"][0]["bids"][0]) == list(expected["lots"][0]["bids"][0])


@pytest.mark.parametrize("case", EDGE_CASES, ids=name_of)
def test_edge_case_gives_published_result(case):
    result = golden.assess(case["bundle"])

    del result["bundle_sha256"]
    assert golden.without_free_text(result) == golden.without_free_text(case["expected"])


@pytest.mark.parametrize("case", INVALID, ids=name_of)
def test_faulty_bundle_is_refused_with_exactly_the_published_codes(case):
    faulty = golden.patched(BUNDLE, case["patch"])

    result = golden.assess(faulty)

    assert golden.codes_of(result) == set(case["errors"])


def test_there_are_as_many_published_cases_as_the_files_say():
    assert (len(EDGE_CASES), len(INVALID)) == (10, 27)
