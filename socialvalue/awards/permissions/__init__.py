"""Who may do what with an application."""

from .holding import may_approve_change, may_look_after, may_read_award
from .standing import (
    ASSESSORS_NEEDED,
    READS_BY_ROLE,
    SITS_AS,
    TAKES_ASSESSORS,
    TAKES_PANEL,
    Standing,
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
    "may_approve_change",
    "may_look_after",
    "may_read_award",
    "standing_of",
    "stands",
]
