"""From the notice to the contract: the standstill period, objections, the award, the archive."""

import datetime as dt
from typing import Any

from django.db import models, transaction

from procurement.calculations.life import Move, State
from procurement.calculations.standstill import Day
from procurement.evaluation.models import Representation, Standstill
from procurement.evaluation.queries import standstill as waiting
from procurement.tenders import standstill_rules
from procurement.tenders.actions import life
from procurement.tenders.models import Tender
from socialvalue.audit import actions as audit

PLANNED_IN = frozenset({State.RANKED, State.APPROVED})
"""States in which the day of the notice can be planned."""


class NotNow(ValueError):
    """The tender is not where this can be done."""


class NoticeInFuture(ValueError):
    """A notice that is published was published today or before."""

    def __init__(self) -> None:
        super().__init__("Enter a day that is not in the future: the notice is published.")


class WhyCorrected(ValueError):
    """A published notice's day is not changed without a reason."""

    def __init__(self) -> None:
        super().__init__("A notice was recorded as published already. Say why it is corrected.")


class HeldBack(ValueError):
    """Something holds the award back. `sentences` says what."""

    def __init__(self, sentences: list[str]) -> None:
        self.sentences = sentences
        super().__init__(" ".join(sentences))


class DecidedAlready(ValueError):
    """An objection is decided on once."""

    def __init__(self) -> None:
        super().__init__("This was decided already.")


@transaction.atomic
def record_notice(
    *,
    tender: Tender,
    notice_on: dt.date,
    calendar: str,
    by: models.Model | str,
    at: dt.datetime,
    is_published: bool = False,
    notice_reference: str = "",
    because: str = "",
) -> Standstill:
    """Plan the notice that starts the standstill period, or record that it is published.

    Return the standstill period, with every day as it is printed. Raises NotNow; NoticeInFuture;
    WhyCorrected; standstill_rules.NoStandstill; standstill.HolidaysNotKnown.
    """
    tender = Tender.objects.select_for_update().get(pk=tender.pk)
    _refuse_notice(tender, notice_on=notice_on, is_published=is_published, because=because)
    counted = waiting.counted(tender, notice_on=notice_on, calendar=calendar)
    standstill = Standstill.objects.create(
        tender=tender,
        number=tender.standstills.count() + 1,
        is_published=is_published,
        notice_on=notice_on,
        notice_reference=notice_reference,
        calendar=calendar,
        rule=counted.rule,
        days=[_kept(day) for day in counted.days],
        ends_on=counted.ends_on,
        later_ends_on=counted.later_ends_on,
        later_words=counted.later_words,
        because=because,
        recorded_at=at,
        recorded_by=str(by),
    )
    did = "standstill.notice_published" if is_published else "standstill.notice_planned"
    after = {
        "notice_on": notice_on.isoformat(),
        "notice": notice_reference,
        "calendar": calendar,
        "ends_on": counted.ends_on.isoformat(),
    }
    audit.record_about(tender, did=did, by=by, at=at, reason=because, after=after)
    return standstill


def _refuse_notice(tender: Tender, *, notice_on: dt.date, is_published: bool, because: str) -> None:
    """Raise NotNow, NoticeInFuture or WhyCorrected where a notice cannot be recorded like this."""
    states = {State.APPROVED} if is_published else PLANNED_IN
    if tender.state not in states:
        raise NotNow("A notice follows once a second person has approved the result.")
    if is_published and notice_on > waiting.today_of(tender, now=life.database_now(tender)):
        raise NoticeInFuture
    if tender.standstills.filter(is_published=True).exists() and not because.strip():
        raise WhyCorrected


def _kept(day: Day) -> dict[str, Any]:
    """Return a day of the calendar as it is stored."""
    return {"day": day.day.isoformat(), "number": day.number, "why_not": day.why_not}


@transaction.atomic
def receive_representation(
    *,
    tender: Tender,
    supplier: str,
    received_on: dt.date,
    words: str,
    by: models.Model | str,
    at: dt.datetime,
) -> Representation:
    """Keep a supplier's objection, which holds the award back, and return it. Raises NotNow."""
    tender = Tender.objects.select_for_update().get(pk=tender.pk)
    if tender.state != State.APPROVED:
        raise NotNow("Objections are recorded between the approval and the award.")
    representation = Representation.objects.create(
        tender=tender,
        supplier=supplier,
        received_on=received_on,
        words=words,
        recorded_at=at,
        recorded_by=str(by),
    )
    after = {"supplier": supplier, "received_on": received_on.isoformat()}
    audit.record_about(tender, did="representation.received", by=by, at=at, after=after)
    return representation


@transaction.atomic
def decide_representation(
    *,
    representation: Representation,
    decision: str,
    reason: str,
    told_on: dt.date,
    by: models.Model | str,
    at: dt.datetime,
) -> Representation:
    """Keep what was decided on an objection, and to when the award waits; return it.

    The award waits five working days after the supplier was told, by the calendar of the
    standstill period. Raises DecidedAlready; standstill.HolidaysNotKnown.
    """
    representation = Representation.objects.select_for_update(of=("self",)).get(
        pk=representation.pk
    )
    if representation.decision:
        raise DecidedAlready
    tender = representation.tender
    standstill = waiting.standstill_of(tender)
    calendar = standstill.calendar if standstill else standstill_rules.rules().default_calendar
    days = standstill_rules.calendar_of(told_on, rule=waiting.AFTER_DECISION, calendar=calendar)
    representation.decision = Representation.Decision(decision)
    representation.reason, representation.told_on = reason, told_on
    representation.until = days[-1].day
    representation.decided_at, representation.decided_by = at, str(by)
    representation.save()
    after = {
        "supplier": representation.supplier,
        "decision": representation.get_decision_display().lower(),
        "until": representation.until.isoformat(),
    }
    audit.record_about(
        tender, did="representation.decided", by=by, at=at, reason=reason, after=after
    )
    return representation


@transaction.atomic
def award(*, tender: Tender, by: models.Model | str, at: dt.datetime) -> Tender:
    """Award the contract once nothing holds it back, by the clock of the database; return it.

    Raises HeldBack; life.MoveNotAllowed.
    """
    tender = Tender.objects.select_for_update().get(pk=tender.pk)
    if sentences := waiting.holding_back(tender, now=life.database_now(tender)):
        raise HeldBack(sentences)
    return life.move(tender=tender, move=Move.AWARD, by=by, at=at)


@transaction.atomic
def archive(*, tender: Tender, by: models.Model | str, at: dt.datetime) -> Tender:
    """Put a tender that is awarded or terminated away, and return it. Raises MoveNotAllowed."""
    return life.move(tender=tender, move=Move.ARCHIVE, by=by, at=at)
