import pytest

from socialvalue.calculations import weight_rules

from .samples import THRESHOLD, document, rule


def reading(*rules):
    return weight_rules.rules_from(document(*rules))


def test_rule_of_a_document():
    [read] = reading(rule(note=None, maximum_percent="20.50", nations=None))

    assert (read.code, read.note, read.nations) == ("ours", "", None)
    assert f"{read.maximum_percent:f}" == "20.50"


def test_members_that_are_not_known_are_ignored():
    assert reading(rule(colour="red")) == reading(rule())


BAND = {"main_category": None, "at_least": "1", "basis": "excluding_vat", "basis_confirmed": True}
SPLIT = {"code": "split", "about": "split"}
COUNT = {"code": "maximum_measures", "about": "measures"}


@pytest.mark.parametrize(
    ("changed", "at", "detail"),
    [
        ({"code": ""}, "/rules/0/code", "is '', not words"),
        ({"title": 3}, "/rules/0/title", "is 3, not words"),
        ({"enabled": "yes"}, "/rules/0/enabled", "is 'yes', not true or false"),
        (
            {"confidence": "sure"},
            "/rules/0/confidence",
            "is 'sure', not one of: high, medium, low",
        ),
        ({"nations": "england"}, "/rules/0/nations", "is 'england', not a list of codes"),
        (
            {"nations": ["eng"]},
            "/rules/0/nations",
            "names 'eng', not one of: england, wales, scotland, northern_ireland, uk",
        ),
        (
            {"effective_from": "1 May"},
            "/rules/0/effective_from",
            "is '1 May', not a day such as 2026-06-01",
        ),
        (
            {"effective_from": 2026},
            "/rules/0/effective_from",
            "is 2026, not a day such as 2026-06-01",
        ),
        ({"effective_to": "2025-12-31"}, "/rules/0/effective_to", "is before effective_from"),
        (
            {"minimum_percent": 15},
            "/rules/0/minimum_percent",
            "15 is not a decimal string such as 15 or 1040000.00",
        ),
        ({"minimum_percent": "-1"}, "/rules/0/minimum_percent", "is -1, below nought"),
        (
            {"minimum_percent": "100.1"},
            "/rules/0/minimum_percent",
            "is 100.1, more than 100 percent",
        ),
        ({"values": {}}, "/rules/0/values", "is not a list"),
        ({"values": ["one"]}, "/rules/0/values/0", "is not an object"),
        (
            {"values": [BAND | {"at_least": None}]},
            "/rules/0/values/0/at_least",
            "is missing, as are above and below: the band has no limit",
        ),
        (
            {"requirements": [SPLIT | {"value": "half"}]},
            "/rules/0/requirements/0/value",
            "is 'half', not a split such as 50/50",
        ),
        (
            {"requirements": [SPLIT | {"value": "50/40"}]},
            "/rules/0/requirements/0/value",
            "is '50/40', which does not add up to 100",
        ),
        (
            {"requirements": [COUNT | {"value": "6"}]},
            "/rules/0/requirements/0/value",
            "is '6', not a whole number",
        ),
        (
            {"requirements": [COUNT | {"value": True}]},
            "/rules/0/requirements/0/value",
            "is True, not a whole number",
        ),
        (
            {"requirements": [COUNT | {"value": -1}]},
            "/rules/0/requirements/0/value",
            "is -1, not a whole number",
        ),
        (
            {"requirements": [{"code": "attachment", "about": "attachments"}]},
            "/rules/0/requirements/0/value",
            "is missing",
        ),
    ],
)
def test_a_rule_that_is_wrong_is_refused_with_its_place(changed, at, detail):
    with pytest.raises(weight_rules.DataWrong) as refused:
        reading(rule(**changed))

    assert (refused.value.at, refused.value.detail) == (at, detail)
    assert str(refused.value) == f"{at}: {detail}"


@pytest.mark.parametrize("name", sorted(rule()))
def test_a_rule_without_a_member_is_refused(name):
    incomplete = rule()
    del incomplete[name]

    with pytest.raises(weight_rules.DataWrong, match=f"^/rules/0/{name}: is missing$"):
        reading(incomplete)


def test_two_rules_of_one_code_are_refused():
    with pytest.raises(weight_rules.DataWrong, match=r"^/rules/1/code: 'ours' is used twice$"):
        reading(rule(), rule())


def test_a_threshold_that_is_wrong_is_refused_with_its_place():
    wrong = document(thresholds=[THRESHOLD, THRESHOLD | {"category": "light_touch"}])

    with pytest.raises(weight_rules.DataWrong) as refused:
        weight_rules.thresholds_from(wrong)

    assert str(refused.value) == (
        "/thresholds/1/category: is 'light_touch', not one of: goods_services, works"
    )
