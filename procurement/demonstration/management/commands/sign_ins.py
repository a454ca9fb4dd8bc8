"""Say how to sign in to the demonstration."""

from django.conf import settings
from django.core.management.base import BaseCommand

from procurement.demonstration import actions


class Command(BaseCommand):
    """Print the accounts and their password; nothing where there is no demonstration."""

    help = "Prints how to sign in to the demonstration."
    requires_system_checks = []

    def handle(self, **options: object) -> None:
        """Print a line for each person."""
        if not settings.DEMONSTRATION:
            return
        self.stdout.write("Sign in as one of these made-up people:")
        for user, organisations in actions.people_to_be():
            self.stdout.write(f"  {user.email:<38} {user.name}, {', '.join(organisations)}")
        self.stdout.write(f"  Password for all of them: {settings.DEMONSTRATION_PASSWORD}")
