"""What every test stands on."""

import functools
import gc
import logging
import os
import sys
from pathlib import Path

import factory
import pytest
from django.db.backends.base.operations import BaseDatabaseOperations
from hypothesis import HealthCheck, settings

from procurement.evaluation import guards as scores
from socialvalue.audit import triggers
from socialvalue.awards import guards as award_letters
from tests.database import database_turn, django_db_setup  # noqa: F401 -- fixtures

# Machines that run the suite in parallel are slow at odd moments: a deadline would only flake.
# Where coverage is gated the examples are the same every time: a line reached by luck would pass
# one day and fail the next. Each other run, and each campaign marked slow, seeks new ones.
settings.register_profile(
    "suite",
    deadline=None,
    max_examples=60,
    derandomize="EVERYTHING" in os.environ,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("suite")

# What these tests walk, smaller tests have walked line by line. Measuring coverage here would
# double their time and hide that a line has no test of its own.
NOT_MEASURED = (
    "browser",
    "faults",
    "integration/socialvalue/spend/test_defra.py",
    "integration/test_access_matrix.py",
    "integration/test_forms.py",
    "integration/test_run.py",
    "unit/procurement/calculations/test_broken_bundles.py",
    "unit/procurement/calculations/test_properties.py",
    "unit/socialvalue/calculations/spend/test_real_files.py",
)

# What takes long as a whole, whatever it is that it does; see the marker in pyproject.toml.
LONG = (
    "browser/test_acting_pages.py",
    "browser/test_award",
    "browser/test_scoring_story.py",
    "browser/test_spend",
    "browser/test_tender_life.py",
    "faults",
    "integration/procurement/demonstration",
    "integration/procurement/secrecy",
    "integration/socialvalue/awards/secrecy",
    "integration/socialvalue/spend/test_defra.py",
    "integration/test_forms.py",
    "unit/procurement/calculations/test_broken_bundles.py",
    "unit/socialvalue/calculations/spend/test_real_files.py",
)


def pytest_collection_modifyitems(items):
    """Mark the tests of whole files: where coverage would only cost time, and what takes long."""
    here = Path(__file__).parent
    for item in items:
        path = item.path.relative_to(here).as_posix()
        if path.startswith(NOT_MEASURED):
            item.add_marker(pytest.mark.no_cover)
        if path.startswith(LONG):
            item.add_marker(pytest.mark.long)


def pytest_collection_finish():
    """Look less for rubbish, and never through what has been loaded: that took a sixth of the time.

    The servers do the same (socialvalue/wsgi.py and celery.py).
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(MADE_BETWEEN_LOOKS)


MADE_BETWEEN_LOOKS = 20_000
UNMEASURED = pytest.StashKey[bool]()


COUNTED_FOR = pytest.StashKey[Path]()


def pytest_runtest_setup(item):
    """Take chance out of the order of tests, which is another one every time."""
    count_anew_for_each_file(item)
    forget_what_unmeasured_tests_worked_out(item)


def count_anew_for_each_file(item):
    """Let what factories number begin at a thousand in every file of tests.

    A number that runs on from file to file would one day be one that a test has written by hand:
    the code of a real district, say, and two of them cannot be saved.
    """
    if item.config.stash.get(COUNTED_FOR, None) != item.path:
        item.config.stash[COUNTED_FOR] = item.path
        for made in subclasses_of(factory.Factory):
            if not made._meta.abstract:
                made.reset_sequence(1_000, force=True)


def subclasses_of(kind):
    """Yield the classes that descend from this one."""
    for below in kind.__subclasses__():
        yield below
        yield from subclasses_of(below)


def forget_what_unmeasured_tests_worked_out(item):
    """Let no measured test find remembered what a test worked out where nothing is measured.

    Otherwise the order of the tests would decide whether a line that runs once counts as run.
    """
    if item.get_closest_marker("no_cover"):
        item.config.stash[UNMEASURED] = True
    elif item.config.stash.get(UNMEASURED, False):
        item.config.stash[UNMEASURED] = False
        for remembering in remembering_functions():
            remembering.cache_clear()


def remembering_functions():
    """Return the functions of the product that remember what they returned."""
    return [
        function
        for name, module in list(sys.modules.items())
        if name.startswith(("socialvalue.", "procurement."))
        for function in list(vars(module).values())
        # What a name stands for is not asked: some load more modules when they are looked at.
        if type(function) is functools._lru_cache_wrapper
    ]


@pytest.fixture(scope="session", autouse=True)
def _emptying_the_test_database_is_allowed():
    """Lift the append-only guards while a transactional test's database is emptied."""
    original = BaseDatabaseOperations.execute_sql_flush

    def flush(operations, sql_list):
        for guards in (triggers, scores, award_letters):
            guards.drop(operations.connection)
        original(operations, sql_list)
        for guards in (triggers, scores, award_letters):
            guards.create(operations.connection)

    BaseDatabaseOperations.execute_sql_flush = flush
    yield
    BaseDatabaseOperations.execute_sql_flush = original


@pytest.fixture(autouse=True)
def _logging_is_left_as_it_was():
    """Fail the test that leaves logging changed, not a later one that looks for a message."""
    before = how_it_logs()
    yield
    after = how_it_logs()
    if changed := [name for name, kept in before.items() if after[name] != kept]:
        log_again_as(before)
        pytest.fail(f"The test has changed logging and left it so: {', '.join(changed)}")


def how_it_logs():
    """Return what decides whether a message is heard: for everything, and by logger."""
    loggers = {
        name: logger
        for name, logger in [("root", logging.root), *logging.root.manager.loggerDict.items()]
        if isinstance(logger, logging.Logger)
    }
    return {"disable": logging.root.manager.disable} | {
        name: (logger, logger.level, logger.disabled, logger.propagate, tuple(logger.handlers))
        for name, logger in loggers.items()
    }


def log_again_as(before):
    """Put logging back, so that only one test fails."""
    loggers = dict(before)
    logging.disable(loggers.pop("disable"))
    for logger, level, disabled, propagate, handlers in loggers.values():
        logger.setLevel(level)
        logger.disabled, logger.propagate = disabled, propagate
        logger.handlers[:] = handlers
