"""Whatever is done to a bundle, it is worked out or refused as documented, and never raises."""

import copy
import json
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from procurement.calculations.bundle.faults import FaultCode
from procurement.calculations.evaluation import NotABundle, load_bundle, unreadable
from tests.unit.procurement.calculations.bundles import bid, bundle
from tests.unit.procurement.calculations.generated import tenders
from tests.unit.procurement.calculations.golden import assess, codes_of, published

CODES = {code.value for code in FaultCode}

SMALL = bundle(bid("A", "100.00", {"Q1": "50", "SV1": "50"}))

TAKEN_AWAY = object()

ODD = st.sampled_from(
    [
        *(None, True, False, 0, -1, 10**400, 1.5, float("inf"), float("nan"), Decimal("1e999")),
        *("", " ", "-1", "1e3", "9" * 5000, "\ud800", "price", "Q1", "1", [], {}, [None], [[]]),
        *([{}], {"": None}, [[["1"]]], {"code": []}, ["1", "1"], "criterion:", "criterion:Q1"),
    ]
)
ANY_JSON = st.recursive(
    ODD | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=8,
)


def is_documented(result):
    """Say whether this is a whole result or the documented refusal."""
    if result["status"] != "refused":
        return set(result) == {"format", "bundle_sha256", "tender", "status", "lots", "errors"}
    return codes_of(result) <= CODES and all(
        set(error) == {"code", "at", "detail"}
        and (error["at"] == "" or error["at"].startswith("/"))
        and error["detail"].endswith(".")
        and "\n" not in error["detail"]
        for error in result["errors"]
    )


def places_in(value, path=()):
    """Return the path of every value within a JSON value."""
    yield path
    members = value.items() if isinstance(value, dict) else enumerate(value)
    for step, part in members:
        if isinstance(part, dict | list):
            yield from places_in(part, (*path, step))
        else:
            yield (*path, step)


def broken_at(document, path, damage):
    """Damage a copy of a document at a path: take the value away, or put another in its place."""
    changed = copy.deepcopy(document)
    target = changed
    for step in path[:-1]:
        target = target[step]
    if damage is TAKEN_AWAY:
        del target[path[-1]]
    else:
        target[path[-1]] = damage
    return changed


@given(ANY_JSON)
def test_any_json_value_is_refused_as_documented(value):
    result = assess(value)

    assert result["status"] == "refused"
    assert is_documented(result)


@st.composite
def damaged_tenders(draw):
    """Return a valid bundle damaged at one to three places."""
    damaged = draw(tenders())
    for _ in range(draw(st.integers(1, 3))):
        path = draw(st.sampled_from(list(places_in(damaged))[1:]))
        damaged = broken_at(damaged, path, draw(ODD | st.just(TAKEN_AWAY) | ANY_JSON))
    return damaged


@settings(max_examples=50)
@given(damaged_tenders())
def test_bundle_damaged_anywhere_is_worked_out_or_refused(damaged):
    assert is_documented(assess(damaged))


@pytest.mark.slow
@settings(max_examples=2_000)
@given(damaged_tenders())
def test_bundle_damaged_anywhere_is_worked_out_or_refused_at_length(damaged):
    assert is_documented(assess(damaged))


@pytest.mark.parametrize(
    "damage",
    [
        TAKEN_AWAY,
        None,
        *(pytest.param(damage, marks=pytest.mark.slow) for damage in ([], {}, "x", 1, [None])),
    ],
)
def test_published_bundle_damaged_at_every_place_is_worked_out_or_refused(damage):
    whole = published("bundle.json")
    whole["bids"] = whole["bids"][:1] + whole["bids"][-1:]
    whole["disqualifications"] = [whole["disqualifications"][0] | {"bid": "L1-A"}]

    wrong = [
        path
        for path in places_in(whole)
        if path and not is_documented(assess(broken_at(whole, path, damage)))
    ]

    assert wrong == []


def read(text):
    """Return the result of the bytes of a file, as the command works it out."""
    try:
        return assess(load_bundle(text))
    except NotABundle as refusal:
        return unreadable(str(refusal))


@given(st.binary(max_size=60) | st.text(max_size=60).map(str.encode))
def test_any_bytes_are_refused_as_documented(text):
    assert is_documented(read(text))


@given(st.integers(0, 2000), st.sampled_from(list('{}[],:"\\0eE-. \u00e9\ufeff')))
def test_text_with_one_character_changed_is_read_or_refused(at, character):
    text = json.dumps(SMALL)
    changed = text[: at % len(text)] + character + text[at % len(text) + 1 :]

    assert is_documented(read(changed.encode()))


@pytest.mark.parametrize(
    "extra",
    [10**400, Decimal("1e400"), float("inf"), "\ud800", {"\udc00": 1}, {1: 2}, {"a": object()}],
    ids=["long", "large", "infinite", "half a letter", "half a name", "no name", "no value"],
)
def test_unknown_member_that_has_no_canonical_form_refuses_the_bundle(extra):
    result = assess(SMALL | {"note": extra})

    assert [(error["code"], error["at"]) for error in result["errors"]] == [("unknown_format", "")]


def test_bundle_that_holds_itself_is_refused():
    endless = dict(SMALL)
    endless["note"] = [endless]

    assert codes_of(assess(endless)) == {"unknown_format"}


def test_unknown_members_of_every_kind_are_passed_over_but_are_in_the_fingerprint():
    plain = assess(SMALL)
    noted = assess(SMALL | {"note": [1, 2.5, Decimal("1.10"), 2**60, None, {"x": "y"}]})

    assert plain.pop("bundle_sha256") != noted.pop("bundle_sha256")
    assert plain == noted
