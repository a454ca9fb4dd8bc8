"""Work out the result of a local spend study: a door over `study_folder`."""

import os
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from socialvalue.calculations.spend.study_config import StudyRefused
from socialvalue.core.whole_files import CannotWrite
from socialvalue.spend import study_folder

REFUSED = 2


class Command(BaseCommand):
    """`manage.py analyse_spend STUDY_DIR [--output FILE]`. Needs no server and no database."""

    help = (
        "Work out the result of a local spend study from the folder that holds its config.json. "
        "Writes the result as JSON. A faulty study gives exit status 2, one sentence per error on "
        "standard error, and no result."
    )
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the study's folder, and where the result goes."""
        parser.add_argument("study", metavar="STUDY_DIR", type=Path)
        parser.add_argument(
            "--output",
            metavar="FILE",
            type=Path,
            help="file for the result; standard output if not given",
        )

    def handle(self, *, study: Path, output: Path | None, **_options: Any) -> None:
        """Write the result, or say what is wrong and leave with status 2."""
        try:
            worked = study_folder.result_of_folder(study)
            for note in worked.notes:
                self.stderr.write(f"Note: {note}")
            if output is None:
                self._print(study_folder.as_text(worked.result))
            else:
                study_folder.write_result(worked, to=output)
        except StudyRefused as refused:
            self._refuse(*refused.errors)
        except CannotWrite as wrong:
            self._refuse(str(wrong))

    def _refuse(self, *sentences: str) -> None:
        for sentence in sentences:
            self.stderr.write(sentence)
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
            raise CannotWrite(
                f"Free what blocks standard output, which cannot be written: {wrong.strerror}."
            ) from wrong
