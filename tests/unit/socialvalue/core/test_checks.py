"""The site does not start with a page that nobody thought about."""

import types

import pytest
from django.core.checks import run_checks
from django.http import HttpResponse
from django.urls import include, path
from django.views.generic import View

from socialvalue.core import checks
from socialvalue.core.access import EVERYONE, MEMBERS, Allowed


class Declared(Allowed, View):
    """A page as it should be."""

    may_use = EVERYONE


class GoesRound(Allowed, View):
    """Declares an audience and answers without asking."""

    may_use = MEMBERS

    def dispatch(self, request, *args, **kwargs):
        return HttpResponse("anything")


def forgotten(request):
    """Declares nothing."""


@pytest.fixture
def addresses(settings):
    """Let the site have other addresses."""

    def set_to(*patterns):
        urlconf = types.ModuleType("made_up_urls")
        urlconf.urlpatterns = list(patterns)
        settings.ROOT_URLCONF = urlconf

    return set_to


def found():
    """Return what the security checks find, but for the templates' links to pages."""
    return [
        (error.id, error.msg)
        for error in checks.every_page_says_who_may_use_it(None)
        + checks.no_page_answers_before_it_asks(None)
    ]


def test_the_site_as_it_is_passes():
    assert found() == []


def test_a_page_that_declares_its_audience_passes(addresses):
    addresses(path("open/", Declared.as_view(), name="open"))

    assert found() == []


def test_a_page_without_an_audience_is_an_error(addresses):
    addresses(path("rooms/", include(([path("<int:number>/", forgotten, name="room")], "rooms"))))

    assert found() == [
        ("core.E001", "The page at /rooms/<int:number>/ (rooms:room) does not say who may use it.")
    ]


def test_a_page_without_a_name_is_named_by_its_address(addresses):
    addresses(path("forgotten/", forgotten))

    assert found() == [
        ("core.E001", "The page at /forgotten/ (no name) does not say who may use it.")
    ]


def test_a_page_that_goes_round_its_audience_is_an_error(addresses):
    addresses(path("round/", GoesRound.as_view()), path("on/", GoesRound.as_view(), name="on"))

    assert found() == [
        ("core.E002", "The page at /round/ (no name) answers before it asks who may use it."),
        ("core.E002", "The page at /on/ (on) answers before it asks who may use it."),
    ]


def test_a_librarys_page_has_the_audience_that_settings_say(addresses, settings):
    settings.LIBRARY_PAGES = {"by_name": "everyone", "by/address/": "signed in"}
    addresses(path("by/name/", forgotten, name="by_name"), path("by/address/", forgotten))

    assert found() == []


def test_the_checks_are_run_at_the_start(addresses):
    addresses(path("forgotten/", forgotten))

    assert "core.E001" in {error.id for error in run_checks(tags=["security"])}
