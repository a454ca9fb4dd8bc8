"""Put the frameworks and the weighting rules that come with the product into the database."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from socialvalue.framework import data_files
from socialvalue.framework.actions import load_framework, load_weight_rules
from socialvalue.framework.yaml_files import DataFileWrong

BY = "manage.py load_frameworks"


class Command(BaseCommand):
    """Load the data files. Safe to run again: only a changed file makes a new version."""

    help = __doc__

    def handle(self, *args: object, **options: object) -> None:
        """Load every file, or none of them if one is wrong."""
        try:
            frameworks = data_files.published_frameworks()
            rules = data_files.published_weight_rules()
        except DataFileWrong as wrong:
            raise CommandError(str(wrong)) from wrong
        at = timezone.now()
        loaded = [load_framework(text=text, by=BY, at=at) for text in frameworks]
        loaded.append(load_weight_rules(text=rules, by=BY, at=at))
        for one in loaded:
            state = "new" if one.is_new else "unchanged"
            self.stdout.write(f"{one.name}: version {one.number}, {state}")
