"""Run a worker in the foreground, and start it again whenever it ends."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from socialvalue.jobs.processes import programs
from socialvalue.jobs.processes.children import CannotStart
from socialvalue.jobs.processes.starting import add_worker
from socialvalue.jobs.processes.supervisor import supervising


class Command(BaseCommand):
    """For an installation whose broker and web server are run by something else."""

    help = "Runs a worker for the broker at REDIS_URL, kept alive until SIGTERM or Ctrl-C."

    def handle(self, *args: Any, **options: Any) -> None:
        """Work until told to stop. Exit status 2, with a sentence, if it cannot."""
        try:
            with supervising() as supervisor:
                broker = programs.Broker(url=settings.REDIS_URL)
                add_worker(supervisor, broker, log_folder=None)
                supervisor.run()
        except CannotStart as reason:
            self.stderr.write(str(reason))
            raise SystemExit(2) from reason
