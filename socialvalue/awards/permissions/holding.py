"""Who looks after an award once it is given: the same people as decide, with the same distance."""

from socialvalue.accounts.models import Role, User
from socialvalue.awards.models import Award, AwardProposal
from socialvalue.awards.permissions.standing import READS_BY_ROLE, Standing, standing_of


def may_read_award(award: Award, *, user: User) -> bool:
    """Whether the person reads the award as those do who gave it."""
    standing = standing_of(award.application, user=user)
    return not READS_BY_ROLE.isdisjoint(standing.roles) and standing.may_read


def may_look_after(award: Award, *, user: User) -> bool:
    """Whether the person notes conditions as met, and proposes what becomes of the award."""
    return standing_of(award.application, user=user).is_manager


def may_approve_change(proposal: AwardProposal, *, user: User) -> bool:
    """Whether the person says yes or no to a proposal: an approver, and not who made it."""
    return decides_change(standing_of(proposal.award.application, user=user), proposal)


def decides_change(standing: Standing, proposal: AwardProposal) -> bool:
    """The same of somebody whose standing to the award's application is known."""
    return (
        Role.APPROVER in standing.roles
        and not standing.keeps_away
        and not standing.undeclared
        and proposal.is_approved is None
        and proposal.proposer_id != standing.user.pk
    )
