"""What is to do about letters, in the order in which it has to be done."""

import datetime as dt

import pytest

from procurement.evaluation.models import Standstill
from procurement.evaluation.presenters.letter_plan import plan_of
from procurement.tenders.models import State, Tender

PLANNED = Standstill(
    is_published=False, notice_on=dt.date(2026, 12, 1), ends_on=dt.date(2026, 12, 11)
)


def plan(*, state=State.RANKED, regime="procurement_act_2023", **known):
    """Return the status of each step by its title."""
    known = {"standstill": None, "lacking": 0, "is_made": False, "is_issued": False} | known
    return plan_of(Tender(state=state, regime=regime), **known)


def test_the_notice_is_planned_before_letters_are_made():
    steps = plan(lacking=2)

    assert [(step.title, step.status.value, bool(step.url)) for step in steps] == [
        ("Plan the standstill notice", "To do", True),
        ("Settle what is missing", "To do", True),
        ("Make all letters and read them", "Cannot start yet", False),
        ("Have the result approved", "To do", True),
        ("Issue the letters", "Cannot start yet", False),
    ]
    assert steps[0].hint.startswith("First of all")
    assert steps[0].colour == "blue"


def test_everything_done_says_so_with_the_days():
    steps = plan(state=State.APPROVED, standstill=PLANNED, is_made=True, is_issued=True)

    assert {step.status.value for step in steps} == {"Done"}
    assert steps[0].hint == (
        "Notice planned for 1 December 2026; the standstill ends at the end of 11 December 2026"
    )


def test_letters_that_are_made_can_be_issued_once_the_result_is_approved():
    made = {step.title: step.status.value for step in plan(is_made=True)}
    approved = {step.title: step.status.value for step in plan(state=State.APPROVED, is_made=True)}

    assert made["Issue the letters"] == "Cannot start yet"
    assert approved["Issue the letters"] == "To do"


def test_a_notice_that_is_out_is_said_to_be_published_and_after_the_award_nothing_is_planned():
    PLANNED.is_published = True

    published = plan(state=State.AWARDED, standstill=PLANNED)[0]
    PLANNED.is_published = False

    assert published.hint.startswith("Notice published on")
    assert published.url == ""


@pytest.mark.parametrize("state", [State.RANKED, State.AWARDED])
def test_below_the_threshold_there_is_no_standstill_to_plan(state):
    assert plan(state=state, regime="below_threshold")[0].title == "Settle what is missing"
