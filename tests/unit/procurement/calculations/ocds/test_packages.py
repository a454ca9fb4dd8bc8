"""Releases, packages of them, records: what comes out, and the way to each."""

import pytest

from procurement.calculations.ocds import releases_of
from procurement.calculations.ocds.merging import merged


def found(document):
    return [(each.path, each.value, each.problem) for each in releases_of(document)]


def test_release_is_itself():
    assert found({"ocid": "a", "tender": {}}) == [((), {"ocid": "a", "tender": {}}, "")]


def test_package_gives_its_releases_in_order():
    package = {"version": "1.1", "releases": [{"ocid": "a"}, {"ocid": "b"}]}

    assert found(package) == [
        (("releases", 0), {"ocid": "a"}, ""),
        (("releases", 1), {"ocid": "b"}, ""),
    ]


def test_lists_and_results_give_what_is_in_them():
    listed = [{"results": [{"releases": [{"ocid": "a"}]}]}]

    assert found(listed) == [((0, "results", 0, "releases", 0), {"ocid": "a"}, "")]


def test_record_gives_its_compiled_release():
    records = {"records": [{"ocid": "a", "compiledRelease": {"ocid": "a", "id": "1"}}]}

    assert found(records) == [
        (("records", 0, "compiledRelease"), {"ocid": "a", "id": "1"}, ""),
    ]


def test_record_gives_its_only_release():
    record = {"ocid": "a", "releases": [{"url": "x"}, {"ocid": "a", "id": "1"}]}

    assert found(record) == [(("releases", 1), {"ocid": "a", "id": "1"}, "")]


def test_record_merges_its_releases():
    later = {"ocid": "a", "date": "2026-02-01", "tender": {"title": "New"}}
    earlier = {"ocid": "a", "date": "2026-01-01", "tag": ["tender"], "tender": {"id": "1"}}

    (release,) = releases_of({"ocid": "a", "releases": [later, earlier]})

    assert release.path == ("releases",)
    assert release.value == {
        "ocid": "a",
        "date": "2026-02-01",
        "tag": ["tender"],
        "tender": {"id": "1", "title": "New"},
    }


@pytest.mark.parametrize(
    ("document", "path", "problem"),
    [
        (7, (), "This is not an OCDS release or package: no object."),
        ({"releases": {}}, ("releases",), "A list of releases is needed here."),
        ({"releases": []}, ("releases",), "This package holds no release."),
        ({"compiledRelease": 3}, (), "This record holds no release."),
        (
            {"ocid": "a", "releases": [{"url": "https://example.org"}]},
            ("releases",),
            "This record holds only links to its releases. Give a file with the releases.",
        ),
        ([[[[[[[1]]]]]]], (0,) * 7, "Packages are nested too deeply here."),
    ],
)
def test_what_holds_no_release_says_so(document, path, problem):
    (release,) = releases_of(document)

    assert (release.path, release.problem) == (path, problem)


def test_merging_replaces_takes_away_and_merges_by_id():
    first = {
        "date": "1",
        "tag": ["tender"],
        "tender": {"title": "Old", "minValue": 1, "tags": [1], "lots": [{"id": 1, "a": 1}]},
    }
    second = {
        "date": "2",
        "tag": ["tenderUpdate"],
        "tender": {
            "title": "New",
            "minValue": None,
            "tags": [2],
            "lots": [{"id": "1", "b": 2}, {"id": 2}],
        },
    }

    assert merged([second, first]) == {
        "date": "2",
        "tag": ["tender", "tenderUpdate"],
        "tender": {
            "title": "New",
            "tags": [2],
            "lots": [{"id": "1", "a": 1, "b": 2}, {"id": 2}],
        },
    }


def test_merging_puts_releases_without_a_date_first():
    assert merged([{"date": "1", "a": 1}, {"a": 2}]) == {"date": "1", "a": 1, "tag": []}
