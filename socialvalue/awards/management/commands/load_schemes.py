"""Put the award and charter schemes that come with the product into the database."""

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from socialvalue.awards import data_files
from socialvalue.awards.actions import load_scheme
from socialvalue.framework.yaml_files import DataFileWrong

BY = "manage.py load_schemes"


class Command(BaseCommand):
    """Load the data files. Safe to run again: only a changed file makes a new version."""

    help = __doc__

    @transaction.atomic
    def handle(self, *args: object, **options: object) -> None:
        """Load every file, or none of them if one is wrong."""
        try:
            documents = data_files.scheme_documents()
        except DataFileWrong as wrong:
            raise CommandError(str(wrong)) from wrong
        at = timezone.now()
        for document in documents:
            loaded = load_scheme(document=document, by=BY, at=at)
            state = "new" if loaded.is_new else "unchanged"
            self.stdout.write(f"{loaded.code}: version {loaded.number}, {state}")
