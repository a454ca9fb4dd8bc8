"""Reads about people and organisations."""

from socialvalue.accounts.models import Membership, Organisation, User


def roles_by_organisation(user: User) -> dict[Organisation, frozenset[str]]:
    """Return the roles that a person holds now, by organisation, in the order of their names."""
    held: dict[Organisation, set[str]] = {}
    memberships = Membership.objects.current().filter(user=user)
    for membership in memberships.select_related("organisation").order_by("organisation__name"):
        held.setdefault(membership.organisation, set()).add(membership.role)
    return {organisation: frozenset(roles) for organisation, roles in held.items()}
