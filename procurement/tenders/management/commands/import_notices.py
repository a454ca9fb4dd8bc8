"""Read notices in the Open Contracting Data Standard, and say what became of each."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from procurement.tenders import notice_files
from procurement.tenders.actions import bring_in_notices
from socialvalue.accounts.models import Organisation
from socialvalue.core.whole_files import CannotWrite, write_whole

BY = "import_notices"
FAILED = 2


class Command(BaseCommand):
    """`manage.py import_notices FILE… [--dry-run] [--output FILE] [--organisation NAME]`."""

    help = (
        "Read OCDS releases, release packages and record packages (JSON or JSON lines, also packed "
        "with gzip), and report each notice as JSON: loaded or refused, why, what was understood, "
        "what is to be completed. Without --dry-run the loaded notices are kept for an "
        "organisation, whose officers then start tenders from them. --dry-run needs no database. "
        "Exit status 2 if nothing was loaded, or if what was loaded could not be kept."
    )
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the files, where the report goes, and for whom the notices are."""
        parser.add_argument("files", metavar="FILE", type=Path, nargs="+")
        parser.add_argument("--dry-run", action="store_true", help="read and report, keep nothing")
        parser.add_argument(
            "--output",
            metavar="FILE",
            type=Path,
            help="file for the report; standard output if not given",
        )
        parser.add_argument(
            "--organisation",
            metavar="NAME",
            help="whose notices they are; may be left out where there is only one organisation",
        )

    def handle(
        self,
        *,
        files: list[Path],
        dry_run: bool,
        output: Path | None,
        organisation: str | None,
        **_options: Any,
    ) -> None:
        """Write the report, in words to standard error, and keep what was loaded."""
        keeper = None if dry_run else _organisation(organisation)
        report = notice_files.report_on_files(files)
        if keeper is not None:
            report["kept_for"] = keeper.name
            self._keep(report, keeper)
        for sentence in notice_files.sentences(report):
            self.stderr.write(sentence)
        self._write(notice_files.as_text(report), output, files)
        if not report["loaded"]:
            sys.exit(FAILED)

    def _keep(self, report: dict[str, Any], organisation: Organisation) -> None:
        """Keep the notices of each file, and say how many were there already."""
        for name in dict.fromkeys(notice["file"] for notice in report["notices"]):
            mine = [notice for notice in report["notices"] if notice["file"] == name]
            kept, known = bring_in_notices(
                organisation=organisation,
                reports=mine,
                file_name=name,
                by=BY,
                at=timezone.now(),
            )
            self.stderr.write(
                f"{name}: {len(kept) - known} kept for {organisation.name}, {known} there already."
            )

    def _write(self, text: bytes, output: Path | None, files: list[Path]) -> None:
        """Write the report to its file, never over one of the notices."""
        if output is None:
            self.stdout.write(text.decode(), ending="")
            return
        if output.resolve() in {path.resolve() for path in files}:
            raise CommandError("Choose another output file: this one holds the notices.")
        try:
            write_whole(text, to=output)
        except CannotWrite as wrong:
            raise CommandError(str(wrong)) from None


def _organisation(name: str | None) -> Organisation:
    """Return the organisation of that name, or the only one. Raises CommandError."""
    organisations = Organisation.objects.all()
    found = list(organisations.filter(name__iexact=name) if name else organisations[:2])
    if len(found) == 1:
        return found[0]
    if name:
        raise CommandError(f"There is no organisation called {name}.")
    raise CommandError(
        "Say whose notices they are with --organisation NAME, or give --dry-run to keep nothing."
    )
