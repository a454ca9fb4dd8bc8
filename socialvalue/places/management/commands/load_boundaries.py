"""Draw maps with official boundaries instead of circles."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from socialvalue.calculations.maps.outlines import NotABoundaryFile
from socialvalue.places import actions, queries


class Command(BaseCommand):
    """Load the boundaries of local authorities, as TopoJSON or GeoJSON."""

    help = "Load the boundaries of local authorities (TopoJSON or GeoJSON in WGS 84)."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file, and the words that name its source under every map."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--source", default="", help="words that name the source on maps")

    def handle(self, *, file: Path, source: str, **options: object) -> None:
        """Load, and say which authorities of today have no outline."""
        try:
            boundaries, missing = actions.load_boundaries(
                path=file, source=source, by="load_boundaries"
            )
        except (NotABoundaryFile, actions.AreasNotLoaded, OSError) as fault:
            raise CommandError(str(fault)) from fault
        self.stdout.write(f"{boundaries}: {boundaries.outlines.count()} outlines.")
        if missing:
            names = queries.authority_names(missing)
            self.stdout.write(f"No outline of: {', '.join(sorted(names.values()))}.")
