"""Use an official index of deprivation."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from socialvalue.calculations.deprivation import NotADeprivationFile, WrongVintage
from socialvalue.calculations.place_files import PlaceFileFault
from socialvalue.places import actions
from socialvalue.places.tables import NotATableFile


class Command(BaseCommand):
    """Load the deciles of the English indices of deprivation (File 7: CSV, or XLSX)."""

    help = "Load an English index of deprivation (the official File 7 as CSV, or File 1 as XLSX)."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file, and which index it is where the file's name does not say it."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--index", default="", help="such as imd2025")

    def handle(self, *, file: Path, index: str, **options: object) -> None:
        """Load, and say what is in use now."""
        try:
            stored = actions.load_deprivation(path=file, index=index, by="load_deprivation")
        except (NotADeprivationFile, WrongVintage, NotATableFile, PlaceFileFault, OSError) as fault:
            raise CommandError(str(fault)) from fault
        self.stdout.write(
            f"{stored}: {stored.rows:,} small areas (LSOA) of {stored.lsoa_vintage}. England only: "
            "Wales, Scotland and Northern Ireland are not in its scope."
        )
