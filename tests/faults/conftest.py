"""An installation of its own for each fault test."""

import contextlib
import os
import secrets
import shutil
import sqlite3

import environ
import pytest
from django.db import connection, connections
from django.db.utils import load_backend

from socialvalue.jobs import tasks
from socialvalue.jobs.processes.starting import use_broker
from tests.faults.installation import Installation
from tests.faults.tasks import TABLES

DATABASE_URL = os.environ.get("DATABASE_URL", "")
ON_POSTGRESQL = DATABASE_URL.startswith("postgres")


class connected_to:
    """Within the block, this process's Django works on another database."""

    def __init__(self, url):
        default = connections.settings["default"]
        self.settings = default | environ.Env.db_url_config(url)
        if self.settings["ENGINE"].endswith("sqlite3"):
            self.settings["OPTIONS"] = {"transaction_mode": "IMMEDIATE", "timeout": 20}

    def __enter__(self):
        self.before = connections["default"]
        backend = load_backend(self.settings["ENGINE"])
        connections["default"] = backend.DatabaseWrapper(self.settings, "default")

    def __exit__(self, *exc_info):
        connections["default"].close()
        connections["default"] = self.before


@pytest.fixture(scope="session")
def template(django_db_setup, django_db_blocker, tmp_path_factory):
    """A copy of the suite's own migrated database: a file, or the name of a PostgreSQL one.

    There is one only if a test is marked with django_db, so fault tests are.
    """
    with django_db_blocker.unblock():
        if not ON_POSTGRESQL:
            path = tmp_path_factory.mktemp("template") / "template.sqlite3"
            connection.ensure_connection()
            with contextlib.closing(sqlite3.connect(path)) as copy:
                connection.connection.backup(copy)
                for table in TABLES:
                    copy.execute(table)
            yield path
            return
        name = f"faults_{secrets.token_hex(4)}"
        suite = connection.settings_dict["NAME"]
        connection.close()
        on_server(f"CREATE DATABASE {name} TEMPLATE {suite}")
        with connected_to(url_of(name)), connections["default"].cursor() as cursor:
            for table in TABLES:
                cursor.execute(table)
        yield name
        on_server(f"DROP DATABASE {name} WITH (FORCE)")


def url_of(name):
    """Return the address of another database on the same server."""
    address, question, options = DATABASE_URL.partition("?")
    return f"{address.rpartition('/')[0]}/{name}{question}{options}"


def on_server(statement):
    """Run a statement that no transaction may hold."""
    with connected_to(DATABASE_URL), connections["default"].cursor() as cursor:
        cursor.execute(statement)


@pytest.fixture
def installation(template, tmp_path, django_db_blocker):
    """An installation, not started; this process works on its database and leaves none of it."""
    with django_db_blocker.unblock():
        if ON_POSTGRESQL:
            name = f"{template}_{secrets.token_hex(4)}"
            on_server(f"CREATE DATABASE {name} TEMPLATE {template}")
            url = url_of(name)
        else:
            shutil.copy(template, tmp_path / "faults.sqlite3")
            url = f"sqlite:///{tmp_path}/faults.sqlite3"
        broker = tasks.run.app.conf.broker_url
        made = Installation(folder=tmp_path, database_url=url)
        try:
            with connected_to(url):
                yield made
        finally:
            made.clear()
            use_broker(broker)
            if ON_POSTGRESQL:
                on_server(f"DROP DATABASE {name} WITH (FORCE)")
