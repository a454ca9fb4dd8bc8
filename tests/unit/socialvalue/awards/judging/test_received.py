"""What the organisation that decides sees of applications at all."""

import pytest

from socialvalue.awards import actions, queries
from tests.factories.accounts import UserFactory
from tests.factories.awards import AT, ApplicationFactory, SubmittedFactory

pytestmark = pytest.mark.django_db


def withdrawn(application):
    """Let the applicant withdraw, and return what the deciding organisation sees."""
    actions.withdraw_application(application=application, reason="", by=UserFactory(), at=AT)
    return list(queries.received_by(application.running.organisation))


def test_a_draft_that_is_withdrawn_was_never_handed_in():
    assert withdrawn(ApplicationFactory()) == []


def test_an_application_that_was_taken_back_and_withdrawn_is_the_applicants_own():
    application = SubmittedFactory()
    actions.amend_application(application=application, by=UserFactory(), at=AT)

    assert withdrawn(application) == []


def test_an_application_that_was_handed_in_and_withdrawn_stays():
    application = SubmittedFactory()

    assert withdrawn(application) == [application]
