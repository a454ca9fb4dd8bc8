"""What the rooms and pages ask about schemes, applications and awards."""

from .received import received_by
from .schemes import open_schemes, scheme_of

__all__ = [
    "open_schemes",
    "received_by",
    "scheme_of",
]
