"""What the rooms and pages ask about schemes, applications and awards."""

from .clocks import (
    clock_of,
    holidays_of,
)
from .judging import (
    all_judgements,
    judgements_seen_by,
    outcome_of,
    panel_marks,
)
from .received import received_by
from .schemes import open_schemes, scheme_of

__all__ = [
    "all_judgements",
    "clock_of",
    "holidays_of",
    "judgements_seen_by",
    "open_schemes",
    "outcome_of",
    "panel_marks",
    "received_by",
    "scheme_of",
]
