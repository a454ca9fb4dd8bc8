"""Pages that anyone may read, and what the front page does for those who are signed in."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from django.urls import reverse

from socialvalue.core.access import EVERYONE
from socialvalue.core.pages import About, Accessibility, Home, Privacy
from tests.unit.socialvalue.core.gallery.pages import Person

PAGES = [Home, Accessibility, Privacy, About]


def answer(view, *, user, home_url=None):
    """Return the answer to someone who asks for the page."""
    request = RequestFactory().get("/")
    request.user, request.home_url = user, home_url
    return view.as_view()(request)


@pytest.mark.parametrize("view", PAGES)
def test_page_is_for_everyone(view):
    assert view.may_use is EVERYONE
    assert answer(view, user=AnonymousUser()).status_code == 200


def test_front_page_sends_people_to_their_first_page():
    response = answer(Home, user=Person(), home_url="/tenders/")

    assert (response.status_code, response.url) == (302, "/tenders/")


def test_front_page_sends_people_without_a_first_page_to_their_organisations():
    response = answer(Home, user=Person())

    assert (response.status_code, response.url) == (302, reverse("accounts:organisations"))


def test_shares_of_the_front_pages_example_add_up():
    assert sum(row["share"] for row in Home.extra_context["spend_rows"]) == 100
