"""The site as the tests walk it: every address, people of every kind, and one of everything."""

import re
from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client, RequestFactory
from django.urls import get_resolver, reverse

from socialvalue.accounts.models import Role, hash_of
from socialvalue.core.access import READING
from socialvalue.core.checks import audience_of, url_patterns
from tests.factories.accounts import InvitationFactory, OrganisationFactory, UserFactory
from tests.factories.awards import RegistrationFactory
from tests.factories.places import AreaFactory, use_postcodes
from tests.factories.suppliers import SurveyInvitationFactory
from tests.integration.things import SHARED, everything_of

BACKEND = "django.contrib.auth.backends.ModelBackend"
# Tables that a request may write whatever it asks for.
ALWAYS_WRITTEN = re.compile(r'"(django_session|axes_\w+|cache)"')
CHANGES = re.compile(r"\s*(INSERT|UPDATE|DELETE|REPLACE|TRUNCATE|ALTER|DROP|CREATE)\b", re.I)


@dataclass(frozen=True)
class Address:
    """One address of the site."""

    route: str
    name: str
    pattern: object

    @property
    def label(self):
        """What the tables above call it."""
        return self.name or self.route

    @property
    def parameters(self):
        """The names of what it carries."""
        return re.findall(r"<(?:\w+:)?(\w+)>", self.route)

    @property
    def is_a_librarys(self):
        """Whether a library's page stands there."""
        return self.label in settings.LIBRARY_PAGES

    def audience(self, method):
        """Who may use it by this method."""
        view = getattr(self.pattern.callback, "view_class", None)
        if method not in READING and getattr(view, "may_change", None):
            return view.may_change
        return audience_of(self.route, self.name, self.pattern)

    def path(self, keys):
        """Its path for these things."""
        if not self.name:
            return f"/{self.route}"
        return reverse(self.name, kwargs={name: keys[name] for name in self.parameters})


ADDRESSES = [Address(*found) for found in url_patterns(get_resolver())]


@dataclass
class Persona:
    """Somebody who asks, and the session of their browser."""

    name: str
    user: object = None
    role: str | None = None
    session: str = ""

    def request(self, method, path, answers=()):
        """A request with these answers, from a browser that remembers only the session."""
        request = RequestFactory().generic(
            method, path, urlencode(answers), "application/x-www-form-urlencoded"
        )
        if self.session:
            request.COOKIES[settings.SESSION_COOKIE_NAME] = self.session
        request._dont_enforce_csrf_checks = True  # test_web.py proves that they are enforced
        return request


@dataclass
class World:
    """Two organisations with one of everything, and people of every kind."""

    personas: list
    own: object
    foreign: object
    site: BaseHandler


class Queries:
    """Counts what is asked of the database, and notes what would change it."""

    def __init__(self):
        self.count, self.changes = 0, []

    def __call__(self, execute, sql, params, many, context):
        self.count += 1
        if CHANGES.match(sql) and not ALWAYS_WRITTEN.search(sql):
            self.changes.append(sql[:120])
        return execute(sql, params, many, context)


def make_world():
    """Return two organisations with everything, and people who belong to the first of them."""
    call_command("load_frameworks", verbosity=0)
    AreaFactory(code="E07000123", name="Preston", authorities=["E07000123"])
    use_postcodes({"PR1 2RL": "E07000123"})
    own, foreign = OrganisationFactory(name="Mereside"), OrganisationFactory(name="Weaver")
    personas = [
        Persona(role.label, UserFactory(roles=[role], roles__organisation=own), role)
        for role in Role
    ]
    personas += [
        Persona("nobody", None),
        Persona("somebody without an organisation", UserFactory()),
        Persona("the system's own administrator", UserFactory(is_superuser=True, is_staff=True)),
    ]
    for persona in personas:
        if persona.user:
            persona.user.emailaddress_set.create(email=persona.user.email, verified=True)
            browser = Client()
            browser.force_login(persona.user, backend=BACKEND)
            persona.session = browser.session.session_key
    officer = next(each.user for each in personas if each.role == Role.DATA_OFFICER)
    stranger = UserFactory(roles=list(Role), roles__organisation=foreign)
    InvitationFactory(secret_hash=hash_of(SHARED["secret"][0]))
    RegistrationFactory(secret_hash=hash_of(SHARED["secret"][0]))
    SurveyInvitationFactory(secret_hash=hash_of(SHARED["secret"][0]), has_its_own_link=False)
    site = BaseHandler()
    site.load_middleware()
    return World(
        site=site,
        personas=personas,
        own=everything_of(own, by=officer),
        foreign=everything_of(foreign, by=stranger),
    )


def answer(world, persona, method, path):
    """Return the answer and what was asked of the database; nothing that it did lasts.

    The site is asked without the test client, which would copy every template's context.
    """
    queries = Queries()
    with transaction.atomic(), connection.execute_wrapper(queries):
        response = world.site.get_response(persona.request(method, path))
        response.body = response.getvalue()  # also streams are written while we look
        transaction.set_rollback(True)
    return response, queries
