"""Which awards count where a scheme asks for another."""

import datetime as dt

import pytest

from socialvalue.awards import queries
from socialvalue.calculations.awards.outcome import Held
from tests.factories.accounts import OrganisationFactory
from tests.factories.awards import (
    AwardFactory,
    RunningFactory,
    SchemeVersionFactory,
    SubmittedFactory,
)

pytestmark = pytest.mark.django_db


def given(owner, holder, level):
    """Let an organisation give an award of its own scheme, whose code others may use too."""
    version = SchemeVersionFactory(organisation=owner, code="own-1")
    running = RunningFactory(organisation=owner, version=version)
    application = SubmittedFactory(running=running, organisation=holder, state="decided")
    AwardFactory(application=application, scheme_code="own-1", level=level)


def test_an_award_of_anothers_own_scheme_is_not_taken_for_one_of_the_same_code():
    holder, asks = OrganisationFactory(), OrganisationFactory()
    given(asks, holder, "aspiring")
    given(OrganisationFactory(), holder, "accredited")

    held = queries.held_by(holder, on=dt.date(2026, 2, 1), seen_by=asks)

    assert held == [Held("own-1", "aspiring")]
