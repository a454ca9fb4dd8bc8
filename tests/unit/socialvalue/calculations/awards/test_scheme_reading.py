"""Documents that are schemes, and what is said of those that are none."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialvalue.calculations.awards.scheme import (
    AtLeast,
    Holds,
    Points,
    Quantifier,
    Together,
    fingerprint,
)
from socialvalue.calculations.awards.scheme_reading import SchemeRefused, scheme_from
from tests.unit.socialvalue.calculations.awards.samples import document, scheme


def faults(**changed):
    """Return what is said of the sample with these members changed."""
    with pytest.raises(SchemeRefused) as refused:
        scheme_from(document(**changed))
    return refused.value.errors


def level(rule):
    """Return the member levels with one level of this rule."""
    return [{"code": "only", "title": "Only", "rule": rule}]


def test_a_document_becomes_a_scheme():
    made = scheme(
        validity_months=60, decision_working_days=7, applicants=["vcse"], unconfirmed=["Years."],
        for_applicants=["Ask us."], letters={"awarded": "Well done."},
        statements=["We are real."], remind_months_before=3,
    )  # fmt: skip

    assert (made.code, made.kind, made.validity_months, made.decision_working_days) == (
        "weavers", "award", 60, 7,
    )  # fmt: skip
    assert [criterion.code for criterion in made.criteria_of("environment")] == ["E1", "E2"]
    assert [criterion.weight for criterion in made.criteria] == [1, 1, 1, 3]
    assert made.sources[0].as_of == dt.date(2026, 1, 5)
    assert (made.applicants, made.statements, made.letters) == (
        {"vcse"}, ("We are real.",), {"awarded": "Well done."},
    )  # fmt: skip
    assert made.for_applicants == ("Ask us.",)
    assert (made.unconfirmed, made.remind_months_before, made.fee_pence) == (("Years.",), 3, 0)


@pytest.mark.parametrize(("given", "days"), [({}, 20), ({"appeal_working_days": 0}, 0)])
def test_a_decision_can_be_appealed_for_four_weeks_unless_the_scheme_says_so(given, days):
    assert scheme(**given).appeal_working_days == days


@pytest.mark.parametrize(
    ("given", "months"),
    [
        ({}, 6),
        ({"renewal_months_before": 3, "remind_months_before": 1}, 3),
        # Whoever is reminded can renew.
        ({"renewal_months_before": 3, "remind_months_before": 9}, 9),
    ],
)
def test_a_renewal_opens_half_a_year_before_the_end_unless_the_scheme_says_so(given, months):
    assert scheme(**given).renewal_opens_months == months


def test_rules_name_criteria_by_theme_by_code_or_all():
    made = scheme()

    assert made.level("aspiring").rule == AtLeast(("S1", "S2"), "partly")
    assert made.level("accredited").rule == Together(
        Quantifier.ALL,
        (
            AtLeast(("S1", "S2"), "met", 1),
            Points(("S1", "S2", "E1", "E2"), Decimal(60)),
            Together(Quantifier.ANY, (AtLeast(("E1",), "met"), Holds("green-mark"))),
        ),
    )


def test_a_day_may_be_a_day_of_yaml():
    source = {"title": "The tests", "as_of": dt.date(2026, 1, 5)}

    assert scheme(sources=[source]).sources[0].confirmed is False


@pytest.mark.parametrize("nothing", [None, [], "scheme", {"format": "social-value-scheme/2.0"}])
def test_what_is_no_scheme_is_refused_as_a_whole(nothing):
    with pytest.raises(SchemeRefused, match=r'"format" must be "social-value-scheme/1\.0"'):
        scheme_from(nothing)


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"title": ""}, '"title" is missing.'),
        ({"colour": "red"}, '"colour" is not known here'),
        ({"title": 7}, "title: write text."),
        ({"kind": "prize"}, 'kind: "prize" is not one of award, charter'),
        ({"fee_pence": "ten"}, "fee_pence: write a whole number"),
        ({"fee_pence": True}, "fee_pence: write a whole number"),
        ({"validity_months": -1}, "validity_months: write a whole number"),
        ({"statements": "We are real."}, "statements: this must be a list."),
        ({"statements": [""]}, "statements, entry 1: write text."),
        ({"letters": ["Dear"]}, "letters: this must have named members."),
        ({"sources": [{"title": "A", "as_of": "soon"}]}, "as_of: write a day"),
        ({"sources": [{"title": "A", "as_of": 2026}]}, "as_of: write a day"),
        ({"sources": ["A"]}, "sources, entry 1: this must have named members."),
        ({"sources": [{"title": "A", "as_of": "2026-01-05", "confirmed": "yes"}]},
         "write true or false"),
        ({"themes": [{"code": "a", "title": "A", "criteria": "none"}]}, "must be a list"),
        ({"themes": ["social"]}, '"code" is missing.'),
        ({"levels": level({"mark": "splendid"})}, '"splendid" is not one of not, partly, met'),
        ({"levels": level({"theme": "sport", "mark": "met"})}, 'there is no theme "sport"'),
        ({"levels": level({"criteria": ["X"], "mark": "met"})}, 'there is no criterion "X"'),
        ({"levels": level({"mark": "met", "count": 5})}, "asks for 5 of 4 criteria"),
        ({"levels": level({"mark": "met", "count": 0})}, "always holds"),
        ({"levels": level({"percent": "0"})}, "a percentage above 0"),
        ({"levels": level({"percent": "101"})}, "a percentage above 0"),
        ({"levels": level({"percent": 60.5})}, "write a number as text"),
        ({"levels": level({"percent": "-5"})}, "not below nought"),
        ({"levels": level({"percent": "a lot"})}, "write a number as text"),
        ({"code": "two words"}, "code: write 1 to 40 letters, digits or hyphens."),
        ({"levels": level({"percent": 5, "colour": "red"})}, '"colour" is not known'),
        ({"themes": [{"code": "a", "title": "A", "criteria": [
            {"code": "A1", "title": "A", "question": "A?", "weight": "0"}]}],
          "levels": level({"percent": "60"})}, "can have no points"),
        ({"levels": level({"criteria": [], "mark": "met"})}, "every one of 0 criteria"),
        ({"levels": level({"all": []})}, '"all" is missing.'),
        ({"levels": level({"any": [{"mark": "met"}], "percent": "5"})}, '"percent" is not known'),
        ({"levels": level("everything")}, '"mark" is missing.'),
    ],
)  # fmt: skip
def test_each_fault_is_told_with_its_place(changed, fault):
    assert any(fault in sentence for sentence in faults(**changed)), faults(**changed)


def test_a_code_names_one_thing():
    twice = document()["marks"] * 2

    assert 'marks, entry 4: the code "not" is used twice.' in faults(marks=twice)


def test_a_criterion_is_asked_once():
    themes = document()["themes"]
    themes[1]["criteria"][0]["code"] = "S1"

    assert 'themes, entry 2, criteria, entry 1: the code "S1" is used twice.' in faults(
        themes=themes
    )


def test_a_criterion_has_everything_it_needs():
    themes = document()["themes"]
    themes[0]["criteria"] = [{"code": "S1", "title": "Jobs", "weight": "-1"}, "S2"]

    said = faults(themes=themes)

    assert 'themes, entry 1, criteria, entry 1: "question" is missing.' in said
    assert "themes, entry 1, criteria, entry 2: this must have named members." in said
    assert any("weight: write a number that is not below nought" in each for each in said)


def test_a_fault_has_the_place_of_its_field():
    themes = document()["themes"]
    themes[1]["criteria"][0]["question"] = ""

    with pytest.raises(SchemeRefused) as refused:
        scheme_from(document(themes=themes))

    assert [fault.at for fault in refused.value.faults] == [
        ("themes", 1, "criteria", 0, "question")
    ]


def test_a_number_may_be_whole_without_quotes():
    assert scheme(levels=level({"percent": 60})).levels[0].rule.percent == Decimal(60)


def test_points_count_only_where_a_level_asks_for_a_share():
    assert scheme().counts_points
    assert not scheme(levels=level({"any": [{"mark": "met"}, {"holds": "a"}]})).counts_points


def test_a_fingerprint_does_not_hang_on_the_order_of_names():
    turned = dict(reversed(document().items()))

    assert fingerprint(turned) == fingerprint(document())
    assert fingerprint(document(title="Ours")) != fingerprint(document())


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(["code", "title", "rule", "all", "mark"]), inner)
        ),
        max_leaves=8,
    ),
    st.sampled_from(["themes", "levels", "marks", "sources", "letters", "kind", "statements"]),
)
def test_whatever_a_member_is_the_document_is_read_or_refused(value, name):
    try:
        said = scheme_from(document(**{name: value})).code
    except SchemeRefused as refused:
        said = refused.errors

    assert said
