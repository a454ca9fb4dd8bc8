"""Differences between two versions of a method, in words."""

import copy

import pytest

from procurement.tenders.presenters.differences import difference_rows

METHOD = {
    "format": "sv-methodology/1.0",
    "tender": "T-1",
    "version": "1",
    "framework": "marmot-6",
    "section_weights": {"quality": "45", "price": "40", "social_value": "15"},
    "section_pass_marks": [],
    "scales": [{"code": "s", "title": "0 to 5", "levels": [{"points": "0", "label": "None"}]}],
    "parents": [],
    "criteria": [
        {"code": "Q1", "title": "Running it", "weight": "60", "asks_method_statement": False},
        {"code": "Q2", "title": "People", "weight": "40", "asks_method_statement": True},
    ],
    "quantities": "plan_only",
    "policy_outcomes": [],
    "climate_theme_in": None,
    "tie_break": ["quality", "price"],
    "abnormally_low": {"percent_below": "10", "references": ["mean_of_others"]},
    "rounding": {"places": 2},
    "lot_limits": None,
    "lots": [{"code": "1", "title": "All", "price": {"formula": "BENCHMARK"}}],
}


def changed(change):
    """Return what is different after a change."""
    after = copy.deepcopy(METHOD)
    change(after)
    return [(row["what"], row["before"], row["after"]) for row in difference_rows(METHOD, after)]


def test_same_method_has_no_differences():
    assert changed(lambda method: method.update(version="2", tender="T-2")) == []


@pytest.mark.parametrize(
    ("change", "rows"),
    [
        (
            lambda method: method["section_weights"].update(quality="50", price="35"),
            [("Weights: quality", "45", "50"), ("Weights: price", "40", "35")],
        ),
        (
            lambda method: method["criteria"][0].update(asks_method_statement=True),
            [("Question Q1: asks method statement", "No", "Yes")],
        ),
        (
            lambda method: method["criteria"].pop(),
            [("Question Q2", "People", "Removed")],
        ),
        (
            lambda method: method["criteria"].append({"code": "Q3", "title": "Place"}),
            [("Question Q3", "Not there", "Place")],
        ),
        (
            lambda method: method["criteria"].reverse(),
            [("Order: question", "Q1, Q2", "Q2, Q1")],
        ),
        (
            lambda method: method["scales"][0]["levels"][0].update(label="Nothing"),
            [("Scale s: levels", "points: 0; label: None", "points: 0; label: Nothing")],
        ),
        (
            lambda method: method.update(tie_break=["price"]),
            [("If bids are equal", "quality, price", "price")],
        ),
        (
            lambda method: method.update(lot_limits={"award_order": ["1"]}),
            [("Limits on lots", "None", "award order: 1")],
        ),
        (
            lambda method: method["lots"][0]["price"].update(formula="PQP"),
            [("Lot 1: price", "formula: BENCHMARK", "formula: PQP")],
        ),
        (
            lambda method: method.update(quantities="x" * 700),
            [("How commitments count", "plan_only", "x" * 600 + "…")],
        ),
    ],
)
def test_each_difference_is_told_with_what_it_was(change, rows):
    assert changed(change) == rows
