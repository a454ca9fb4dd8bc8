"""Loading what lies beside the demonstration's data."""

from pathlib import Path

from socialvalue.places.actions.boundaries import load_boundaries
from socialvalue.places.models import BoundarySet

_BOUNDARIES = "uk_topo_2014_2025.json"
_BY = "demonstration"


def load_demonstration_places(folder: Path) -> BoundarySet | None:
    """Load the boundaries that lie beside the demonstration's data; None if there are none."""
    path = folder / _BOUNDARIES
    if not path.is_file():
        return None
    return load_boundaries(path=path, by=_BY, source="Office for National Statistics, 2025")
