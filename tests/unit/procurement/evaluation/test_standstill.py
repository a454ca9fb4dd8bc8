"""The standstill of a tender: recording the notice, objections, and what holds the award back."""

import datetime as dt

import pytest

from procurement.calculations.life import MoveNotAllowed
from procurement.calculations.standstill import HolidaysNotKnown
from procurement.evaluation.actions import letters
from procurement.evaluation.actions import standstill as actions
from procurement.evaluation.queries import standstill as waiting
from procurement.evaluation.queries.letters import day_rows
from procurement.tenders.actions import life
from procurement.tenders.models import State
from procurement.tenders.standstill_rules import NoStandstill
from socialvalue.audit.queries import events_of
from tests.factories.decided import APPROVED, approved, few, fresh, made, ranked, with_notice
from tests.factories.letters import RepresentationFactory, StandstillFactory

pytestmark = pytest.mark.django_db

OFFICER = "Olive Officer"
AT = dt.datetime(2026, 11, 22, 9, tzinfo=dt.UTC)


@pytest.fixture(name="clock")
def _clock(monkeypatch):
    """Set the clock of the database."""

    def at(year, month, day, hour=9):
        moment = dt.datetime(year, month, day, hour, tzinfo=dt.UTC)
        monkeypatch.setattr(life, "database_now", lambda tender: moment)
        return moment

    at(2026, 12, 31)
    return at


def decide(representation, decision="go_on", told_on=dt.date(2026, 12, 14)):
    """Decide on an objection."""
    return actions.decide_representation(
        representation=representation,
        decision=decision,
        reason="The score was read again and stands.",
        told_on=told_on,
        by=OFFICER,
        at=AT,
    )


def test_a_plan_is_kept_with_every_day():
    tender = ranked(bundle=few())

    standstill = with_notice(tender, day=dt.date(2026, 12, 18), is_published=False)

    assert (standstill.is_published, standstill.ends_on) == (False, dt.date(2026, 12, 31))
    assert day_rows(standstill)[:2] == [
        ("Friday 18 December 2026", "Day 1"),
        ("Saturday 19 December 2026", "Saturday"),
    ]
    assert events_of(tender).last().did == "standstill.notice_planned"


def test_a_notice_is_not_published_before_the_approval(clock):
    with pytest.raises(actions.NotNow):
        with_notice(ranked(bundle=few()))


def test_a_published_notice_is_not_in_the_future(clock):
    clock(2026, 9, 30, hour=22)  # 23:00 in London
    tender = approved(bundle=few())

    with pytest.raises(actions.NoticeInFuture):
        with_notice(tender, day=dt.date(2026, 10, 1))
    clock(2026, 9, 30, hour=23)  # midnight in London
    assert with_notice(tender, day=dt.date(2026, 10, 1)).number == 1


def test_a_published_notice_is_corrected_with_a_reason_alone(clock):
    tender = approved(bundle=few())
    with_notice(tender)
    said = {"tender": tender, "calendar": "uk_union", "by": OFFICER, "at": AT}

    with pytest.raises(actions.WhyCorrected):
        actions.record_notice(notice_on=dt.date(2026, 10, 2), because=" ", **said)
    second = actions.record_notice(
        notice_on=dt.date(2026, 10, 2),
        is_published=True,
        notice_reference="2026/S 1",
        because="The platform published it a day later.",
        **said,
    )

    assert (second.number, tender.standstills.count()) == (2, 2)
    assert waiting.standstill_of(tender) == second


def test_a_notice_past_the_known_holidays_is_refused(clock):
    clock(2029, 1, 1)

    with pytest.raises(HolidaysNotKnown):
        with_notice(approved(bundle=few()), day=dt.date(2028, 12, 29))


def test_below_the_threshold_there_is_nothing_to_count(clock):
    tender = approved(bundle=few(), regime="below_threshold")

    with pytest.raises(NoStandstill):
        with_notice(tender)
    assert not waiting.is_asked_for(tender)
    assert actions.award(tender=tender, by=OFFICER, at=AT).state == State.AWARDED


def test_the_award_waits_for_the_notice(clock):
    tender = approved(bundle=few())

    with pytest.raises(actions.HeldBack) as held:
        actions.award(tender=tender, by=OFFICER, at=AT)

    assert held.value.sentences == ["Record the publication of the contract award notice first."]


def test_a_planned_notice_is_not_enough(clock):
    tender = approved(bundle=few())
    with_notice(tender, is_published=False)

    with pytest.raises(actions.HeldBack, match="Record the publication"):
        actions.award(tender=tender, by=OFFICER, at=AT)


@pytest.mark.parametrize(
    ("day", "hour", "may"),
    # The standstill from 1 October ends at the end of 12 October, in London (UTC + 1).
    [(12, 22, False), (12, 23, True), (13, 0, True)],
)
def test_the_award_waits_to_the_end_of_the_last_day_by_the_databases_clock(clock, day, hour, may):
    clock(2026, 10, 2)
    tender = approved(bundle=few())
    with_notice(tender)
    clock(2026, 10, day, hour)

    held = waiting.holding_back(tender, now=life.database_now(tender))

    assert held == ([] if may else ["The standstill period runs to the end of 12 October 2026."])


def test_an_objection_holds_the_award_back_until_it_is_decided(clock):
    tender = approved(bundle=few())
    with_notice(tender)
    representation = actions.receive_representation(
        tender=tender,
        supplier="Alderfinch Facilities Ltd",
        received_on=dt.date(2026, 10, 5),
        words="Our answer was misread.",
        by=OFFICER,
        at=AT,
    )
    before = waiting.holding_back(tender, now=AT)

    # Told on Monday 14 December: 15, 16, 17, 18 and 21
    decided = decide(representation)

    assert before == ["Decide on what Alderfinch Facilities Ltd has put forward."]
    assert decided.until == dt.date(2026, 12, 21)
    assert waiting.holding_back(tender, now=clock(2026, 12, 21)) == [
        "The decision on what Alderfinch Facilities Ltd put forward holds it to 21 December 2026."
    ]
    assert waiting.holding_back(tender, now=clock(2026, 12, 22)) == []
    assert actions.award(tender=tender, by=OFFICER, at=AT).state == State.AWARDED


def test_an_objection_is_decided_once():
    representation = decide(RepresentationFactory())

    with pytest.raises(actions.DecidedAlready):
        decide(representation)


def test_a_decision_to_go_back_stops_the_award(clock):
    tender = approved(bundle=few())
    with_notice(tender)
    decide(RepresentationFactory(tender=tender), decision="go_back")

    assert waiting.holding_back(tender, now=AT) == [
        "On what Weaver Care Ltd put forward it was decided to go back to an earlier step."
    ]


def test_objections_are_recorded_between_approval_and_award():
    with pytest.raises(actions.NotNow):
        actions.receive_representation(
            tender=ranked(bundle=few()), supplier="S", received_on=dt.date(2026, 1, 1), words="W",
            by=OFFICER, at=AT,
        )  # fmt: skip


def test_an_awarded_tender_is_archived(clock):
    tender = approved(bundle=few(), regime="below_threshold")
    actions.award(tender=tender, by=OFFICER, at=AT)

    assert actions.archive(tender=fresh(tender), by=OFFICER, at=AT).state == State.ARCHIVED
    with pytest.raises(MoveNotAllowed):
        actions.archive(tender=tender, by=OFFICER, at=AT)


def test_suppliers_must_be_told_before_the_notice(clock, settings, tmp_path):
    storage = settings.STORAGES["default"] | {"OPTIONS": {"location": tmp_path}}
    settings.STORAGES = settings.STORAGES | {"default": storage}
    tender = approved(bundle=few())
    planned = waiting.was_told_late(tender)
    standstill = StandstillFactory(tender=tender, notice_on=APPROVED.date())

    never = waiting.was_told_late(tender)
    pack = made(letters.ask_letters(tender=tender, by=OFFICER, at=AT))
    letters.issue_letters(pack=pack, by=OFFICER, at=APPROVED)
    in_time = waiting.was_told_late(tender)
    standstill.notice_on = APPROVED.date() - dt.timedelta(days=1)
    standstill.save()

    assert (planned, never, in_time, waiting.was_told_late(tender)) == (False, True, False, True)


def test_a_plan_alone_is_never_late():
    tender = ranked(bundle=few())
    with_notice(tender, is_published=False)

    assert not waiting.was_told_late(tender)
