"""Make the demonstration's organisations, people, tenders and payments."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from procurement.demonstration import actions
from socialvalue.jobs.processes.starting import use_broker


class Command(BaseCommand):
    """Make what is missing; say nothing where nothing is."""

    help = "Makes the demonstration's organisations, people, tenders and payments."

    def handle(self, **options: object) -> None:
        """Make them with the installation's own password."""
        # Its jobs are done here and now: there is no worker yet to ring for.
        use_broker("memory://")
        try:
            actions.load(password=settings.DEMONSTRATION_PASSWORD)
        except actions.NoPassword as missing:
            raise CommandError(str(missing), returncode=2) from None
