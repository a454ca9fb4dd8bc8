"""Reads about people and organisations."""

import datetime as dt
from dataclasses import dataclass

from socialvalue.accounts.models import Invitation, Membership, Organisation, User, hash_of


def roles_by_organisation(user: User) -> dict[Organisation, frozenset[str]]:
    """Return the roles that a person holds now, by organisation, in the order of their names."""
    held: dict[Organisation, set[str]] = {}
    memberships = Membership.objects.current().filter(user=user)
    for membership in memberships.select_related("organisation").order_by("organisation__name"):
        held.setdefault(membership.organisation, set()).add(membership.role)
    return {organisation: frozenset(roles) for organisation, roles in held.items()}


@dataclass(frozen=True)
class Person:
    """Someone with at least one role in an organisation."""

    user: User
    memberships: list[Membership]


def people_of(organisation: Organisation) -> list[Person]:
    """Return the people of an organisation by name, each with the roles held now."""
    held: dict[User, list[Membership]] = {}
    memberships = organisation.memberships.current().select_related("user")
    for membership in memberships.order_by("user__name", "user__email", "role"):
        held.setdefault(membership.user, []).append(membership)
    return [Person(user, roles) for user, roles in held.items()]


def invitation_with(secret: str, *, at: dt.datetime) -> Invitation | None:
    """Return the usable invitation whose letter carries this secret."""
    usable = Invitation.objects.usable(at).select_related("organisation", "sent_by")
    return usable.filter(secret_hash=hash_of(secret)).first()


def has_account(email: str) -> bool:
    """Whether someone signs in with this address."""
    return User.objects.filter(email=email).exists()
