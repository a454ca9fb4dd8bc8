"""Check a sealed evaluation bundle: a door over `sealed_bundle`."""

import re
import sys
from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from procurement.evaluation import sealed_bundle

DIFFERS = 1


def head(text: str) -> tuple[int, str]:
    """Return the end of a record as it is printed, "12:ab…". Raises ArgumentTypeError."""
    found = re.fullmatch(r"(\d{1,9}):([0-9a-f]{64})", text)
    if found is None:
        raise ArgumentTypeError("give the number of the event, a colon and its fingerprint")
    return int(found[1]), found[2]


class Command(BaseCommand):
    """`manage.py verify_bundle FILE [--bundle SHA256] [--head N:SHA256]`. Needs no database."""

    help = (
        "Check a sealed evaluation bundle: work its result out again, compare every fingerprint, "
        "and follow its record. Says in sentences whether anything differs. Exit status 0 if "
        "nothing does, 1 if something does."
    )
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file, and what a printed report shows."""
        parser.add_argument("file", metavar="FILE", type=Path)
        parser.add_argument(
            "--bundle", metavar="SHA256", default="", help="the bundle's SHA-256 as it was printed"
        )
        parser.add_argument(
            "--head", metavar="N:SHA256", type=head, help="the end of the record as printed"
        )

    def handle(
        self, *, file: Path, bundle: str, head: tuple[int, str] | None, **_options: Any
    ) -> None:
        """Say what was found, and leave with status 1 if anything differs."""
        try:
            content = file.read_bytes()
        except OSError as wrong:
            self.stderr.write(f"The file cannot be read: {wrong.strerror or 'unknown reason'}.")
            sys.exit(DIFFERS)
        findings = sealed_bundle.findings_of(content, printed_bundle=bundle, printed_head=head)
        for finding in findings:
            out = self.stdout if finding.is_well else self.stderr
            out.write(f"{'Well' if finding.is_well else 'DIFFERS'}: {finding.sentence}")
        if not all(finding.is_well for finding in findings):
            self.stderr.write("Something differs. Do not rely on this file.")
            sys.exit(DIFFERS)
        self.stdout.write("Nothing differs.")
