"""What the tests of the site as a whole stand on."""

import contextlib
import logging

import pytest
from django.conf import settings
from django.db import transaction
from django.test import override_settings


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, tmp_path_factory):
    """Make the world once for a module; whatever a request does is taken back."""
    from tests.integration.world import make_world  # noqa: PLC0415 -- reads every address

    folder = tmp_path_factory.mktemp("data")
    kept = settings.STORAGES["default"]
    storages = settings.STORAGES | {"default": kept | {"OPTIONS": {"location": folder / "files"}}}
    with (
        nothing_logged(),
        override_settings(DATA_DIR=folder, STORAGES=storages, DEBUG_PROPAGATE_EXCEPTIONS=True),
        django_db_blocker.unblock(),
        transaction.atomic(),
    ):
        yield make_world()
        transaction.set_rollback(True)


@contextlib.contextmanager
def nothing_logged():
    """Log nothing within the block: thousands of refusals, as they should be."""
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(before)
