"""Work out the result of a tender from its evaluation bundle: a door over `bundle_files`."""

import os
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from procurement.evaluation import bundle_files

REFUSED = 2


class Command(BaseCommand):
    """`manage.py assess_tender BUNDLE.json [--output FILE]`. Needs no server and no database."""

    help = (
        "Work out the result of a tender from its evaluation bundle. Writes the result as JSON. "
        "A refused bundle gives exit status 2, and one sentence per error on standard error."
    )
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the bundle, and where the result goes."""
        parser.add_argument("bundle", metavar="BUNDLE.json", type=Path)
        parser.add_argument(
            "--output",
            metavar="FILE",
            type=Path,
            help="file for the result; standard output if not given",
        )

    def handle(self, *, bundle: Path, output: Path | None, **_options: Any) -> None:
        """Write the result, and leave with status 2 if the bundle is refused."""
        result = bundle_files.result_of_file(bundle)
        for sentence in bundle_files.sentences(result):
            self.stderr.write(sentence)
        try:
            if output is None:
                self._print(bundle_files.as_text(result))
            else:
                bundle_files.write_result(result, to=output, bundle=bundle)
        except bundle_files.CannotWrite as wrong:
            self.stderr.write(str(wrong))
            sys.exit(REFUSED)
        if result["status"] == "refused":
            sys.exit(REFUSED)

    def _print(self, text: bytes) -> None:
        """Write to standard output in UTF-8, whatever the terminal's own encoding is."""
        raw = getattr(self.stdout, "buffer", None)
        if raw is None:
            self.stdout.write(text.decode(), ending="")
            return
        try:
            raw.write(text)
            raw.flush()
        except OSError as wrong:
            # What is left in the buffer would fail again when Python closes it.
            os.dup2(os.open(os.devnull, os.O_WRONLY), self.stdout.fileno())
            raise bundle_files.CannotWrite(
                f"Free what blocks standard output, which cannot be written: {wrong.strerror}."
            ) from wrong
