"""Run the whole installation in the foreground: broker, worker and web server."""

import contextlib
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from socialvalue.jobs.processes import programs
from socialvalue.jobs.processes.children import CannotStart
from socialvalue.jobs.processes.starting import (
    add_broker,
    add_web,
    add_worker,
    quietly,
    refuse_a_taken_port,
    run_folder,
)
from socialvalue.jobs.processes.supervisor import Supervisor, supervising


class Command(BaseCommand):
    """Keeps everything alive until Ctrl-C, and leaves no process behind."""

    help = (
        "Runs the web server, the worker and, unless REDIS_URL is set, a message broker, and keeps "
        "them alive. Ctrl-C ends them all. Prints nothing but the text of --when-ready."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the options."""
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
        parser.add_argument("--port", type=int, default=8000, help="port to listen on")
        parser.add_argument("--no-web", action="store_true", help="leave out the web server")
        parser.add_argument(
            "--logs",
            default=str(settings.DATA_DIR / "logs"),
            help="folder for what the processes say; - for this terminal",
        )
        parser.add_argument("--when-ready", default="", help="text to print once the site answers")
        parser.add_argument(
            "--ready-file", type=Path, help="file to write the broker's address to when ready"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Serve until told to stop. Exit status 2, with a sentence, if it cannot."""
        log_folder = None if options["logs"] == "-" else Path(options["logs"])
        try:
            if not options["no_web"]:
                refuse_a_taken_port(options["host"], options["port"])
            with quietly(log_folder), run_folder() as folder, supervising() as supervisor:
                self.serve(supervisor, folder, log_folder, options)
        except CannotStart as reason:
            self.stderr.write(str(reason))
            raise SystemExit(2) from reason

    def serve(
        self,
        supervisor: Supervisor,
        folder: Path,
        log_folder: Path | None,
        options: dict[str, Any],
    ) -> None:
        """Start the processes in order, say so, and keep them."""
        broker = programs.broker(folder=folder)
        add_broker(supervisor, broker, log_folder=log_folder)
        if not options["no_web"]:
            where = {"host": options["host"], "port": options["port"]}
            add_web(supervisor, broker, **where, log_folder=log_folder)
        add_worker(supervisor, broker, log_folder=log_folder)
        supervisor.run(when_ready=lambda: self.say_so(broker.url, options))

    def say_so(self, broker_url: str, options: dict[str, Any]) -> None:
        """Tell whoever waits for it that everything runs."""
        if ready := options["ready_file"]:
            draft = ready.with_suffix(".draft")
            draft.write_text(broker_url, encoding="utf-8")
            draft.replace(ready)
        if options["when_ready"]:
            with contextlib.suppress(BrokenPipeError):
                self.stdout.write(options["when_ready"])
                self.stdout.flush()
