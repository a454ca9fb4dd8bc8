"""Call small areas and wards by their names."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from socialvalue.places import actions
from socialvalue.places.tables import NotATableFile


class Command(BaseCommand):
    """Load names and codes of small areas (LSOA, MSOA) and wards from a published table."""

    help = "Load names of small areas or wards: a table with columns such as WD25CD and WD25NM."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file, and the words that name its source."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--source", default="", help="words that name the source")

    def handle(self, *, file: Path, source: str, **options: object) -> None:
        """Load, and say what is known now."""
        try:
            kept = actions.load_names(path=file, source=source, by="load_names")
        except (NotATableFile, OSError) as fault:
            raise CommandError(str(fault)) from fault
        for names in kept:
            self.stdout.write(f"{names}: {names.rows:,} names.")
