"""What every page is given."""

import pytest

from socialvalue.core import context
from tests.factories.accounts import OrganisationFactory


@pytest.fixture
def _three_entries(settings):
    """A navigation of pages that are always there."""
    settings.NAVIGATION = [
        ("Statement", "core:accessibility", ("auditor", "approver")),
        ("About", "core:about", ()),
        ("Privacy", "core:privacy", ("data_officer",)),
    ]


def request(rf, *roles, path="/", organisation=True):
    """Return a request of somebody who holds these roles."""
    made = rf.get(path)
    made.organisation = OrganisationFactory.build() if organisation else None
    made.roles = frozenset(roles)
    return made


@pytest.mark.usefixtures("_three_entries")
@pytest.mark.parametrize(
    ("roles", "seen"),
    [
        ([], ["About"]),
        (["auditor"], ["Statement", "About"]),
        (["data_officer", "approver"], ["Statement", "About", "Privacy"]),
    ],
)
def test_navigation_is_of_the_roles_held(rf, roles, seen):
    assert [entry["text"] for entry in context.navigation(request(rf, *roles))] == seen


@pytest.mark.usefixtures("_three_entries")
def test_navigation_is_empty_without_an_organisation(rf):
    assert context.navigation(request(rf, organisation=False)) == []


@pytest.mark.usefixtures("_three_entries")
def test_navigation_says_where_one_is(rf):
    entries = context.navigation(request(rf, "auditor", path="/about"))

    assert [(entry["url"], entry["active"]) for entry in entries] == [
        ("/accessibility", False),
        ("/about", True),
    ]


@pytest.mark.parametrize(
    ("path", "marked"),
    [
        ("/about", ["About"]),
        ("/privacy", ["About"]),
        ("/accessibility", ["Statement"]),
        ("/no", []),
    ],
)
def test_navigation_marks_the_entry_under_which_a_page_lies_most_closely(
    rf, settings, path, marked
):
    settings.NAVIGATION = [
        ("Statement", "core:accessibility", ()),
        ("About", "core:about", (), "core:privacy"),
    ]

    entries = context.navigation(request(rf, path=path))

    assert [entry["text"] for entry in entries if entry["active"]] == marked


@pytest.mark.usefixtures("_three_entries")
def test_page_knows_the_organisation_and_what_the_site_is_called(rf, settings):
    settings.SOURCE_CODE_URL, settings.DEMONSTRATION = "https://example.org/code", True
    asked = request(rf, "data_officer")
    asked.organisations = [asked.organisation]

    given = context.page(asked)

    assert given == {
        "service_name": "Social Value Assessor",
        "source_code_url": "https://example.org/code",
        "is_demonstration": True,
        "organisation": asked.organisation,
        "organisations": [asked.organisation],
        "navigation": context.navigation(asked),
    }


@pytest.mark.usefixtures("_three_entries")
def test_page_of_a_request_that_was_refused_before_anyone_was_known(rf):
    given = context.page(rf.get("/"))

    assert (given["organisation"], given["organisations"], given["navigation"]) == (None, (), [])
