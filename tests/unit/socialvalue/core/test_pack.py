"""Our template pack draws what GOV.UK Frontend says its components look like."""

import pytest

from tests.unit.socialvalue.core.from_fixture import COMPONENTS, drawn, fixtures
from tests.unit.socialvalue.core.not_drawn import NOT_DRAWN, reasons
from tests.unit.socialvalue.core.same_html import tree

EVERY = [(component, each["name"]) for component in COMPONENTS for each in fixtures(component)]
DRAWN = [pair for pair in EVERY if pair not in reasons()]


def fixture_of(component, name):
    return next(each for each in fixtures(component) if each["name"] == name)


def expected(component, fixture):
    """Return the fixture's HTML; the parts of our dates always carry the name of the field."""
    options, html = fixture["options"], fixture["html"]
    if component == "date-input" and "namePrefix" not in options:
        return html.replace('name="', f'name="{options["id"]}-')
    return html


@pytest.mark.parametrize(("component", "name"), DRAWN, ids=lambda value: value)
def test_component_is_drawn_as_its_fixture(component, name):
    fixture = fixture_of(component, name)

    html = drawn(component, fixture["options"])

    assert tree(html) == tree(expected(component, fixture))


def test_most_fixtures_are_drawn():
    assert (len(DRAWN), len(EVERY)) == (272, 405)


def test_every_fixture_that_is_not_drawn_exists_and_is_listed_once():
    listed = [
        (component, name)
        for components in NOT_DRAWN.values()
        for component, names in components.items()
        for name in names
    ]

    assert sorted(listed) == sorted(set(EVERY) - set(DRAWN))
