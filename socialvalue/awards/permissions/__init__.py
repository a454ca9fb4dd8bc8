"""Who may do what with an application."""

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
    "standing_of",
    "stands",
]
