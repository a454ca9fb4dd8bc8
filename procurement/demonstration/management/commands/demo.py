"""Do both main jobs end to end, with a real worker, and say what came of them."""

import contextlib
import logging
import time
from collections.abc import Iterator

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from procurement.demonstration import actions, walk
from socialvalue.jobs.processes.children import CannotStart
from socialvalue.jobs.processes.running import running


@contextlib.contextmanager
def only_errors_logged() -> Iterator[None]:
    """Within the block, keep this process's log to errors: the terminal is for the results."""
    before = logging.root.manager.disable
    logging.disable(logging.WARNING)
    try:
        yield
    finally:
        logging.disable(before)


class Command(BaseCommand):
    """Assess the worked tender, analyse the worked study and the published payments."""

    help = "Does both main jobs end to end through a real worker, and names the reports written."

    def handle(self, **options: object) -> None:
        """Start a worker, walk, write the reports, stop the worker."""
        began = time.monotonic()
        with only_errors_logged():
            actions.load(
                password="no-one-signs-in-here",  # noqa: S106
                for_a_walk=True,
            )
            try:
                with running(web=False, log_folder=settings.DATA_DIR / "logs"):
                    self.walk()
            except (CannotStart, walk.StepFailed) as failure:
                raise CommandError(str(failure), returncode=1) from None
        self.stdout.write(f"\nAll of it took {time.monotonic() - began:.0f} s.")

    def walk(self) -> None:
        """Do each step that this machine has the files for."""
        say = self.stdout.write
        say("1. A tender, scored against the Marmot matrix")
        tender = walk.walk_tender(say)
        say("\n2. A local spend study, as the Preston model does it")
        analyses = [
            *((actions.DATA_OFFICER, analysis) for analysis in actions.council_analyses()),
            (actions.DATA_OFFICER, walk.walk_study(say)),
        ]
        if actions.DEFRA.is_file():
            say("\n3. Published payments, placed on the map")
            analyses.append((actions.PUBLISHED_OFFICER, walk.walk_published(say)))
        else:
            say("\n3. Published payments: left out, their files are not beside this project")
        say("\nReports:")
        for path in walk.write_reports(tender, analyses, folder=settings.DATA_DIR / "reports"):
            say(f"  {path}")
