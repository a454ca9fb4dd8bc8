"""What the fault tests kill: processes of an installation, and connections to its database."""

from tests.faults import ledger
from tests.faults.conftest import ON_POSTGRESQL

VICTIMS = ("worker", "child", "broker", *(["connection"] if ON_POSTGRESQL else []))


def kill_one(installation, what, chance):
    """Kill one process, or on PostgreSQL somebody's connection; False if there is none just now."""
    if what != "connection":
        return installation.kill_one(what, chance=chance)
    others = "datname = current_database() AND pid <> pg_backend_pid() ORDER BY random() LIMIT 1"
    return bool(
        ledger.rows(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others}")  # noqa: S608
    )
