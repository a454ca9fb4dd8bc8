"""Which figures would tell the public what single payments were (spend rule 19).

A figure tells if it stands for one to four payments, or if what is left of its whole does.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from socialvalue.calculations.spend.small_cells import FEWEST
from socialvalue.spend.figures import REGISTERED, Figures

from .table import NOT_SHOWN, Audience, Value

Spend = Mapping[str, Any]
"""Payments as figures keep them; here their `lines` are all that counts."""


def is_few(lines: int) -> bool:
    """Say whether so many payments are so few that a figure says what they were."""
    return 0 < lines < FEWEST


def tells(part: Spend, whole: Spend) -> bool:
    """Say whether a part, or what it leaves of the whole, stands for few payments."""
    return is_few(part["lines"]) or is_few(whole["lines"] - part["lines"])


def any_few(spends: Iterable[Spend]) -> bool:
    """Say whether one of several stands for few payments: sums of the others would tell it."""
    return any(is_few(spend["lines"]) for spend in spends)


def bands_tell(found: Figures, *, basis: str = REGISTERED) -> bool:
    """Say whether a band by an address stands for few payments."""
    bands = found["bands"] if basis == REGISTERED else found["bands_delivery"]
    return any_few((bands or {}).values())


def exclusions_tell(found: Figures) -> bool:
    """Say whether what was left out for a reason, or for all reasons, is few payments."""
    return any_few(found["exclusions"])


def kept(value: Value, audience: Audience, *, hidden: bool) -> Value:
    """Return a figure, or what stands in its place where the public may not see it."""
    return NOT_SHOWN if hidden and audience is Audience.PUBLIC else value
