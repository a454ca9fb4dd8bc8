"""Yes-or-no questions about a person and a job."""

from collections.abc import Collection

from socialvalue.accounts.models import Role, User
from socialvalue.jobs import registry
from socialvalue.jobs.models import Job


def may_read(user: User, roles: Collection[str], job: Job) -> bool:
    """Whoever asked for the job, and those who read all jobs of its kind."""
    return job.asked_by_id == user.pk or job.kind in registry.kinds_read_by(roles)


def may_see(user: User, roles: Collection[str], job: Job) -> bool:
    """Whoever may read it; an administrator sees that it is there, and steers it."""
    return Role.ADMINISTRATOR in roles or may_read(user, roles, job)


def may_steer(user: User, roles: Collection[str], job: Job) -> bool:
    """Whoever asked for the job, and administrators, may call it off and ask again."""
    return job.asked_by_id == user.pk or Role.ADMINISTRATOR in roles
