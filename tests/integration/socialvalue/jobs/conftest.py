"""The room on its own."""

import pytest

from socialvalue.accounts.models import Role
from socialvalue.jobs import registry
from socialvalue.jobs.registry import Outcome


@pytest.fixture(autouse=True)
def _without_the_rooms_above(settings):
    """Keep the navigation to this room: the rooms above are none of its business."""
    settings.NAVIGATION = [("Jobs", "jobs:list", ())]
    settings.HOME_PAGES = []


@pytest.fixture(autouse=True)
def _kind_that_data_officers_read():
    """Register the kind of the jobs that are made here."""
    registry.handler("tests.count", read_by=[Role.DATA_OFFICER])(lambda job, report: Outcome())
    yield
    registry.forget("tests.count")
