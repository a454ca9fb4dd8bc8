"""The steps and stages of a tender's page."""

from uuid import uuid4

import pytest

from procurement.tenders import steps
from procurement.tenders.models import Proposal, State, Tender
from procurement.tenders.presenters.stages import COLOURS, stages
from procurement.tenders.steps import Group, Status, Step
from socialvalue.accounts.models import User


@pytest.fixture
def registry(monkeypatch):
    """Nothing registered."""
    monkeypatch.setattr(steps, "_asked", [])


def test_steps_come_by_group_and_within_one_by_order(registry):
    late = Step(group=Group.BIDS, title="Open the bids")
    early = Step(group=Group.BIDS, title="Receive bids")
    letters = Step(group=Group.AFTER, title="Letters")
    steps.register(order=20)(lambda tender, request: [letters, late])
    steps.register(order=10)(lambda tender, request: [early])

    groups = steps.steps_of(Tender(), None)

    assert groups == [(Group.BIDS, [early, late]), (Group.AFTER, [letters])]


def test_what_comes_next_is_the_first_that_can_be_taken(registry):
    waiting = Step(group=Group.BIDS, title="Confirm", status=Status.WAITING, url="/c/")
    unreachable = Step(group=Group.BIDS, title="Draw", status=Status.TO_DO)
    todo = Step(group=Group.SCORING, title="Score", status=Status.IN_PROGRESS, url="/s/")

    groups = [(Group.BIDS, [waiting, unreachable]), (Group.SCORING, [todo])]

    assert steps.next_of(groups) == todo
    assert steps.next_of([(Group.BIDS, [waiting])]) is None


def test_what_somebody_else_proposed_comes_before_ones_own_work():
    todo = Step(group=Group.BIDS, title="Receive", status=Status.TO_DO, url="/r/")
    yours = Step(group=Group.SCORING, title="Confirm", status=Status.YOURS, url="/c/")

    assert steps.next_of([(Group.BIDS, [todo]), (Group.SCORING, [yours])]) == yours


@pytest.mark.parametrize(
    ("mine", "may_propose", "may_confirm", "expected"),
    [
        (None, True, False, (Status.TO_DO, "")),
        (None, False, True, (Status.WAITING, "Nobody has proposed it yet")),
        (True, True, True, (Status.WAITING, "You proposed it; another person decides")),
        (False, False, True, (Status.YOURS, "Proposed by Ola; you can confirm or refuse it")),
        (False, True, False, (Status.WAITING, "Proposed by Ola; another person decides")),
    ],
)
def test_a_step_of_two_people_knows_who_is_looking(mine, may_propose, may_confirm, expected):
    proposal = None if mine is None else Proposal(proposer_id=uuid4(), proposed_by="Ola")
    user = User(pk=proposal.proposer_id if mine else uuid4())

    asked = {"user": user, "may_propose": may_propose, "may_confirm": may_confirm}

    assert steps.part_in(proposal, **asked) == expected


def test_a_tag_has_the_colour_of_its_status():
    assert Step(group=Group.BIDS, title="x", status=Status.TO_DO).colour == "blue"
    assert Step(group=Group.BIDS, title="x").colour == ""


@pytest.mark.parametrize(
    ("state", "ended", "current"),
    [
        (State.DRAFT, "", "Method"),
        (State.SCORING, "", "Score"),
        (State.QUALITY_LOCKED, "", "Moderate"),
        (State.ARCHIVED, "", "Awarded"),
        (State.TERMINATED, State.PRICE_OPENED, "Decide"),
    ],
)
def test_one_stage_is_current(state, ended, current):
    found = stages(Tender(state=state, terminated_in=ended))

    assert [stage["text"] for stage in found if stage["state"] == "current"] == [current]
    places = [stage["state"] for stage in found]
    assert places == sorted(places, key=["done", "current", "to_come"].index)


def test_every_state_has_a_colour():
    assert set(COLOURS) == set(State)
