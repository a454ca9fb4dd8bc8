"""The steps after the decision on the page of a tender: who sees them, and how far each is."""

from types import SimpleNamespace

import pytest

from procurement.evaluation.presenters.after_steps import after_the_decision
from procurement.tenders.models import State
from procurement.tenders.presenters.retention_step import retention_step
from procurement.tenders.steps import Status
from tests.factories.accounts import UserFactory
from tests.factories.letters import LetterPackFactory, StandstillFactory
from tests.factories.tenders import TenderFactory

pytestmark = pytest.mark.django_db

OFFICER = {"procurement_officer"}


def steps(tender, roles=OFFICER):
    """Return the steps that somebody with these roles sees, and how far each is."""
    request = SimpleNamespace(
        user=UserFactory(), roles=set(roles), organisation=tender.organisation
    )
    return {step.title: step.status for step in after_the_decision(tender, request)}


def test_before_the_ranking_an_officer_may_write_early_letters():
    tender = TenderFactory(state=State.CLOSED)

    assert steps(tender) == {"Letters": Status.NONE}
    assert steps(tender, {"auditor"}) == {}
    assert steps(TenderFactory(fixed=True)) == {}


def test_after_the_ranking_there_are_letters_standstill_and_the_file():
    tender = TenderFactory(state=State.RANKED)

    assert steps(tender) == {
        "Letters": Status.TO_DO,
        "Standstill and award": Status.CANNOT_START,
        "Evaluation report and sealed bundle": Status.NONE,
    }
    assert steps(tender, {"evaluator"}) == {}


def test_steps_say_how_far_they_are():
    tender = TenderFactory(state=State.APPROVED)
    before = steps(tender)["Standstill and award"]
    pack = LetterPackFactory(tender=tender)
    StandstillFactory(tender=tender)
    made = steps(tender)
    pack.sha256, pack.issued_at, pack.issued_by = "1" * 64, pack.asked_at, "us"
    pack.save()
    tender.state = State.AWARDED

    assert before == Status.TO_DO
    assert (made["Letters"], made["Standstill and award"]) == (
        Status.IN_PROGRESS,
        Status.IN_PROGRESS,
    )
    assert (steps(tender)["Letters"], steps(tender)["Standstill and award"]) == (
        Status.DONE,
        Status.DONE,
    )


@pytest.mark.parametrize(
    ("state", "roles", "seen"),
    [
        (State.DRAFT, OFFICER, 0),
        (State.PUBLISHED, OFFICER, 1),
        (State.PUBLISHED, {"auditor"}, 1),
        (State.PUBLISHED, {"evaluator"}, 0),
    ],
)
def test_who_sees_how_long_a_tender_is_kept(state, roles, seen):
    tender = TenderFactory(state=state)
    request = SimpleNamespace(
        user=UserFactory(), roles=set(roles), organisation=tender.organisation
    )

    assert len(list(retention_step(tender, request))) == seen
