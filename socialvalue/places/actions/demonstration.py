"""Loading what lies beside the demonstration's data."""

from pathlib import Path

from socialvalue.places import postcodes
from socialvalue.places.actions.boundaries import load_boundaries
from socialvalue.places.actions.deprivation import load_deprivation
from socialvalue.places.actions.names import load_names
from socialvalue.places.actions.postcodes import load_postcodes
from socialvalue.places.models import BoundarySet

_BY = "demonstration"
_ONS = "Office for National Statistics"
_AUTHORITIES = "uk_topo_2014_2025.json"
_POSTCODES = "postcode_lookup_gb.parquet"
_INDICES = ("imd2019_england_lsoa11.csv.gz", "imd2025_england_lsoa21.csv.gz")
_NAMES = "lsoa11_lsoa21_ltla22.csv.gz"
_SMALL_AREAS = "lsoa21_boundaries_cm_preston.geojson.gz"


def load_demonstration_places(folder: Path) -> BoundarySet | None:
    """Load what lies beside the demonstration's data, and return the boundaries of authorities.

    None if there are none. Each file may be missing, and each is loaded once. Small areas learn
    their authority from postcodes, so those come first.
    """
    _load_postcodes(folder / _POSTCODES)
    for name in _INDICES:
        if (path := folder / name).is_file():
            load_deprivation(path=path, by=_BY)
    if (path := folder / _NAMES).is_file():
        load_names(path=path, by=_BY, source=f"{_ONS}, lookup of small areas")
    if (path := folder / _SMALL_AREAS).is_file():
        load_boundaries(path=path, by=_BY, source=f"{_ONS}, 2021")
    if not (path := folder / _AUTHORITIES).is_file():
        return None
    return load_boundaries(path=path, by=_BY, source=f"{_ONS}, 2025")


def _load_postcodes(path: Path) -> None:
    """Load the directory, with the postcodes of Northern Ireland that it leaves out."""
    if path.is_file() and path.name not in postcodes.about().source:
        load_postcodes(path=path, by=_BY, vintage="November 2025", keep_others=True)
