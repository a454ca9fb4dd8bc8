"""Check the whole record."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from socialvalue.audit import queries
from socialvalue.audit.models import AuditEvent


def printed_head(text: str) -> tuple[str, tuple[int, str]]:
    """Return subject, number of events and fingerprint from SUBJECT=NUMBER:FINGERPRINT."""
    subject, _, head = text.rpartition("=")
    number, _, digest = head.partition(":")
    return subject, (int(number), digest)


class Command(BaseCommand):
    """Say whether every event is as it was written; exit with 1 where one is not."""

    help = "Checks the chain of every audit event and names each place that was tampered with."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the chain ends that were printed on documents."""
        parser.add_argument(
            "--printed",
            action="append",
            default=[],
            type=printed_head,
            metavar="SUBJECT=NUMBER:FINGERPRINT",
            help="a chain's end as a signed-off document shows it; may be given more than once",
        )

    def handle(self, **options: object) -> None:
        """Print each fault, or that there is none."""
        found = list(queries.faults(printed_heads=dict(options["printed"])))
        for sentence in found:
            self.stderr.write(sentence)
        if found:
            raise CommandError(
                f"The record was tampered with in {len(found)} places.", returncode=1
            )
        self.stdout.write(f"{AuditEvent.objects.count():,} events: every one is as it was written.")
