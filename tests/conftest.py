"""What every test stands on."""

import pytest
from django.db.backends.base.operations import BaseDatabaseOperations
from hypothesis import HealthCheck, settings

from socialvalue.audit import triggers

# Machines that run the suite in parallel are slow at odd moments: a deadline would only flake.
settings.register_profile(
    "suite", deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("suite")


@pytest.fixture(scope="session", autouse=True)
def _emptying_the_test_database_is_allowed():
    """Lift the append-only guards while a transactional test's database is emptied."""
    original = BaseDatabaseOperations.execute_sql_flush

    def flush(operations, sql_list):
        triggers.drop(operations.connection)
        original(operations, sql_list)
        triggers.create(operations.connection)

    BaseDatabaseOperations.execute_sql_flush = flush
    yield
    BaseDatabaseOperations.execute_sql_flush = original
