"""The list of awards that were given, and who is kept away from which of them."""

import pytest
from django.urls import reverse

from socialvalue.accounts.middleware import SESSION_KEY
from socialvalue.accounts.models import Role
from tests.factories.accounts import MembershipFactory, OrganisationFactory, UserFactory
from tests.factories.awards import (
    AT,
    AwardFactory,
    AwardProposalFactory,
    RunningFactory,
    SeatFactory,
    SubmittedFactory,
)
from tests.integration.procurement.people import client_for

pytestmark = pytest.mark.django_db


def listed(user, organisation):
    """Return the names of the holders whose awards somebody finds listed."""
    client = client_for(user)
    session = client.session
    session[SESSION_KEY] = str(organisation.pk)
    session.save()
    rows = client.get("/awards/given/").context["rows"]
    return sorted(row[0]["text"] for row in rows)


def test_who_keeps_away_from_an_award_does_not_read_what_waits_about_it():
    running = RunningFactory()
    manager = UserFactory(roles=[Role.AWARD_MANAGER], roles__organisation=running.organisation)
    own, other, free = [
        SubmittedFactory(
            running=running, organisation=OrganisationFactory(name=name), state="decided"
        )
        for name in ("Own Mill", "Other Mill", "Free Mill")
    ]
    for application in (own, other, free):
        AwardProposalFactory(award=AwardFactory(application=application))
    assert listed(manager, running.organisation) == ["Free Mill", "Other Mill", "Own Mill"]

    MembershipFactory(organisation=own.organisation, user=manager, role=Role.AUDITOR)
    SeatFactory(
        application=other, user=manager, role="panel", has_interest=True, ended_at=AT, ended_by="x"
    )

    assert listed(manager, running.organisation) == ["Free Mill"]


def test_who_has_still_to_declare_for_a_seat_is_led_there_first():
    award = AwardFactory()
    giver = award.application.running.organisation
    manager = UserFactory(roles=[Role.AWARD_MANAGER], roles__organisation=giver)
    client = client_for(manager)
    pages = [
        reverse("awards:given_award", args=[award.pk]),
        reverse("awards:propose_change", args=[award.pk, "suspend"]),
    ]
    declare = reverse("awards:declare", args=[award.application_id])
    SeatFactory(
        application=award.application, user=manager, role="panel", code="P1",
        has_interest=None, declared_at=None, declared_by="",
    )  # fmt: skip

    for page in pages:
        assert client.get(page).headers["Location"] == declare
        assert client.post(page, {"reason": "Why."}).status_code == 403
    asked = client.get(declare)
    client.post(declare, {"has_interest": "no"})

    assert asked.status_code == 200
    assert [client.get(page).status_code for page in pages] == [200, 200]
    assert client.get(declare).status_code == 403
    assert reverse("awards:own_interest", args=[award.application_id]) in (
        client.get(pages[0]).content.decode()
    )
