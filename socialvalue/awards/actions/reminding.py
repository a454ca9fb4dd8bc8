"""Reminding holders: awards that end, and conditions that are due. Never the same one twice."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import F
from django.utils import timezone

from socialvalue.accounts.models import Organisation
from socialvalue.awards.actions.letters import write_letter
from socialvalue.awards.models import Application, Award, Condition, Letter, LetterKind, State
from socialvalue.awards.queries.holding import renewing
from socialvalue.awards.queries.schemes import scheme_of
from socialvalue.calculations.awards.validity import months_before
from socialvalue.jobs import actions as jobs
from socialvalue.jobs.models import Job
from socialvalue.jobs.registry import Outcome, Report

REMINDERS = "awards.reminders"
LAST_CALL_MONTHS = 1
SOON = dt.timedelta(days=30)
JOB = "the reminders of awards"


@dataclass(frozen=True, slots=True)
class Reminder:
    """A reminder that is due: `key` names it, so that it is written once."""

    award: Award
    kind: LetterKind
    key: str
    condition: Condition | None = None


def ask_reminders(*, day: dt.date) -> list[Job]:
    """Ask for the reminders of a day, for each organisation that has any to send.

    Safe to run any number of times: the same day is asked for once.
    """
    givers = Organisation.objects.filter(running_schemes__applications__award__isnull=False)
    return [
        jobs.ask(
            kind=REMINDERS,
            title=f"Remind holders of awards, {day:%-d %B %Y}",
            payload={"day": day.isoformat()},
            organisation=giver,
            by=JOB,
        )
        for giver in givers.distinct()
        if due_reminders(giver, day=day)
    ]


def send_reminders(*, job: Job, report: Report) -> Outcome:
    """Write the reminders that a job asks for. One that dies half-way writes none of them twice."""
    day = dt.date.fromisoformat(job.payload["day"])
    due = due_reminders(job.organisation, day=day)
    for done, reminder in enumerate(due):
        report(done, len(due), "Writing reminders")
        write_letter(
            kind=reminder.kind,
            application=reminder.award.application,
            condition=reminder.condition,
            key=reminder.key,
            by=JOB,
            at=timezone.now(),
        )
    return Outcome(result={"reminders": str(len(due))}, page="awards:given")


def due_reminders(giver: Organisation, *, day: dt.date) -> list[Reminder]:
    """Return the reminders of an organisation's awards that are due and were not written yet.

    Of an award that ends: when its scheme says so, and a month before its last day, unless its
    renewal is under way. Of a condition: thirty days before it is due, and once it is late.
    """
    awards = list(
        Award.objects.filter(application__running__organisation=giver, state=Award.State.HELD)
        .select_related(
            "organisation", "application__organisation", "application__running__version",
            "application__running__organisation",
        )
        .order_by("valid_to", "certificate")
    )  # fmt: skip
    under_way = Application.objects.filter(renews__in=awards).exclude(state=State.DRAFT)
    renewed = set(renewing(under_way).values_list("renews", flat=True))
    found = [_ending(award, day) for award in awards if award.pk not in renewed]
    held = {award.pk: award for award in awards}
    conditions = Condition.objects.filter(award__in=held, met_at=None, due_on__lte=day + SOON)
    found += [
        _condition(held[each.award_id], each, day)
        for each in conditions.order_by(F("due_on"), "pk")
    ]
    reminders = [each for each in found if each is not None]
    written = set(
        Letter.objects.filter(key__in=[each.key for each in reminders]).values_list(
            "application", "key"
        )
    )
    return [each for each in reminders if (each.award.application_id, each.key) not in written]


def _ending(award: Award, day: dt.date) -> Reminder | None:
    if award.valid_to is None or day > award.valid_to:
        return None
    first = scheme_of(award.application.running.version).remind_months_before
    passed = [
        months
        for months in sorted({first, min(first, LAST_CALL_MONTHS)})
        if months and day >= months_before(award.valid_to, months=months)
    ]
    if not passed:
        return None
    key = f"renewal:{award.valid_to.isoformat()}:{passed[0]}"
    return Reminder(award, LetterKind.RENEWAL, key)


def _condition(award: Award, condition: Condition, day: dt.date) -> Reminder:
    when = "late" if day > condition.due_on else "soon"
    return Reminder(award, LetterKind.CONDITION_DUE, f"condition:{condition.pk}:{when}", condition)
