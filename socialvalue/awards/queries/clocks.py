"""How far the time for a decision has run, with the bank holidays of who decides."""

import datetime as dt
from functools import cache

from django.utils import timezone
from govuk_bank_holidays.bank_holidays import BankHolidays

from socialvalue.accounts.models import Nation
from socialvalue.awards.models import Application, Decision, State
from socialvalue.awards.queries.schemes import scheme_of
from socialvalue.calculations.awards.clock import Clock, Pause, clock, last_working_day

DIVISIONS = {
    Nation.ENGLAND: ("england-and-wales",),
    Nation.WALES: ("england-and-wales",),
    Nation.SCOTLAND: ("scotland",),
    Nation.NORTHERN_IRELAND: ("northern-ireland",),
    Nation.UK: ("england-and-wales", "scotland", "northern-ireland"),
}
"""The divisions of GOV.UK's list of bank holidays that each nation keeps."""


@cache
def holidays_of(nation: str) -> frozenset[dt.date]:
    """Return the bank holidays that GOV.UK published for a nation. Raises KeyError."""
    published = BankHolidays(use_cached_holidays=True).data
    return frozenset(event["date"] for name in DIVISIONS[nation] for event in published[name])


def clock_of(application: Application, *, today: dt.date | None = None) -> Clock | None:
    """Return how far the time for a decision has run, None where the scheme promises none.

    It runs from the day of submission. After an appeal that was upheld it runs anew, from the day
    of that. A decision or a withdrawal ends it. Reads the application's questions and appeals,
    which a list fetches beforehand.
    """
    allowed = scheme_of(application.running.version).decision_working_days
    if allowed is None or application.submitted_at is None:
        return None
    ended = application.ended_at if application.state in {State.DECIDED, State.WITHDRAWN} else None
    last = day_of(ended) if ended else today or timezone.localdate()
    return clock(
        submitted_on=begun_on(application),
        today=last,
        allowed=allowed,
        pauses=pauses_of(application, ended_on=day_of(ended) if ended else None),
        holidays=holidays_of(application.running.organisation.nation),
    )


def begun_on(application: Application) -> dt.date:
    """Return the day after which the time runs: of submission, or of the last appeal upheld."""
    upheld = [day_of(each.decided_at) for each in application.appeals.all() if each.is_upheld]
    return max([day_of(application.submitted_at), *upheld])


def appeal_by(decision: Decision) -> dt.date:
    """Return the last day on which a decision that was approved can be appealed."""
    running = decision.application.running
    return last_working_day(
        after=day_of(decision.decided_at),
        days=scheme_of(running.version).appeal_working_days,
        holidays=holidays_of(running.organisation.nation),
    )


def pauses_of(application: Application, *, ended_on: dt.date | None = None) -> list[Pause]:
    """Return when the clock stood still; a question that was never answered holds to the end."""
    return [
        Pause(
            asked_on=day_of(each.asked_at),
            answered_on=day_of(each.answered_at) if each.answered_at else ended_on,
        )
        for each in application.questions.all()
    ]


def day_of(moment: dt.datetime) -> dt.date:
    """Return the day on which something happened, in London."""
    return timezone.localdate(moment)
