"""Who is admitted, and that everyone is asked before anything is answered."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.views.generic import View

from socialvalue.core import access
from socialvalue.core.access import EVERYONE, MEMBERS, SIGNED_IN, Allowed, roles
from tests.factories.accounts import OrganisationFactory, UserFactory

STRANGER, OUTSIDER, AUDITOR, OFFICER = "stranger", "outsider", "auditor", "officer"


@pytest.fixture
def ask(rf):
    """Return a function that makes a request of somebody."""

    def request(who, method="GET"):
        made = rf.generic(method, "/")
        made.user = AnonymousUser() if who == STRANGER else UserFactory.build()
        made.organisation = OrganisationFactory.build() if who in {AUDITOR, OFFICER} else None
        made.roles = frozenset({who}) if made.organisation else frozenset()
        return made

    return request


@pytest.mark.parametrize(
    ("audience", "admitted"),
    [
        (EVERYONE, {STRANGER, OUTSIDER, AUDITOR, OFFICER}),
        (SIGNED_IN, {OUTSIDER, AUDITOR, OFFICER}),
        (MEMBERS, {AUDITOR, OFFICER}),
        (roles(OFFICER), {OFFICER}),
        (roles(OFFICER, AUDITOR), {OFFICER, AUDITOR}),
        (roles("data_officer"), set()),
    ],
)
def test_admits(ask, audience, admitted):
    people = {STRANGER, OUTSIDER, AUDITOR, OFFICER}

    assert {who for who in people if audience.admits(ask(who))} == admitted


class Page(Allowed, View):
    """A page that notes what was asked of it."""

    may_use = roles(OFFICER, AUDITOR)
    may_change = roles(OFFICER)
    happened = ()

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        Page.happened = ("loaded",)

    def is_allowed(self):
        Page.happened += ("asked",)
        return self.request.GET.get("no") is None

    def instead(self):
        return HttpResponse("elsewhere") if self.request.GET.get("moved") else None

    def get(self, request):
        return HttpResponse("read")

    def post(self, request):
        return HttpResponse("changed")


@pytest.mark.parametrize(
    ("who", "method", "words"),
    [(OFFICER, "GET", b"read"), (AUDITOR, "GET", b"read"), (OFFICER, "POST", b"changed")],
)
def test_those_admitted_are_answered(ask, who, method, words):
    assert Page.as_view()(ask(who, method)).content == words


@pytest.mark.parametrize(
    ("who", "method", "happened"),
    [
        ("evaluator", "GET", ()),  # belongs to no organisation here
        (OUTSIDER, "GET", ()),
        (AUDITOR, "POST", ("loaded",)),
        (AUDITOR, "DELETE", ("loaded",)),
    ],
)
def test_the_others_are_refused_as_early_as_can_be(ask, who, method, happened):
    Page.happened = ()

    with pytest.raises(PermissionDenied):
        Page.as_view()(ask(who, method))

    assert Page.happened == happened


def test_a_view_may_ask_for_more_than_a_role(ask):
    request = ask(OFFICER)
    request.GET = {"no": "yes"}

    with pytest.raises(PermissionDenied):
        Page.as_view()(request)


def test_a_view_may_send_on_those_who_are_admitted(ask):
    request = ask(OFFICER)
    request.GET = {"moved": "yes"}

    assert Page.as_view()(request).content == b"elsewhere"


def test_a_view_may_not_send_on_those_who_are_not_admitted(ask):
    request = ask("evaluator")
    request.organisation = OrganisationFactory.build()
    request.GET = {"moved": "yes"}

    with pytest.raises(PermissionDenied):
        Page.as_view()(request)


def test_a_view_without_more_to_ask_asks_nothing_more(ask):
    class Plain(Allowed, View):
        may_use = EVERYONE

        def get(self, request):
            return HttpResponse("plain")

    assert Plain.as_view()(ask(STRANGER)).content == b"plain"


class Silent(Allowed, View):
    """Declares nothing."""


class GoesRound(Allowed, View):
    """Declares an audience and answers without asking."""

    may_use = MEMBERS

    def dispatch(self, request, *args, **kwargs):
        return HttpResponse("anything")


class WrongWayRound(View, Allowed):
    """Is answered by Django's view."""

    may_use = MEMBERS


def bare_function(request):
    """Cannot declare anything."""


@pytest.mark.parametrize(
    ("view", "audience", "is_guarded"),
    [
        (Page.as_view(), Page.may_use, True),
        (Silent.as_view(), None, True),
        (GoesRound.as_view(), MEMBERS, False),
        (WrongWayRound.as_view(), MEMBERS, False),
        (bare_function, None, False),
    ],
)
def test_what_a_view_declares_and_whether_it_keeps_to_it(view, audience, is_guarded):
    assert access.declared_audience(view) == audience
    assert access.is_guarded(view) == is_guarded


@pytest.mark.parametrize(
    ("view", "needed"),
    [(Page, True), (Silent, True), (type("Open", (Page,), {"may_use": EVERYONE}), False)],
)
def test_only_pages_for_everyone_are_open_without_signing_in(view, needed):
    assert view.as_view().login_required == needed
