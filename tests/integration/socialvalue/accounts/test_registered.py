"""What people of an organisation that registered itself may and may not be."""

import datetime as dt

import pytest
from django.utils import timezone

from socialvalue.accounts import actions
from socialvalue.accounts.models import Role
from socialvalue.networks.models import Seat
from tests.factories.accounts import InvitationFactory, OrganisationFactory, UserFactory
from tests.factories.networks import SeatFactory
from tests.integration.procurement.people import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def registered():
    """An organisation that a stranger opened."""
    return OrganisationFactory(name="Guild Council", registered_itself=True)


def test_its_people_hold_few_roles(registered):
    assert registered.open_roles == [Role.APPLICANT, Role.AUDITOR, Role.ADMINISTRATOR]
    assert OrganisationFactory().open_roles == list(Role)


def test_a_role_of_a_buyer_is_not_given(registered):
    with pytest.raises(actions.RoleNotOpen, match="has no Procurement officer"):
        actions.give_role(
            user=UserFactory(),
            organisation=registered,
            role=Role.PROCUREMENT_OFFICER,
            by="a test",
            at=timezone.now(),
        )


def test_its_administrator_is_offered_these_roles_alone(registered):
    client = client_of(registered, "administrator")
    sent = {"email": "colleague@example.org", "roles": ["data_officer"]}

    page = client.get("/account/people/invite/").content.decode()
    refused = client.post("/account/people/invite/", sent).content.decode()

    assert "Award applicant" in page
    assert "Data officer" not in page
    assert "Select a valid choice" in refused
    assert not registered.invitations.exists()


@pytest.mark.parametrize(
    ("itself", "ago", "told"),
    [
        (True, dt.timedelta(0), "You have invited 20 people today"),
        (True, dt.timedelta(days=2), "Invitation sent to colleague@example.org"),
        (False, dt.timedelta(0), "Invitation sent to colleague@example.org"),
    ],
)
def test_it_fills_nobodys_mailbox_with_invitations(itself, ago, told, registered):
    organisation = registered if itself else OrganisationFactory()
    InvitationFactory.create_batch(20, organisation=organisation, sent_at=timezone.now() - ago)
    client = client_of(organisation, "administrator")
    sent = {"email": "colleague@example.org", "roles": ["applicant"]}

    page = client.post("/account/people/invite/", sent, follow=True).content.decode()

    assert told in page


def test_its_name_opens_no_invitation_to_a_network(registered):
    SeatFactory(offered_to_name="Guild Council", state=Seat.State.OFFERED, organisation=None)
    real = OrganisationFactory(name="Guild Trust")
    SeatFactory(offered_to_name="Guild Trust", state=Seat.State.OFFERED, organisation=None)

    assert not Seat.objects.offered_to(registered).exists()
    assert Seat.objects.offered_to(real).count() == 1
