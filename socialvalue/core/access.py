"""Who may use a page. The site is shut by default.

Every view class is `Allowed` and declares `may_use`. A view that declares nothing is a system-check
error (core/checks.py), so the site does not start with a page that nobody thought about.

The order of refusals keeps a secret secret. Someone signed out is sent to sign in before anything
is loaded, and someone without an organisation is refused as early. Then `setup` loads the thing
from the person's own organisation: another organisation's thing is 404, exactly like one that does
not exist. Only then is the role asked, 403.
"""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase

READING = frozenset({"GET", "HEAD", "OPTIONS"})
"""The methods of requests that change nothing."""


@dataclass(frozen=True)
class Audience:
    """Who a page is for. `in_organisation` without `roles`: every member of the organisation."""

    signed_in: bool
    in_organisation: bool
    roles: frozenset[str]

    def admits(self, request: HttpRequest) -> bool:
        """Whether the person who asks, in the organisation they act for, is one of them."""
        if not self.signed_in:
            return True
        if not self.in_organisation:
            return bool(request.user.is_authenticated)
        if request.organisation is None:
            return False
        return not self.roles or not self.roles.isdisjoint(request.roles)


EVERYONE = Audience(signed_in=False, in_organisation=False, roles=frozenset())
SIGNED_IN = Audience(signed_in=True, in_organisation=False, roles=frozenset())
MEMBERS = Audience(signed_in=True, in_organisation=True, roles=frozenset())


def roles(*allowed: str) -> Audience:
    """Members of the current organisation who hold at least one of these roles."""
    return Audience(signed_in=True, in_organisation=True, roles=frozenset(allowed))


class Allowed:
    """A view that says who may use it. Put it before Django's view class.

    Set `may_use`. Override `is_allowed` to ask more about the person and the thing loaded in
    `setup` (a permission question of the room). Where `GET` and a change differ, `may_change`
    names who may send anything but a reading request. Override `instead` to send somebody on;
    never `dispatch`, which would answer before anyone was asked who they are (core/checks.py).
    """

    may_use: Audience
    may_change: Audience | None = None

    @classmethod
    def as_view(cls, **initkwargs: object):
        view = super().as_view(**initkwargs)
        view.login_required = cls.may_use.signed_in if hasattr(cls, "may_use") else True
        return view

    def setup(self, request: HttpRequest, *args: object, **kwargs: object) -> None:
        """Refuse who acts for no organisation, before a view loads anything of one."""
        super().setup(request, *args, **kwargs)
        if self.may_use.in_organisation and request.organisation is None:
            raise PermissionDenied

    def is_allowed(self) -> bool:
        """Whether this person may use this page for the thing that `setup` loaded."""
        return True

    def instead(self) -> HttpResponseBase | None:
        """Return another answer than the page's, such as a redirect to where things now stand.

        Asked only of those who may use the page.
        """
        return None

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        """Answer, or raise PermissionDenied (403)."""
        audience = self.may_use
        if self.may_change and request.method not in READING:
            audience = self.may_change
        if not audience.admits(request) or not self.is_allowed():
            raise PermissionDenied
        return self.instead() or super().dispatch(request, *args, **kwargs)


def declared_audience(callback: object) -> Audience | None:
    """Return what a URL's view declares, or None if it declares nothing."""
    view_class = getattr(callback, "view_class", None)
    return getattr(view_class, "may_use", None)


def is_guarded(callback: object) -> bool:
    """Whether the first thing that a declared view's `dispatch` does is to ask who may use it."""
    view_class = getattr(callback, "view_class", None)
    return getattr(view_class, "dispatch", None) is Allowed.dispatch
