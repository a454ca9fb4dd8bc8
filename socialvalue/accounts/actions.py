"""Everything that changes who may do what."""

import datetime as dt
import secrets
from collections.abc import Iterable

from allauth.account.models import EmailAddress
from django.db import transaction

from socialvalue.accounts.models import Invitation, Membership, Organisation, Role, User, hash_of
from socialvalue.audit import actions as audit

INVITATION_LASTS = dt.timedelta(days=14)
MOST_INVITED = 20
"""Letters a day of an organisation that registered itself: they fill nobody's mailbox."""
CANNOT_BE_USED = "This invitation cannot be used. Ask the person who sent it for a new one."


class OwnRole(ValueError):
    """Nobody changes their own roles: another administrator does."""


class LastAdministrator(ValueError):
    """An organisation keeps at least one administrator."""


class RoleNotOpen(ValueError):
    """An organisation that registered itself has people of few roles."""


class InvitedEnough(ValueError):
    """An organisation that registered itself has sent enough letters for a day."""


class InvitationNotUsable(ValueError):
    """The invitation was used, withdrawn, has run out, or is for another address."""


@transaction.atomic
def create_organisation(*, name: str, kind: str, by: User | str, **details: object) -> Organisation:
    """Make an organisation and return it. `details` are further fields of the model."""
    organisation = Organisation.objects.create(name=name, kind=kind, **details)
    audit.record(
        by=by,
        did="organisation.created",
        subject=organisation,
        organisation=organisation,
        after={"name": name, "kind": kind},
    )
    return organisation


@transaction.atomic
def set_place(
    *, organisation: Organisation, place_code: str, wider_place_code: str, by: User | str
) -> Organisation:
    """Say what the organisation calls its place, and the wider area around it."""
    before = {"place": organisation.place_code, "wider_place": organisation.wider_place_code}
    organisation.place_code, organisation.wider_place_code = place_code, wider_place_code
    organisation.save(update_fields=["place_code", "wider_place_code"])
    audit.record(
        by=by,
        did="organisation.place_set",
        subject=organisation,
        organisation=organisation,
        before=before,
        after={"place": place_code, "wider_place": wider_place_code},
    )
    return organisation


@transaction.atomic
def give_role(
    *, user: User, organisation: Organisation, role: str, by: User | str, at: dt.datetime
) -> Membership:
    """Give a person a role, or return the membership they hold already.

    Raises OwnRole; RoleNotOpen.
    """
    if by == user:
        raise OwnRole("Ask another administrator to change your own roles.")
    if role not in organisation.open_roles:
        raise RoleNotOpen(f"An organisation that registered itself has no {Role(role).label}.")
    membership, is_new = Membership.objects.current().get_or_create(
        organisation=organisation,
        user=user,
        role=Role(role),
        defaults={"given_at": at, "given_by": str(by)},
    )
    if is_new:
        _record_role(membership, did="role.given", by=by, at=at)
    return membership


@transaction.atomic
def end_role(*, membership: Membership, by: User, at: dt.datetime) -> Membership:
    """Take a role away from a person. Safe to run twice.

    Raises OwnRole; LastAdministrator.
    """
    if by == membership.user:
        raise OwnRole("Ask another administrator to change your own roles.")
    held = Membership.objects.current().select_for_update()
    administrators = held.filter(organisation=membership.organisation, role=Role.ADMINISTRATOR)
    if membership.role == Role.ADMINISTRATOR and len(administrators) < 2:
        raise LastAdministrator("Make another person administrator first.")
    if membership.ended_at is None:
        membership.ended_at, membership.ended_by = at, str(by)
        membership.save(update_fields=["ended_at", "ended_by"])
        _record_role(membership, did="role.ended", by=by, at=at)
    return membership


def _record_role(membership: Membership, *, did: str, by: User | str, at: dt.datetime) -> None:
    audit.record(
        by=by,
        at=at,
        did=did,
        subject=membership.organisation,
        organisation=membership.organisation,
        after={"user": str(membership.user_id), "role": membership.role},
    )


@transaction.atomic
def invite(
    *, organisation: Organisation, email: str, roles: Iterable[str], by: User, at: dt.datetime
) -> tuple[Invitation, str]:
    """Make an invitation; return it with the secret that the letter carries, kept nowhere else.

    Raises OwnRole; InvitedEnough.
    """
    if email.strip().lower() == by.email:
        raise OwnRole("Ask another administrator to change your own roles.")
    sent = organisation.invitations.filter(sent_at__gt=at - dt.timedelta(days=1))
    if organisation.registered_itself and sent.count() >= MOST_INVITED:
        raise InvitedEnough(f"You have invited {MOST_INVITED} people today. Go on tomorrow.")
    secret = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        organisation=organisation,
        email=email.strip().lower(),
        roles=sorted(Role(role).value for role in roles),
        secret_hash=hash_of(secret),
        sent_at=at,
        sent_by=by,
        valid_until=at + INVITATION_LASTS,
    )
    audit.record(
        by=by,
        at=at,
        did="invitation.sent",
        subject=organisation,
        organisation=organisation,
        after={"invitation": str(invitation.pk), "roles": invitation.roles},
    )
    return invitation, secret


@transaction.atomic
def withdraw_invitation(*, invitation: Invitation, by: User, at: dt.datetime) -> Invitation:
    """Make an invitation useless. Safe to run twice."""
    if invitation.withdrawn_at is None and invitation.accepted_at is None:
        invitation.withdrawn_at, invitation.withdrawn_by = at, by
        invitation.save(update_fields=["withdrawn_at", "withdrawn_by"])
        audit.record(
            by=by,
            at=at,
            did="invitation.withdrawn",
            subject=invitation.organisation,
            organisation=invitation.organisation,
            after={"invitation": str(invitation.pk)},
        )
    return invitation


@transaction.atomic
def join(*, secret: str, name: str, password: str, at: dt.datetime) -> User:
    """Make an account for the person whom the invitation was sent to, and accept it.

    The letter reached the address, so the address is theirs. Raises InvitationNotUsable, also
    where an account with the address exists: its owner must sign in instead.
    """
    invitation = Invitation.objects.usable(at).filter(secret_hash=hash_of(secret)).first()
    if invitation is None or User.objects.filter(email=invitation.email).exists():
        raise InvitationNotUsable(CANNOT_BE_USED)
    user = open_account(email=invitation.email, name=name, password=password)
    accept_invitation(secret=secret, user=user, at=at)
    return user


@transaction.atomic
def open_account(*, email: str, name: str, password: str) -> User:
    """Make an account for an address whose owner has shown that letters to it reach them.

    Raises IntegrityError if there is one: look first.
    """
    user = User.objects.create_user(email, password, name=name)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


@transaction.atomic
def accept_invitation(*, secret: str, user: User, at: dt.datetime) -> Organisation:
    """Give the person the roles that the invitation names, and return the organisation.

    Raises InvitationNotUsable.
    """
    invitation = (
        Invitation.objects.usable(at)
        .select_for_update(of=("self",))
        .select_related("organisation", "sent_by")
        .filter(secret_hash=hash_of(secret))
        .first()
    )
    if invitation is None or invitation.email != getattr(user, "email", None):
        raise InvitationNotUsable(CANNOT_BE_USED)
    # Whoever changed their address after they invited it: nobody gives roles to themselves.
    if invitation.sent_by == user:
        raise InvitationNotUsable(CANNOT_BE_USED)
    for role in invitation.roles:
        give_role(
            user=user, organisation=invitation.organisation, role=role, by=invitation.sent_by, at=at
        )
    invitation.accepted_at, invitation.accepted_by = at, user
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    audit.record(
        by=user,
        at=at,
        did="invitation.accepted",
        subject=invitation.organisation,
        organisation=invitation.organisation,
        after={"invitation": str(invitation.pk)},
    )
    return invitation.organisation
