"""What is to be done once a day."""

import datetime as dt
import logging

from django.db import DatabaseError

from socialvalue.jobs import registry

log = logging.getLogger(__name__)


def ask_for_the_day(*, day: dt.date) -> None:
    """Let every room ask for the jobs of a day. Safe to run any number of times.

    One room's fault keeps none of the others from theirs. Raises DatabaseError: to be tried again.
    """
    for ask in registry.asking_daily():
        try:
            ask(day)
        except DatabaseError:
            raise
        except Exception:
            log.exception("A room could not ask for its jobs of %s", day)
