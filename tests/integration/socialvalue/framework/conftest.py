"""What the tests of this room stand on."""

import datetime as dt
from io import StringIO

import pytest
from django.core.management import call_command

from socialvalue.framework import actions, data_files
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.factories.framework import (
    AreaFactory,
    FrameworkVersionFactory,
    MeasureFactory,
    ObjectiveFactory,
)

NOW = dt.datetime(2026, 6, 1, 9, tzinfo=dt.UTC)


@pytest.fixture
def loaded(db):
    """The data files in the database."""
    call_command("load_frameworks", stdout=StringIO())


@pytest.fixture
def rules_loaded(db):
    """The published weighting rules in the database."""
    actions.load_weight_rules(text=data_files.published_weight_rules(), by="the tests", at=NOW)


@pytest.fixture
def trust(db):
    """An organisation."""
    return OrganisationFactory()


@pytest.fixture
def officer(trust):
    """A procurement officer of the trust."""
    return UserFactory(roles=["procurement_officer"], roles__organisation=trust)


@pytest.fixture
def evaluator(trust):
    """Someone of the trust who may read and not change."""
    return UserFactory(roles=["evaluator"], roles__organisation=trust)


@pytest.fixture
def small(db):
    """A published version for everyone: two objectives, an area with a measure under the first."""
    version = FrameworkVersionFactory(framework__code="small", title="Small")
    first = ObjectiveFactory(version=version, order=1)
    ObjectiveFactory(version=version, order=2, no_areas="None is published.")
    area = AreaFactory(objective=first, order=1, title="Skills")
    MeasureFactory(area=area, order=1, name="Learners")
    return version


@pytest.fixture
def draft(trust, officer, small):
    """A draft of the trust's own, made from the small version."""
    return actions.make_own_version(
        organisation=trust, based_on=small, title="Our matrix", by=officer, at=NOW
    )
