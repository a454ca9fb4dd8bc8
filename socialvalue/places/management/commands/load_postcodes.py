"""Use an official postcode directory instead of the one that came with the product."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from socialvalue.places import actions
from socialvalue.places.postcodes.sources import PostcodeFileFault


class Command(BaseCommand):
    """Load the ONS Postcode Directory (ONSPD) or the National Statistics Postcode Lookup (NSPL)."""

    help = "Use an official postcode directory (ONSPD or NSPL: CSV, the ZIP it comes in, Parquet)."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file, and its vintage where the file's name does not say it."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--vintage", default="", help='such as "ONSPD May 2026"')
        parser.add_argument(
            "--keep-others",
            action="store_true",
            help="keep postcodes that only the installed directory has",
        )

    def handle(self, *, file: Path, vintage: str, keep_others: bool, **options: object) -> None:
        """Load, and say what is in use now."""
        try:
            about = actions.load_postcodes(
                path=file, vintage=vintage, keep_others=keep_others, by="load_postcodes"
            )
        except (PostcodeFileFault, OSError) as fault:
            raise CommandError(str(fault)) from fault
        self.stdout.write(f"{about}. Columns: {', '.join(about.columns)}.")
