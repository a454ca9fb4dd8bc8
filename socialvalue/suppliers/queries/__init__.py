"""Reads of an organisation's suppliers."""

from .answers import answers_of
from .deciding import entry_of, names_of
from .entries import facts_of, index_of_register, newest_loads
from .found import Findings, found_of
from .planning import Plan, Step, plan_of
from .register import register_of
from .searching import names_standing_for, suppliers_like
from .stating import Said, said_of, stated_of
from .surveys import Standing, invitations_of, paid_to_businesses, standing_of, surveys_of

__all__ = [
    "Findings",
    "Plan",
    "Said",
    "Standing",
    "Step",
    "answers_of",
    "entry_of",
    "facts_of",
    "found_of",
    "index_of_register",
    "invitations_of",
    "names_of",
    "names_standing_for",
    "newest_loads",
    "paid_to_businesses",
    "plan_of",
    "register_of",
    "said_of",
    "standing_of",
    "stated_of",
    "suppliers_like",
    "surveys_of",
]
