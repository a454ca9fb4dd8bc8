"""Making awards of decisions."""

import datetime as dt

import pytest

from socialvalue.audit.models import AuditEvent
from socialvalue.awards import actions
from socialvalue.awards.models import Award, Decision
from socialvalue.calculations.awards.certificates import read
from tests.factories.accounts import UserFactory
from tests.factories.awards import (
    AwardFactory,
    RunningFactory,
    SchemeVersionFactory,
    SubmittedFactory,
)
from tests.unit.socialvalue.calculations.awards import samples

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)


def approved(*, level="aspiring", conditions=(), months=60, **application):
    """Return an approved decision of the weavers' award, which is valid for so many months."""
    version = SchemeVersionFactory(code="own", document=samples.document(validity_months=months))
    running = RunningFactory(version=version)
    made = SubmittedFactory(running=running, state="decided", **application)
    return Decision.objects.create(
        application=made,
        number=1,
        level=level,
        outcome={"level": level, "met": [], "missing": []},
        conditions=list(conditions),
        feedback="Well done.",
        proposer=UserFactory(),
        proposed_at=AT,
        proposed_by="a manager",
        is_approved=True,
        decider=UserFactory(),
        decided_at=AT,
        decided_by="an approver",
    )


def test_grant_makes_the_award_that_was_decided():
    decision = approved(may_be_on_register=True)

    award = actions.grant(decision=decision, by="an approver", at=AT)

    told = (award.scheme_title, award.level, award.level_title, award.valid_from, award.valid_to)
    assert told == (
        "Weavers' award",
        "aspiring",
        "Aspiring",
        dt.date(2026, 3, 2),
        dt.date(2031, 3, 1),  # five years, to the day before the same day
    )
    assert (award.state, award.is_public, award.granted_by) == ("held", True, "an approver")
    assert read(award.certificate) == award.certificate


def test_grant_is_written_in_the_record():
    decision = approved()

    award = actions.grant(decision=decision, by="an approver", at=AT)

    event = AuditEvent.objects.get(did="award.granted")
    assert event.after == {
        "level": "aspiring",
        "certificate": award.certificate,
        "valid_from": "2026-03-02",
        "valid_to": "2031-03-01",
    }


def test_grant_without_validity_has_no_end():
    award = actions.grant(decision=approved(months=None), by="an approver", at=AT)

    assert award.valid_to is None
    assert AuditEvent.objects.get(did="award.granted").after["valid_to"] == ""


def test_grant_counts_the_day_by_london_time():
    late = dt.datetime(2026, 6, 30, 23, 30, tzinfo=dt.UTC)

    award = actions.grant(decision=approved(), by="an approver", at=late)

    assert award.valid_from == dt.date(2026, 7, 1)


def test_grant_adds_the_conditions_with_their_days():
    given = [{"text": "Pay all staff.", "due_on": "2026-05-01"}, {"text": "Tell us.", "due_on": ""}]

    award = actions.grant(decision=approved(conditions=given), by="an approver", at=AT)

    # Where no day is set, six months after the decision.
    assert list(award.conditions.values_list("text", "due_on")) == [
        ("Pay all staff.", dt.date(2026, 5, 1)),
        ("Tell us.", dt.date(2026, 9, 2)),
    ]


@pytest.mark.parametrize(("level", "is_approved"), [("", True), ("aspiring", False)])
def test_grant_refuses_what_is_no_award(level, is_approved):
    decision = approved(level=level)
    decision.is_approved = is_approved

    with pytest.raises(actions.NothingToGrant):
        actions.grant(decision=decision, by="an approver", at=AT)


def test_grant_of_a_renewal_begins_when_the_old_award_ends():
    old = AwardFactory(valid_to=dt.date(2026, 4, 30))

    award = actions.grant(decision=approved(renews=old), by="an approver", at=AT)

    assert (award.valid_from, award.valid_to) == (dt.date(2026, 5, 1), dt.date(2031, 4, 30))


@pytest.mark.parametrize(
    "old",
    [
        {"valid_to": dt.date(2026, 2, 1)},
        {"valid_to": None},
        {"valid_to": dt.date(2026, 4, 30), "state": "withdrawn"},
    ],
    ids=["ran out", "has no end", "withdrawn"],
)
def test_grant_of_a_renewal_begins_today_where_nothing_is_held_to_a_day(old):
    award = actions.grant(decision=approved(renews=AwardFactory(**old)), by="a", at=AT)

    assert award.valid_from == dt.date(2026, 3, 2)


def test_grant_begins_after_what_the_holder_has_of_the_same_award():
    decision = approved()
    AwardFactory(
        organisation=decision.application.organisation, scheme_code="own",
        application__running=decision.application.running, valid_to=dt.date(2026, 4, 30),
    )  # fmt: skip

    award = actions.grant(decision=decision, by="an approver", at=AT)

    assert award.valid_from == dt.date(2026, 5, 1)


@pytest.mark.parametrize(
    ("was", "then", "told"),
    [
        ("withdrawn", "held", " It was withdrawn, and is held again from this day."),
        ("suspended", "suspended", ""),
    ],
)
def test_grant_after_an_appeal_takes_the_place_of_a_withdrawal(was, then, told):
    decision = approved()
    award = actions.grant(decision=decision, by="an approver", at=AT)
    Award.objects.filter(pk=award.pk).update(state=was)

    again = actions.grant(decision=decision, by="an approver", at=AT)

    assert again.state == then
    change = again.changes.get(kind="decided_anew")
    assert change.reason == f"Decided anew: from the level Aspiring to Aspiring.{told}"


def test_grant_after_an_appeal_keeps_the_certificate():
    decision = approved(conditions=[{"text": "Tell us.", "due_on": "2026-05-01"}])
    first = actions.grant(decision=decision, by="an approver", at=AT)
    decision.level = "accredited"

    second = actions.grant(decision=decision, by="an approver", at=AT)

    assert Award.objects.count() == 1
    assert (second.certificate, second.level_title) == (first.certificate, "Accredited")
    assert list(second.changes.values_list("kind", "reason")) == [
        ("decided_anew", "Decided anew: from the level Aspiring to Accredited.")
    ]
    assert second.conditions.count() == 1
