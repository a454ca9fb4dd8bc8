import importlib
from pathlib import Path

import pytest

from socialvalue.calculations.spend.rules import RULES

PACKAGE = "socialvalue.calculations.spend"


def test_rules_are_numbered_one_to_twenty():
    assert list(RULES) == list(range(1, 21))


@pytest.mark.parametrize("number", RULES)
def test_rule_is_a_sentence(number):
    assert RULES[number].words.endswith(".")


@pytest.mark.parametrize("name", sorted({name for rule in RULES.values() for name in rule.kept_by}))
def test_rule_is_kept_by_a_function_that_says_what_it_does(name):
    module, function = name.split(".")

    kept_by = getattr(importlib.import_module(f"{PACKAGE}.{module}"), function)

    assert kept_by.__doc__


def test_rule_that_nothing_here_keeps_says_what_is_beyond_these_sums():
    assert [number for number, rule in RULES.items() if not rule.kept_by and not rule.beyond] == []


KEPT = [number for number, rule in RULES.items() if rule.kept_by]


@pytest.mark.parametrize("number", KEPT)
def test_rule_has_a_test(number):
    tests = "".join(path.read_text() for path in Path(__file__).parent.glob("test_*.py"))

    assert f"def {TESTS[number]}(" in tests


TESTS = {
    1: "test_disposition",
    2: "test_gross_amounts_become_net_for_an_anchor_that_publishes_them",
    3: "test_negative_totals_are_shown_in_the_order_of_the_top_list",
    4: "test_lines_of_one_number_that_differ_are_a_split_invoice",
    5: "test_disposition_is_the_first_reason_in_the_order_of_the_study",
    6: "test_disposition",
    7: "test_disposition",
    8: "test_register_does_not_guess",
    9: "test_location_of_goes_by_the_postcode_of_its_basis",
    10: "test_lookup_form_mends_only_the_digit_of_the_inward_part",
    11: "test_nested_areas_must_lie_within_each_other",
    12: "test_location_coverage_is_provisional_below_the_floor",
    13: "test_mean_of_anchors_stands_beside_the_pooled_percentage",
    14: "test_top_suppliers_worked_example",
    15: "test_sizes_worked_example",
    16: "test_deprivation_is_of_spend_located_in_england",
    17: "test_leakage_leaves_the_unknown_out_and_shows_credits",
    18: "test_lines_of_the_golden_study_are_as_expected",
    20: "test_what_was_not_asked_alike_is_refused_or_marked",
}
