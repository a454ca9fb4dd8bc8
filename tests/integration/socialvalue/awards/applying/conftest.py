"""An organisation that applies for the weavers' award."""

import pytest

from tests.factories.accounts import OrganisationFactory
from tests.factories.awards import ApplicationFactory, RunningFactory
from tests.factories.places import AreaFactory
from tests.integration.procurement.people import client_of


@pytest.fixture(autouse=True)
def _evidence_lies_apart(settings, tmp_path):
    settings.DATA_DIR = tmp_path


@pytest.fixture
def running(db):
    """The weavers' award, run by a council."""
    return RunningFactory(organisation=OrganisationFactory(name="Guild Council"))


@pytest.fixture
def organisation(db):
    """A social enterprise."""
    return OrganisationFactory(name="Valley Weavers CIC", kind="vcse")


@pytest.fixture
def applicant(organisation):
    """An award applicant of the organisation."""
    return client_of(organisation, "applicant")


@pytest.fixture
def application(running, organisation):
    """A draft with nothing in it."""
    return ApplicationFactory(running=running, organisation=organisation)


@pytest.fixture
def preston(db):
    """An area to choose."""
    return AreaFactory(code="E07000123", name="Preston")
