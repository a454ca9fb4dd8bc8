"""Pages of people who are signed in stay out of every cache."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse

from socialvalue.core.middleware import PrivatePages
from tests.factories.accounts import UserFactory


def answer(rf, user=None, **headers):
    """Return the answer to somebody's request, with what the page itself has said."""
    request = rf.get("/")
    if user:
        request.user = user
    return PrivatePages(lambda asked: HttpResponse(headers=headers))(request)


def test_a_page_of_somebody_signed_in_is_not_kept(rf):
    directives = answer(rf, UserFactory.build())["Cache-Control"].split(", ")

    assert set(directives) == {"max-age=0", "no-cache", "no-store", "must-revalidate", "private"}


@pytest.mark.parametrize("user", [None, AnonymousUser()])
def test_a_page_of_a_stranger_may_be_kept(rf, user):
    assert "Cache-Control" not in answer(rf, user)


@pytest.mark.parametrize("user", [None, AnonymousUser(), UserFactory.build()])
def test_every_page_does_without_what_it_never_needs(rf, user):
    assert answer(rf, user)["Permissions-Policy"] == (
        "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
    )


def test_a_page_may_need_something_for_itself(rf):
    kept = answer(rf, **{"Permissions-Policy": "geolocation=(self)"})

    assert kept["Permissions-Policy"] == "geolocation=(self)"
