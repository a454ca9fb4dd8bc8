"""Who may do what is changed by people, on the record, and never by oneself."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from socialvalue.accounts import actions, queries
from socialvalue.accounts.models import Invitation, Organisation, Role, User
from socialvalue.audit.models import AuditEvent
from tests.factories.accounts import MembershipFactory, OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)


@pytest.fixture
def trust():
    """An NHS trust."""
    return OrganisationFactory(name="Mereside")


@pytest.fixture
def administrator(trust):
    """Its administrator."""
    return UserFactory(name="Ada", roles=["administrator"], roles__organisation=trust)


def recorded():
    """Return what the record says was done."""
    return list(AuditEvent.objects.order_by("at", "id").values_list("did", flat=True))


def test_create_organisation_is_recorded():
    organisation = actions.create_organisation(name="Weaver", kind="council", by="a command")

    assert organisation.get_kind_display() == "Council"
    assert recorded() == ["organisation.created"]


def test_organisation_names_differ_by_more_than_capitals(trust):
    with pytest.raises(IntegrityError), transaction.atomic():
        actions.create_organisation(name="MERESIDE", kind="council", by="a command")

    assert Organisation.objects.count() == 1


def test_set_place_is_recorded_with_what_it_was(trust, administrator):
    actions.set_place(
        organisation=trust, place_code="E08000011", wider_place_code="E54000008", by=administrator
    )

    event = AuditEvent.objects.get()
    assert Organisation.objects.get().place_code == "E08000011"
    assert (event.before["place"], event.after["place"]) == ("", "E08000011")


def test_give_role_twice_is_one_role(trust, administrator):
    person = UserFactory()
    for _ in range(2):
        actions.give_role(user=person, organisation=trust, role="auditor", by=administrator, at=NOW)

    assert queries.roles_by_organisation(person) == {trust: frozenset({"auditor"})}
    assert recorded() == ["role.given"]


def test_give_role_to_oneself_is_refused(trust, administrator):
    with pytest.raises(actions.OwnRole):
        actions.give_role(
            user=administrator, organisation=trust, role="approver", by=administrator, at=NOW
        )


def test_end_role_keeps_the_membership_and_says_whose_act_it_was(trust, administrator):
    membership = MembershipFactory(organisation=trust)

    for _ in range(2):
        actions.end_role(membership=membership, by=administrator, at=NOW)

    membership.refresh_from_db()
    assert (membership.ended_at, membership.ended_by) == (NOW, "Ada")
    assert queries.roles_by_organisation(membership.user) == {}
    assert recorded() == ["role.ended"]


def test_end_role_of_oneself_is_refused(trust, administrator):
    with pytest.raises(actions.OwnRole):
        actions.end_role(membership=administrator.memberships.get(), by=administrator, at=NOW)


def test_end_role_of_the_last_administrator_is_refused(trust, administrator):
    outsider = UserFactory()

    with pytest.raises(actions.LastAdministrator):
        actions.end_role(membership=administrator.memberships.get(), by=outsider, at=NOW)


def test_end_role_of_one_of_two_administrators(trust, administrator):
    second = MembershipFactory(organisation=trust, role=Role.ADMINISTRATOR)

    actions.end_role(membership=second, by=administrator, at=NOW)

    assert [person.user for person in queries.people_of(trust)] == [administrator]


def invited(trust, administrator, email="new@example.org"):
    """Return the secret of a new invitation."""
    return actions.invite(
        organisation=trust, email=email, roles=["evaluator", "auditor"], by=administrator, at=NOW
    )[1]


def test_invite_keeps_only_a_hash_of_the_secret(trust, administrator):
    secret = invited(trust, administrator, email=" New@Example.org ")

    invitation = Invitation.objects.get()
    assert secret not in str(vars(invitation))
    assert (invitation.email, invitation.roles) == ("new@example.org", ["auditor", "evaluator"])
    assert queries.invitation_with(secret, at=NOW) == invitation
    assert str(invitation) == "new@example.org to Mereside"


def test_invite_refuses_a_role_that_is_not_known(trust, administrator):
    with pytest.raises(ValueError, match="emperor"):
        actions.invite(
            organisation=trust, email="a@example.org", roles=["emperor"], by=administrator, at=NOW
        )


def test_join_makes_an_account_with_the_roles(trust, administrator):
    user = actions.join(
        secret=invited(trust, administrator), name="Newcomer", password="long enough words", at=NOW
    )

    assert user.check_password("long enough words")
    assert user.emailaddress_set.get().verified
    assert queries.roles_by_organisation(user) == {trust: frozenset({"auditor", "evaluator"})}
    assert recorded() == ["invitation.sent", "role.given", "role.given", "invitation.accepted"]


def test_join_twice_is_refused(trust, administrator):
    secret = invited(trust, administrator)
    actions.join(secret=secret, name="Newcomer", password="long enough words", at=NOW)

    with pytest.raises(actions.InvitationNotUsable):
        actions.join(secret=secret, name="Again", password="long enough words", at=NOW)


def test_join_where_there_is_an_account_is_refused(trust, administrator):
    UserFactory(email="new@example.org")

    with pytest.raises(actions.InvitationNotUsable):
        actions.join(
            secret=invited(trust, administrator), name="X", password="long enough words", at=NOW
        )


@pytest.mark.parametrize("later", [dt.timedelta(days=14), dt.timedelta(days=400)])
def test_accept_invitation_that_has_run_out_is_refused(trust, administrator, later):
    secret, user = invited(trust, administrator), UserFactory(email="new@example.org")

    with pytest.raises(actions.InvitationNotUsable):
        actions.accept_invitation(secret=secret, user=user, at=NOW + later)


def test_accept_invitation_of_another_address_is_refused(trust, administrator):
    with pytest.raises(actions.InvitationNotUsable):
        actions.accept_invitation(secret=invited(trust, administrator), user=UserFactory(), at=NOW)


def test_accept_invitation_at_the_last_moment(trust, administrator):
    secret, user = invited(trust, administrator), UserFactory(email="new@example.org")
    at = NOW + dt.timedelta(days=14) - dt.timedelta(microseconds=1)

    assert actions.accept_invitation(secret=secret, user=user, at=at) == trust


def test_withdraw_invitation_makes_it_useless(trust, administrator):
    secret = invited(trust, administrator)

    for _ in range(2):
        actions.withdraw_invitation(invitation=Invitation.objects.get(), by=administrator, at=NOW)

    assert queries.invitation_with(secret, at=NOW) is None
    assert recorded() == ["invitation.sent", "invitation.withdrawn"]


def test_roles_by_organisation_are_in_the_order_of_names(trust):
    person = UserFactory(roles=["approver"], roles__organisation=OrganisationFactory(name="Aire"))
    MembershipFactory(user=person, organisation=trust, role="auditor")
    MembershipFactory(user=person, organisation=trust, role="evaluator")

    found = queries.roles_by_organisation(person)

    assert [str(organisation) for organisation in found] == ["Aire", "Mereside"]
    assert found[trust] == frozenset({"auditor", "evaluator"})


def test_membership_end_must_say_by_whom(trust):
    membership = MembershipFactory(organisation=trust)
    membership.ended_at = NOW

    with pytest.raises(IntegrityError), transaction.atomic():
        membership.save()


def test_users_are_known_by_address_in_any_case():
    user = User.objects.create_user(" Ada@Example.ORG ", "a long password")

    assert user == User.objects.get_by_natural_key("ADA@example.org")
    assert (str(user), user.get_full_name()) == ("ada@example.org", "ada@example.org")


def test_superusers_hold_no_role():
    user = User.objects.create_superuser("root@example.org", "a long password")

    assert (user.is_superuser, queries.roles_by_organisation(user)) == (True, {})


def test_memberships_read_well(trust, administrator):
    assert str(administrator.memberships.get()) == "Ada as Administrator of Mereside"


def test_invite_oneself_is_refused(trust, administrator):
    with pytest.raises(actions.OwnRole):
        actions.invite(
            organisation=trust,
            email=f" {administrator.email.upper()} ",
            roles=["approver"],
            by=administrator,
            at=NOW,
        )

    assert not Invitation.objects.exists()


def test_accept_an_invitation_that_one_has_sent_is_refused(trust, administrator):
    secret = invited(trust, administrator, email="second@example.org")
    administrator.email = "second@example.org"  # whoever has two addresses can change to the other
    administrator.save()

    with pytest.raises(actions.InvitationNotUsable):
        actions.accept_invitation(secret=secret, user=administrator, at=NOW)

    assert queries.roles_by_organisation(administrator) == {trust: frozenset({"administrator"})}
