"""Who sees drafts of schemes, who changes them, and who publishes them."""

from collections.abc import Collection

from socialvalue.accounts.models import Organisation, Role, User
from socialvalue.awards.models import SchemeVersion

SEES_DRAFTS = frozenset({Role.AWARD_MANAGER, Role.APPROVER, Role.AUDITOR})


def may_see_drafts(roles: Collection[str]) -> bool:
    """Whoever makes, approves or audits sees a scheme before it is published."""
    return not SEES_DRAFTS.isdisjoint(roles)


def may_make_schemes(roles: Collection[str]) -> bool:
    """An award manager makes and changes schemes, and opens and closes them."""
    return Role.AWARD_MANAGER in roles


def is_own(version: SchemeVersion, organisation: Organisation) -> bool:
    """Whether the version is the organisation's own."""
    return version.organisation_id == organisation.pk


def may_change_scheme(
    version: SchemeVersion, *, roles: Collection[str], organisation: Organisation
) -> bool:
    """An award manager changes a draft of the organisation's own."""
    return may_make_schemes(roles) and is_own(version, organisation) and not version.is_published


def may_publish_scheme(
    version: SchemeVersion, *, user: User, roles: Collection[str], organisation: Organisation
) -> bool:
    """An approver publishes a draft, but not one that he or she changed."""
    return (
        Role.APPROVER in roles
        and is_own(version, organisation)
        and not version.is_published
        and not version.drafters.contains(user)
    )
