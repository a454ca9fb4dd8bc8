"""Bring an installation up to date: tables, reference data, static files, demonstration."""

import hashlib
from argparse import ArgumentParser
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand


def fingerprint() -> str:
    """Return what the last preparation depended on: the code, its data, and which database."""
    digest = hashlib.sha256(repr(sorted(settings.DATABASES["default"].items())).encode())
    digest.update(repr((settings.DEBUG, settings.DEMONSTRATION)).encode())
    for folder in ("socialvalue", "procurement", "static"):
        for path in sorted((settings.BASE_DIR / folder).rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                state = path.stat()
                digest.update(f"{path} {state.st_mtime_ns} {state.st_size}".encode())
    return digest.hexdigest()


def database_is_there() -> bool:
    """Whether the database of the last preparation still exists, as far as a file shows it."""
    database = settings.DATABASES["default"]
    is_file = database["ENGINE"].endswith("sqlite3")
    return not is_file or Path(database["NAME"]).is_file()


class Command(BaseCommand):
    """Run what must be run before the first start, and after every change of the code."""

    help = "Prepares the database, the reference data and the static files; does nothing twice."
    # The checks need tables and files that this command makes; `serve` runs them.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take --again."""
        parser.add_argument("--again", action="store_true", help="even if nothing has changed")

    def handle(self, **options: object) -> None:
        """Do each step, and note the fingerprint only when all are done."""
        stamp = settings.DATA_DIR / "prepared"
        now = fingerprint()
        is_done = stamp.is_file() and stamp.read_text() == now and database_is_there()
        if is_done and not options["again"]:
            return
        stamp.unlink(missing_ok=True)
        self.stdout.write("Preparing the database, the matrix, the rules and the places")
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        if not settings.DEBUG:
            call_command("collectstatic", verbosity=0, interactive=False)
        for command in settings.REFERENCE_COMMANDS:
            call_command(command, stdout=self.stdout)
        if settings.DEMONSTRATION:
            call_command(settings.DEMONSTRATION_COMMAND, stdout=self.stdout)
        stamp.write_text(now)
