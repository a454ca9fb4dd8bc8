"""Reads of an organisation's suppliers."""

from .answers import answers_of
from .entries import facts_of, index_of_register, newest_loads
from .found import Findings, found_of
from .planning import Plan, Step, plan_of
from .register import register_of

__all__ = [
    "Findings",
    "Plan",
    "Step",
    "answers_of",
    "facts_of",
    "found_of",
    "index_of_register",
    "newest_loads",
    "plan_of",
    "register_of",
]
