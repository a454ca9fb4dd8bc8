"""Whoever decides is told that an applicant's name is what a stranger typed."""

import pytest

from tests.factories.judged import Judged
from tests.integration.socialvalue.awards.judging.people import page, words

pytestmark = pytest.mark.django_db

TOLD = "registered itself here: nobody has checked that it is who it says"


@pytest.mark.parametrize("itself", [True, False])
def test_those_who_decide_are_told_that_nobody_has_checked_the_name(itself):
    made = Judged().agreed()
    made.application.organisation.registered_itself = itself
    made.application.organisation.save()
    proposes = words(page(made, made.manager, "propose"))
    made.decision = made.proposes()

    reads = words(page(made, made.auditor, "received_application"))
    approves = words(page(made, made.approver, "decide"))

    assert [TOLD in each for each in (reads, proposes, approves)] == [itself] * 3
