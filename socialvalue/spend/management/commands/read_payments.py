"""Read payment files of any publisher and tell what was read: a door over `readings`."""

import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from django.core.management.base import BaseCommand

from socialvalue.calculations.spend.readings import by_publisher, reading_of
from socialvalue.core.whole_files import CannotWrite, write_whole
from socialvalue.spend.study_folder import as_text

REFUSED = 2


class Command(BaseCommand):
    """`manage.py read_payments FILE… [--output FILE] [--table FILE]`.

    Needs no server and no database.
    """

    help = (
        "Read payment files (CSV of any delimiter and encoding, XLSX, XLS, ODS, and zips of these) "
        "and write, per file and sheet, the rows read, set aside and refused with the reasons, the "
        "columns found, the order of dates, the style of amounts and the total in pence, as JSON. "
        "Exit status 2 if a file could not be read at all or has no table of payments."
    )
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the files, and where the answer goes."""
        parser.add_argument("files", metavar="FILE", type=Path, nargs="+")
        parser.add_argument(
            "--output",
            metavar="FILE",
            type=Path,
            help="file for the answer; standard output if not given",
        )
        parser.add_argument(
            "--table",
            metavar="FILE",
            type=Path,
            help="file for a table in Markdown too: a row for each FILE read",
        )

    def handle(
        self, *, files: list[Path], output: Path | None, table: Path | None, **_options: Any
    ) -> None:
        """Write what was read; say what could not be, and leave with status 2."""
        unread: list[str] = []
        told = reading_of(self._contents(files, unread=unread))
        unread += [
            f"{entry['file']}: {entry['problem']}" for entry in told["files"] if entry["problem"]
        ]
        unread += [
            f"{entry['file']}: no table of payments was found."
            for entry in told["files"]
            if not entry["problem"] and not _has_table(entry)
        ]
        try:
            if output is None:
                self.stdout.write(as_text(told).decode(), ending="")
            else:
                write_whole(as_text(told), to=output)
            if table is not None:
                write_whole(by_publisher(told).encode(), to=table)
        except CannotWrite as wrong:
            unread.append(str(wrong))
        for sentence in unread:
            self.stderr.write(sentence)
        if unread:
            sys.exit(REFUSED)

    def _contents(self, files: list[Path], *, unread: list[str]) -> Iterator[tuple[str, BinaryIO]]:
        """Yield each file's name and the file opened, and note what cannot be opened."""
        for path in files:
            try:
                with path.open("rb") as file:
                    yield path.name, file
            except OSError as wrong:
                unread.append(f"{path}: it cannot be opened: {wrong.strerror}.")


def _has_table(entry: dict[str, Any]) -> bool:
    """Whether a sheet of the file has a table in which every needed column was found."""
    return any(not table["missing"] for sheet in entry["sheets"] for table in sheet["tables"])
