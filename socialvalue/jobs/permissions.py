"""Yes-or-no questions about a person and a job."""

from collections.abc import Collection

from socialvalue.accounts.models import Role, User
from socialvalue.jobs.models import Job


def may_steer(user: User, roles: Collection[str], job: Job) -> bool:
    """Whoever asked for the job, and administrators, may call it off and ask again."""
    return job.asked_by_id == user.pk or Role.ADMINISTRATOR in roles
