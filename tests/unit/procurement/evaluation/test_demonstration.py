"""The demonstration's tenders are made once, and are marked."""

import pytest
from django.core.management import call_command

from procurement.evaluation.actions import load_demonstration
from procurement.tenders.models import State
from procurement.tenders.queries import methodology_of
from tests.factories.accounts import OrganisationFactory

pytestmark = pytest.mark.django_db


def test_two_tenders_are_made_and_marked():
    call_command("load_frameworks", verbosity=0)

    scored, draft = load_demonstration(organisation=OrganisationFactory(), by="the tests")

    assert scored.state == State.PRICE_OPENED
    assert (scored.bids.count(), scored.is_demonstration) == (11, True)
    assert (draft.state, draft.is_demonstration) == (State.DRAFT, True)
    weights = [f"{each.weight:f}" for each in methodology_of(draft).criteria.order_by("position")]
    assert weights == ["33.34", "33.33", "33.33"]


def test_a_second_time_nothing_is_made():
    organisation = OrganisationFactory()
    first = load_demonstration(organisation=organisation, by="the tests")

    again = load_demonstration(organisation=organisation, by="the tests")

    assert (again, organisation.tenders.count()) == (first, 2)


def test_without_the_matrix_the_draft_has_no_questions_yet():
    _, draft = load_demonstration(organisation=OrganisationFactory(), by="the tests")

    assert methodology_of(draft).criteria.count() == 0
