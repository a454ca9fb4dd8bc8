"""The room on its own."""

import pytest


@pytest.fixture(autouse=True)
def _without_the_rooms_above(settings):
    """Keep the navigation to this room: the rooms above are none of its business."""
    settings.NAVIGATION = [("Jobs", "jobs:list", ())]
    settings.HOME_PAGES = []
