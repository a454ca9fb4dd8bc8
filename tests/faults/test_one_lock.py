"""Two people lock quality at the same moment: exactly one of them does, and the other is told.

In processes of their own. On PostgreSQL where the suite runs on it (tests/on_postgresql.py), on
SQLite otherwise.
"""

import json
import subprocess
import sys
import time

import pytest

from procurement.evaluation import actions
from procurement.tenders.models import State, Tender
from tests.factories.moderation import Moderated
from tests.factories.panels import person
from tests.faults.installation import ROOT

pytestmark = [pytest.mark.worker, pytest.mark.django_db]
READY = 6
"""Seconds that the processes get to start."""


def ready(count):
    """Return tenders in which everything is agreed and explained."""
    return [Moderated(bids=1).agree_everything() for _ in range(count)]


def contest(installation, act, people, keys):
    """Let people act on the same keys at the same moments; return what each was told of each."""
    start = str(time.time() + READY)
    running = [
        subprocess.Popen(  # noqa: S603 -- our own command
            [sys.executable, "-m", "tests.faults.lockers", act, str(each.pk), start, *keys],
            cwd=ROOT,
            env=installation.environment,
            stdout=subprocess.PIPE,
            text=True,
        )
        for each in people
    ]
    told = [json.loads(process.communicate(timeout=600)[0]) for process in running]
    assert [process.returncode for process in running] == [0] * len(people)
    return list(zip(*told, strict=True))


def both(installation, count):
    """Let two moderators propose and two approvers confirm `count` locks at once."""
    panels = ready(count)
    moderators = [panels[0].moderator, person(panels[0].organisation, "moderator")]
    proposed = contest(
        installation, "propose", moderators, [str(panel.tender.pk) for panel in panels]
    )
    proposals = [str(panel.tender.proposals.get().pk) for panel in panels]
    approvers = [panels[0].approver, person(panels[0].organisation, "approver")]
    confirmed = contest(installation, "confirm", approvers, proposals)
    assert [set(each) for each in proposed] == [{"done", "ProposedAlready"}] * count
    assert [set(each) for each in confirmed] == [{"done", "ProposalDecided"}] * count
    for panel in panels:
        tender = Tender.objects.get(pk=panel.tender.pk)
        assert tender.state == State.QUALITY_LOCKED
        assert tender.state_changes.count() == 1
        assert tender.proposals.count() == 1
        with pytest.raises(actions.NotModerating):
            panel.agree(points=5, agreed_version=1, change_reason="Too late.")


def test_two_people_lock_at_once(installation):
    both(installation, 5)


@pytest.mark.slow
def test_two_people_lock_at_once_a_hundred_times(installation):
    both(installation, 100)
