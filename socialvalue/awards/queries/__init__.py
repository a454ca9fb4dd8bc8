"""What the rooms and pages ask about schemes, applications and awards."""

from .received import received_by

__all__ = [
    "received_by",
]
