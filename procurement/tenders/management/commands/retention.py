"""List the tenders whose time has passed, and purge one: a door over the retention actions."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from procurement.tenders.actions import retention as actions
from procurement.tenders.queries import retention


class Command(BaseCommand):
    """`manage.py retention [--purge ID --confirm REFERENCE]`."""

    help = (
        "List the tenders that are kept no longer by policy and that no legal hold stops. With "
        "--purge and --confirm, take out of one what the policy says; its record stays whole."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the tender to purge, and its reference to confirm."""
        parser.add_argument("--purge", metavar="ID", help="the key of the tender to purge")
        parser.add_argument("--confirm", metavar="REFERENCE", default="", help="its reference")

    def handle(self, *, purge: str | None, confirm: str, **_options: Any) -> None:
        """List what is due, or purge one tender."""
        today = timezone.localdate()
        due = retention.due_of(retention.archived_tenders(), today=today)
        if purge is None:
            for kept in due:
                self.stdout.write(
                    f"{kept.tender.pk} {kept.tender.organisation.name}: {kept.tender.reference}, "
                    f"kept to {kept.until}"
                )
            self.stdout.write(f"{len(due)} due.")
            return
        found = [kept.tender for kept in due if str(kept.tender.pk) == purge]
        try:
            if not found:
                raise actions.CannotPurge([f"No tender {purge} is due."])
            purged = actions.purge(
                tender=found[0],
                reference=confirm,
                by="manage.py retention",
                at=timezone.now(),
                today=today,
            )
        except actions.CannotPurge as refusal:
            self.stderr.write(str(refusal))
            sys.exit(1)
        for kind, count in purged.counts.items():
            self.stdout.write(f"{count} {kind}")
