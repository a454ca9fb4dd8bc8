"""Changing a document a piece at a time, and rules as rows and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialvalue.calculations.awards import scheme_editing as editing
from tests.unit.socialvalue.calculations.awards.samples import document, scheme

ENTRIES = [{"code": "a"}, {"code": "b"}, {"code": "c"}]


@pytest.mark.parametrize(
    ("title", "taken", "code"),
    [
        ("Fair pay", [], "fair-pay"),
        ("Fair pay", ["fair-pay"], "fair-pay-2"),
        ("Fair pay", ["fair-pay", "fair-pay-2"], "fair-pay-3"),
        ("Ĝardeno & Ŝtrato!", [], "gardeno-strato"),
        ("…", [], "entry"),
        ("x" * 60, [], "x" * 36),
    ],
)
def test_a_code_is_made_of_a_title(title, taken, code):
    assert editing.new_code(title, taken) == code


def test_entries_are_replaced_added_moved_and_taken_out():
    assert editing.with_entry(ENTRIES, {"code": "b", "title": "B"})[1] == {
        "code": "b", "title": "B",
    }  # fmt: skip
    assert editing.with_entry(ENTRIES, {"code": "d"})[3] == {"code": "d"}
    assert [each["code"] for each in editing.moved_up(ENTRIES, "b")] == ["b", "a", "c"]
    assert editing.moved_up(ENTRIES, "a") == ENTRIES
    assert [each["code"] for each in editing.without_entry(ENTRIES, "b")] == ["a", "c"]
    with pytest.raises(editing.NoSuchEntry):
        editing.without_entry(ENTRIES, "z")


def test_criteria_of_all_themes_have_their_codes_together():
    assert editing.criteria_codes(document()) == ["S1", "S2", "E1", "E2"]


def test_rows_of_a_rule_by_hand():
    rule = document()["levels"][1]["rule"]

    assert editing.rule_rows(rule) == [
        {"kind": "at_least", "about": "theme:social", "criteria": [], "mark": "met", "count": 1,
         "group": ""},
        {"kind": "points", "about": "all", "criteria": [], "percent": "60", "group": ""},
        {"kind": "at_least", "about": "list", "criteria": ["E1"], "mark": "met", "count": None,
         "group": "A"},
        {"kind": "holds", "scheme": "green-mark", "level": "", "group": "A"},
    ]  # fmt: skip
    assert editing.rule_from(editing.rule_rows(rule)) == rule


def test_no_rows_are_no_rule_and_a_letter_alone_joins_nothing():
    row = editing.rule_rows({"mark": "met"})[0]

    assert editing.rule_from([]) == {}
    assert editing.rule_from([row | {"group": "A"}]) == {"mark": "met"}


@pytest.mark.parametrize("part", [{"all": [{"mark": "met"}]}, {"any": [{"mark": "met"}]}])
def test_a_rule_nested_more_deeply_has_no_rows(part):
    with pytest.raises(editing.TooInvolved):
        editing.rule_rows({"any": [{"mark": "met"}, part]})


def test_more_choices_than_letters_have_no_rows():
    with pytest.raises(editing.TooInvolved):
        editing.rule_rows({"all": [{"any": [{"mark": "met"}]}] * 27})


PARTS = st.sampled_from(
    [
        {"mark": "met"},
        {"theme": "social", "mark": "partly", "count": 1},
        {"criteria": ["S1", "E2"], "percent": "33.3"},
        {"percent": "50"},
        {"holds": "green-mark"},
        {"holds": "green-mark", "level": "gold"},
    ]
)
RULES = st.one_of(
    PARTS,
    st.lists(
        st.one_of(PARTS, st.lists(PARTS, min_size=2, max_size=3).map(lambda parts: {"any": parts})),
        min_size=2,
        max_size=4,
    ).map(lambda parts: {"all": parts}),
)


@given(RULES)
def test_a_rule_comes_back_from_its_rows(rule):
    levels = [{"code": "only", "title": "Only", "rule": rule}]
    back = [{"code": "only", "title": "Only",
             "rule": editing.rule_from(editing.rule_rows(rule))}]  # fmt: skip

    assert scheme(levels=back).levels == scheme(levels=levels).levels
