"""Clients of people with roles, for the pages of schemes."""

from django.test import Client

from tests.factories.accounts import MembershipFactory, OrganisationFactory


def client_for(*roles, organisation=None):
    """Return a client of a new person with these roles, and the organisation."""
    organisation = organisation or OrganisationFactory()
    member = MembershipFactory(organisation=organisation, role=roles[0])
    for role in roles[1:]:
        MembershipFactory(organisation=organisation, user=member.user, role=role)
    client = Client()
    client.force_login(member.user)
    return client, organisation
