"""People who come to the pages of tenders."""

from django.test import Client

from tests.factories.accounts import UserFactory

BACKEND = "django.contrib.auth.backends.ModelBackend"
READING = ["evaluator", "moderator", "approver", "auditor"]


def client_for(user):
    """Return a client in which somebody is signed in."""
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def client_of(organisation, *roles):
    """Return a client signed in as someone with these roles in the organisation."""
    return client_for(UserFactory(roles=roles, roles__organisation=organisation))


def officer_of(tender):
    """Return a client signed in as a procurement officer of a tender's organisation."""
    return client_of(tender.organisation, "procurement_officer")
