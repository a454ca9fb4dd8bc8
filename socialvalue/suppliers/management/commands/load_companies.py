"""Load the published files of Companies House and of the registers of charities."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from socialvalue.calculations.suppliers.register_files import NotARegister
from socialvalue.suppliers import actions


class Command(BaseCommand):
    """Read the files as they were downloaded; keep only what may be somebody's supplier."""

    help = (
        "Loads basic company data (CSV or its zips, all parts at once) and registers of charities "
        "(publicextract.charity as JSON or text, OSCR's CSV), whichever the files are. Only "
        "bodies whose name or number some organisation's suppliers have are kept."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the files."""
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")

    def handle(self, **options: object) -> None:
        """Load them and say what came of it."""
        try:
            loads = actions.load_registers(
                paths=options["files"], by="load_companies", at=timezone.now()
            )
        except (NotARegister, OSError) as wrong:
            raise CommandError(f"{wrong} Nothing was loaded.", returncode=2) from None
        for load in loads:
            self.stdout.write(
                f"{load.get_register_display()}: {load.read:,} read, {load.kept:,} kept"
            )
        self.stdout.write("Organisations match their suppliers under Suppliers, Registers.")
