"""Who may do what with an application."""

from .standing import (
    Standing,
    belongs_to,
    organisations_of,
    standing_of,
)

__all__ = [
    "Standing",
    "belongs_to",
    "organisations_of",
    "standing_of",
]
