"""Compare amounts of several years at the prices of one."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from socialvalue.calculations.deflator import NotADeflatorFile
from socialvalue.places import actions
from socialvalue.places.tables import NotATableFile


class Command(BaseCommand):
    """Load the GDP deflator by financial year, as HM Treasury publishes it."""

    help = "Load the GDP deflator: HM Treasury's XLSX or CSV, or a plain table of years."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file, its release where the file's name does not say it, and its source."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--release", default="", help='such as "June 2026"')
        parser.add_argument("--source", default="", help="words that name another source")

    def handle(self, *, file: Path, release: str, source: str, **options: object) -> None:
        """Load, and say what is in use now."""
        try:
            stored = actions.load_deflator(
                path=file, release=release, source=source, by="load_deflator"
            )
        except (NotADeflatorFile, NotATableFile, OSError) as fault:
            raise CommandError(str(fault)) from fault
        years = sorted(stored.figures)
        said = f"{stored}: {years[0]} to {years[-1]}, {stored.base_year} = 100. {stored.marked()}"
        self.stdout.write(said.strip())
