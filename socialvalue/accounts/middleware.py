"""The organisation that a signed-in person acts for, asked of the database on every request."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from socialvalue.accounts import queries

SESSION_KEY = "organisation"


class CurrentOrganisation:
    """Set `request.organisation`, `.organisations`, `.roles`, `.home_url` and `.has_chosen`.

    The memberships are read anew each time, so that someone whose role ended has lost it with the
    next click. The organisation chosen last is kept in the session; without a choice it is the
    first by name, and somebody who belongs to several is asked on the way in.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, with the organisation known."""
        request.organisation, request.organisations, request.roles = None, [], frozenset()
        if request.user.is_authenticated:
            roles = queries.roles_by_organisation(request.user)
            request.organisations = list(roles)
            chosen = request.session.get(SESSION_KEY)
            for organisation in request.organisations:
                if request.organisation is None or str(organisation.pk) == chosen:
                    request.organisation = organisation
            request.roles = roles.get(request.organisation, frozenset())
        request.home_url = home_url(request.roles)
        request.has_chosen = len(request.organisations) < 2 or SESSION_KEY in request.session
        if not request.has_chosen:
            request.home_url = reverse("accounts:organisations")
        return self.get_response(request)


def home_url(roles: frozenset[str]) -> str:
    """Return the first page for someone with these roles."""
    for name, for_roles in settings.HOME_PAGES:
        if roles.intersection(for_roles):
            return reverse(name)
    return reverse("accounts:organisations")
