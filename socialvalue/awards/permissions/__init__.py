"""Who may do what with an application."""

from .holding import decides_change, may_approve_change, may_look_after, may_read_award
from .standing import (
    ASSESSORS_NEEDED,
    READS_BY_ROLE,
    SITS_AS,
    TAKES_ASSESSORS,
    TAKES_PANEL,
    Standing,
    memberships_of,
    standing_from,
    standing_of,
    stands,
)

__all__ = [
    "ASSESSORS_NEEDED",
    "READS_BY_ROLE",
    "SITS_AS",
    "TAKES_ASSESSORS",
    "TAKES_PANEL",
    "Standing",
    "decides_change",
    "may_approve_change",
    "may_look_after",
    "may_read_award",
    "memberships_of",
    "standing_from",
    "standing_of",
    "stands",
]
