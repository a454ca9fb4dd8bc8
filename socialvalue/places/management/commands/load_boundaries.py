"""Draw maps with official boundaries instead of circles."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from socialvalue.calculations.areas import Kind
from socialvalue.calculations.maps.outlines import NotABoundaryFile
from socialvalue.places import actions, queries
from socialvalue.places.models import BoundarySet


class Command(BaseCommand):
    """Load the boundaries of authorities, small areas or wards, as TopoJSON or GeoJSON."""

    help = (
        "Load the boundaries of local authorities, of small areas (LSOA, MSOA) or of wards "
        "(TopoJSON or GeoJSON in WGS 84, compressed or not)."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file, and the words that name its source under every map."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--source", default="", help="words that name the source on maps")

    def handle(self, *, file: Path, source: str, **options: object) -> None:
        """Load, and say what it is and of which areas something is missing."""
        try:
            boundaries = actions.load_boundaries(path=file, source=source, by="load_boundaries")
        except (NotABoundaryFile, actions.AreasNotLoaded, OSError) as fault:
            raise CommandError(str(fault)) from fault
        kind = boundaries.get_kind_display()
        self.stdout.write(f"{boundaries}: {boundaries.outlines.count():,} outlines. {kind}.")
        if boundaries.kind != Kind.AUTHORITY:
            self._say_what_has_no_authority(boundaries)
        elif missing := queries.authorities_without_outline(boundaries):
            names = queries.authority_names(missing)
            self.stdout.write(f"No outline of: {', '.join(sorted(names.values()))}.")

    def _say_what_has_no_authority(self, boundaries: BoundarySet) -> None:
        if missing := boundaries.outlines.filter(authority="").count():
            self.stdout.write(
                f"{missing:,} of them lie in no authority that is known, and are on no map. Load a "
                "postcode directory with these areas first, then the boundaries."
            )
