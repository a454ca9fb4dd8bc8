"""Work a stored analysis out again and say whether anything differs: a door over `queries`."""

import sys
from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError

from socialvalue.spend import queries
from socialvalue.spend.models import Analysis

DIFFERS = 1


class Command(BaseCommand):
    """`manage.py check_analysis KEY`."""

    help = (
        "Work an analysis out again from its files with what is loaded now, and say what differs. "
        "Nothing is changed. If a figure differs the exit status is 1."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the analysis, by the key that stands in the address of its page."""
        parser.add_argument("analysis", metavar="KEY", type=UUID)

    def handle(self, *, analysis: UUID, **_options: Any) -> None:
        """Compare, and say what came of it."""
        stored = Analysis.objects.filter(pk=analysis).exclude(figures={}).first()
        if stored is None:
            raise CommandError(f"There is no analysis with figures under {analysis}.")
        again = queries.worked_again(stored)
        if again.worked_from:
            self.stdout.write(f"Other than before: {', '.join(again.worked_from)}.")
        if again.figures:
            self.stdout.write(f"These figures differ: {', '.join(again.figures)}.")
            sys.exit(DIFFERS)
        self.stdout.write("Every figure is the same.")
