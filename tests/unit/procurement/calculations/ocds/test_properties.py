"""Notices with anything anywhere: loaded or refused with a reason, and never an exception."""

import copy
import json
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from procurement.calculations.ocds import documents_of, draft_of, releases_of, report_of
from tests.shared_data import SHARED_DATA, needs_shared_data
from tests.unit.procurement.calculations.ocds.notices import (
    CONTRACTS_FINDER,
    FIND_A_TENDER,
    SCOTLAND,
)

NOTICES = [FIND_A_TENDER, CONTRACTS_FINDER, SCOTLAND]
ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**30), 10**30)
    | st.decimals(allow_nan=False, allow_infinity=False)
    | st.sampled_from(
        [Decimal("1e400000"), Decimal("1e-400000"), "2026-13-45", "0001-01-01T00:00Z"]
    )
    | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=6,
)


def places_in(value, path=()):
    yield path
    entries = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    for name, inner in entries:
        yield from places_in(inner, (*path, name))


@st.composite
def mutated(draw):
    """A notice with one to four of its values replaced, taken out or doubled."""
    notice = copy.deepcopy(draw(st.sampled_from(NOTICES)))
    for _ in range(draw(st.integers(1, 4))):
        paths = [path for path in places_in(notice) if path]
        *way, last = draw(st.sampled_from(paths))
        holder = notice
        for step in way:
            holder = holder[step]
        if draw(st.booleans()):
            del holder[last]
        else:
            holder[last] = draw(ANYTHING)
        if not notice:
            break
    return notice


def is_told(told):
    return set(told) == {"at", "sentence"} and told["sentence"][-1] in ".…"


@settings(max_examples=150, deadline=None)
@given(mutated())
def test_mutated_notice_is_loaded_or_refused_with_a_reason(notice):
    reports = [report_of(draft_of(release)) for release in releases_of(notice)]

    assert reports
    for report in reports:
        json.dumps(report)
        assert report["outcome"] in {"loaded", "refused"}
        assert all(is_told(told) for told in report["not_understood"])
        if report["outcome"] == "refused":
            assert is_told(report["reason"])
        else:
            needed = (report["ocid"], report["title"], report["understood"]["buyer"]["name"])
            assert all(needed)


@settings(max_examples=100, deadline=None)
@given(ANYTHING)
def test_anything_is_answered(value):
    for release in releases_of(value):
        report = report_of(draft_of(release))

        assert report["outcome"] == "refused"
        assert is_told(report["reason"])


@settings(max_examples=50, deadline=None)
@given(mutated())
def test_every_fact_is_known_or_asked(notice):
    for release in releases_of(notice):
        report = report_of(draft_of(release))
        if report["outcome"] == "refused":
            continue
        facts, asked = report["understood"], report["to_complete"]
        for name in ("regime", "nation", "main_category", "commenced_on"):
            assert (facts[name] is None) == (name in asked)
        assert (facts["worth"]["excluding_vat_pence"] is None) == ("value_excluding_vat" in asked)
        assert (facts["worth"]["including_vat_pence"] is None) == ("value_including_vat" in asked)


@needs_shared_data
def test_every_published_notice_is_loaded():
    content = (SHARED_DATA / "ocds" / "uk_ocds_releases_a.jsonl.gz").read_bytes()

    reports = [
        report_of(draft_of(release))
        for _at, document in documents_of(content)
        for release in releases_of(document)
    ]

    assert [report["outcome"] for report in reports] == ["loaded"] * 190


@needs_shared_data
@pytest.mark.parametrize(
    ("fact", "counts"),
    [
        ("regime", {None: 119, "public_contracts_regulations_2015": 43, "below_threshold": 28}),
        ("nation", {"england": 98, "scotland": 49, "wales": 42, None: 1}),
        ("main_category", {"services": 125, "goods": 35, "works": 30}),
        ("notice", {"tender": 115, "award": 71, "planning": 4}),
    ],
)
def test_published_notices_say_what_was_counted(fact, counts):
    content = (SHARED_DATA / "ocds" / "uk_ocds_releases_a.jsonl.gz").read_bytes()

    found = [
        report_of(draft_of(release))["understood"][fact]
        for _at, document in documents_of(content)
        for release in releases_of(document)
    ]

    assert {value: found.count(value) for value in set(found)} == counts
