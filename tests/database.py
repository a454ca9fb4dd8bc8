"""One migrated database for a run in several processes: the first migrates, the others copy.

Migrating takes seconds of every process. Nothing is kept for the next run, which would find the
tables of yesterday.
"""

import contextlib
import fcntl
import sqlite3

import pytest
from django.db import connection


class Template:
    """The migrated database, which others copy; `path` is there as soon as it can be copied."""

    def __init__(self, path, name):
        self.path, self.name = path, name
        self.is_ours = False

    def offer(self):
        """Let others copy the database that this process has just migrated."""
        self.is_ours = True
        if connection.vendor == "sqlite":
            connection.ensure_connection()
            with contextlib.closing(sqlite3.connect(self.path)) as copy:
                connection.connection.backup(copy)
            return
        connection.close()  # PostgreSQL copies only what nobody looks at
        self.on_server(f"CREATE DATABASE {self.name} TEMPLATE {connection.settings_dict['NAME']}")
        self.path.touch()

    @contextlib.contextmanager
    def copied(self):
        """Within the block, let Django find everything migrated in the database that it makes."""
        if connection.vendor != "sqlite":
            connection.settings_dict["TEST"]["TEMPLATE"] = self.name
            yield
            return
        # In memory, and gone with the last connection to it: this one stays until Django has its.
        ours = sqlite3.connect(connection.creation._get_test_db_name(), uri=True)
        with contextlib.closing(ours), contextlib.closing(sqlite3.connect(self.path)) as made:
            made.backup(ours)
            yield

    def take_back(self):
        """Remove what this process has offered from the server."""
        if self.is_ours and connection.vendor != "sqlite":
            self.path.unlink()
            self.on_server(f"DROP DATABASE {self.name}")

    def on_server(self, statement):
        """Run a statement that belongs to no database."""
        with connection._nodb_cursor() as cursor:
            cursor.execute(statement)


@contextlib.contextmanager
def alone(folder):
    """Within the block, no other process of this run is in it."""
    with (folder / "database.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@pytest.fixture(scope="session")
def database_turn(
    tmp_path_factory, worker_id, testrun_uid, django_db_modify_db_settings, django_db_blocker
):
    """Wait for one's turn; yield the template and what ends the turn. None in one process."""
    if worker_id == "master":
        yield None
        return
    folder = tmp_path_factory.getbasetemp().parent
    template = Template(folder / "migrated.sqlite3", f"migrated_{testrun_uid[:12]}")
    with contextlib.ExitStack() as turn:
        turn.enter_context(alone(folder))
        if template.path.exists():
            turn.enter_context(django_db_blocker.unblock())
            turn.enter_context(template.copied())
        yield template, turn
    with alone(folder), django_db_blocker.unblock():
        template.take_back()


@pytest.fixture(scope="session")
def django_db_setup(database_turn, django_db_setup, django_db_blocker):
    """Set the database up as pytest-django does, from the template where there is one."""
    if database_turn is None:
        return
    template, turn = database_turn
    with turn:
        if not template.path.exists():
            with django_db_blocker.unblock():
                template.offer()
