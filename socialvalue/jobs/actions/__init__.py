"""Everything that writes to the ledger."""

from socialvalue.jobs.actions.asking import (
    AlreadyEnded,
    NotEnded,
    PayloadIsNotIds,
    ask,
    cancel,
    try_again,
)
from socialvalue.jobs.actions.claiming import NoLongerOurs
from socialvalue.jobs.actions.daily import ask_for_the_day
from socialvalue.jobs.actions.reaping import reap
from socialvalue.jobs.actions.running import run

__all__ = [
    "AlreadyEnded",
    "NoLongerOurs",
    "NotEnded",
    "PayloadIsNotIds",
    "ask",
    "ask_for_the_day",
    "cancel",
    "reap",
    "run",
    "try_again",
]
