"""Bring the first organisation, and its first administrator, to a new installation."""

from argparse import ArgumentParser

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from socialvalue.accounts import actions
from socialvalue.accounts.models import Nation, OrganisationKind, Role, User


class Command(BaseCommand):
    """Make an organisation and print the link with which its administrator joins."""

    help = "Makes an organisation and prints the link with which its administrator joins."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take name, kind, nation and the administrator's address."""
        parser.add_argument("name")
        parser.add_argument("--kind", required=True, choices=OrganisationKind.values)
        parser.add_argument("--nation", default=Nation.ENGLAND, choices=Nation.values)
        parser.add_argument("--administrator", required=True, metavar="EMAIL")

    def handle(self, **options: str) -> None:
        """Make both, in one step."""
        try:
            with transaction.atomic():
                organisation = actions.create_organisation(
                    name=options["name"],
                    kind=options["kind"],
                    nation=options["nation"],
                    by="create_organisation",
                )
                _, secret = actions.invite(
                    organisation=organisation,
                    email=options["administrator"],
                    roles=[Role.ADMINISTRATOR],
                    by=self.installer(),
                    at=timezone.now(),
                )
        except IntegrityError:
            raise CommandError(
                f"There is an organisation named {options['name']} already.", returncode=2
            ) from None
        host = settings.ALLOWED_HOSTS[0]
        scheme = "https" if settings.HTTPS else "http"
        self.stdout.write(
            f"{organisation} is there. Within 14 days let {options['administrator']} open\n"
            f"{scheme}://{host}{reverse('accounts:join', args=[secret])}"
        )

    def installer(self) -> User:
        """Return the account that sends first invitations; nobody signs in with it."""
        installer, _ = User.objects.get_or_create(
            email="installer@localhost", defaults={"name": "The installer", "is_active": False}
        )
        return installer
