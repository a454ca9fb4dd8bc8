"""Yes-or-no questions about a person's roles and a version or rule."""

from collections.abc import Collection

from socialvalue.accounts.models import Organisation, Role
from socialvalue.framework.models import FrameworkVersion, WeightRule


def may_change_matrix(roles: Collection[str]) -> bool:
    """A procurement officer looks after the organisation's own matrix and rules."""
    return Role.PROCUREMENT_OFFICER in roles


def may_change(
    version: FrameworkVersion, *, roles: Collection[str], organisation: Organisation | None
) -> bool:
    """A procurement officer of the organisation that owns it, while it is a draft."""
    return (
        may_change_matrix(roles)
        and organisation is not None
        and version.framework.organisation_id == organisation.pk
        and not version.is_published
    )


def may_end(rule: WeightRule, *, roles: Collection[str], organisation: Organisation | None) -> bool:
    """A procurement officer of the organisation whose rule it is, while it has no end."""
    return (
        may_change_matrix(roles)
        and organisation is not None
        and rule.organisation_id == organisation.pk
        and rule.terms["effective_to"] is None
    )
