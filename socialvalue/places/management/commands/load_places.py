"""Load the areas of the country, and the postcodes that came with the product."""

from django.core.management.base import BaseCommand, CommandError

from socialvalue.calculations.place_files import PlaceFileFault
from socialvalue.places import actions, postcodes
from socialvalue.places.postcodes.sources import PostcodeFileFault


class Command(BaseCommand):
    """Load areas and postcodes. Safe to run again: nothing is done twice."""

    help = "Load the areas of the country, and the postcodes that came with the product."

    def handle(self, **options: object) -> None:
        """Load, and say what is there."""
        try:
            areas = actions.load_places(by="load_places")
        except (PlaceFileFault, PostcodeFileFault) as fault:
            raise CommandError(str(fault)) from fault
        self.stdout.write(f"{areas} areas. {postcodes.about()}.")
