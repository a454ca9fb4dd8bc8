"""Loading places: areas, postcodes, boundaries. Each may be run again without harm."""

import hashlib
import json
from dataclasses import asdict
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from socialvalue.audit.actions import record
from socialvalue.calculations.areas import AreaRow, read_areas, read_authorities, read_sources
from socialvalue.calculations.maps.outlines import Feature, NotABoundaryFile, features, outline
from socialvalue.calculations.maps.projection import plane
from socialvalue.places.models import Area, BoundarySet, Outline
from socialvalue.places.postcodes import sources, store

_DATA = Path(__file__).parent / "data"
_NEAR_STEP_KM = 0.1
_FAR_STEP_KM = 1
_DEMONSTRATION_BOUNDARIES = "uk_topo_2014_2025.json"


class AreasNotLoaded(RuntimeError):
    """There are no authorities to draw boundaries for."""


def load_places(*, by: str, data: Path = _DATA) -> int:
    """Bring areas and the installed postcodes up to date; return how many areas there are.

    Postcodes that came from an official file are left alone.

    Raises PlaceFileFault, PostcodeFileFault.
    """
    loaded = load_areas(by=by, data=data)
    store.bring_up_to_date()
    return loaded


@transaction.atomic
def load_areas(*, by: str, data: Path = _DATA) -> int:
    """Make the stored areas those of the data files, and return how many there are.

    Nothing is written, nor recorded, if nothing differs. Raises PlaceFileFault.
    """
    wanted = {area.code: area for area in _areas_of(data)}
    stored = {area.code: area for area in Area.objects.all()}
    changed = [area for code, area in wanted.items() if not _same(area, stored.get(code))]
    gone = stored.keys() - wanted.keys()
    if changed or gone:
        names = [field.name for field in Area._meta.fields if not field.primary_key]
        Area.objects.bulk_create(
            changed, update_conflicts=True, unique_fields=["code"], update_fields=names
        )
        Area.objects.filter(code__in=gone).delete()
        record(
            by=by,
            did="places.areas_loaded",
            subject="places",
            after={"areas": len(wanted), "changed": len(changed), "removed": sorted(gone)},
        )
    return len(wanted)


@transaction.atomic
def load_postcodes(
    *, path: Path, by: str, vintage: str = "", keep_others: bool = False
) -> sources.About:
    """Use an official postcode directory from now on, and return what it is.

    With `keep_others`, postcodes that only the installed directory has stay, with their authority:
    for a file of a part of the country.

    Raises PostcodeFileFault; the table in use then stays.
    """
    table, about = sources.from_file(path, vintage=vintage)
    if keep_others:
        table, about = sources.completed_by(*store.installed(), table=table, about=about)
    record(by=by, did="places.postcodes_loaded", subject="places", after=asdict(about))
    store.save(table, about)
    return about


@transaction.atomic
def load_boundaries(*, path: Path, by: str, source: str = "") -> tuple[BoundarySet, list[str]]:
    """Use these boundaries of authorities on maps from now on.

    Returns the stored set, and the codes of today's authorities that the file has no outline of.
    The same file again changes nothing. Boundaries loaded before are removed.

    Raises NotABoundaryFile, AreasNotLoaded.
    """
    codes = set(Area.objects.authorities().of_today().values_list("code", flat=True))
    if not codes:
        raise AreasNotLoaded("Load the areas first: ./run manage load_places")
    content = path.read_bytes()
    sha256 = hashlib.sha256(content).hexdigest()
    boundaries = BoundarySet.objects.filter(sha256=sha256).first()
    if boundaries is None:
        found = _outlines(content, codes=codes)
        boundaries = BoundarySet.objects.create(
            source=source or path.name, sha256=sha256, loaded_at=timezone.now(), loaded_by=by
        )
        Outline.objects.bulk_create(
            _stored(boundaries, code=code, feature=feature) for code, feature in found.items()
        )
        BoundarySet.objects.exclude(pk=boundaries.pk).delete()
        record(
            by=by,
            did="places.boundaries_loaded",
            subject="places",
            after={"source": boundaries.source, "sha256": sha256, "outlines": len(found)},
        )
    return boundaries, sorted(codes - set(boundaries.outlines.values_list("code", flat=True)))


def load_demonstration_places(folder: Path) -> BoundarySet | None:
    """Load the boundaries that lie beside the demonstration's data; None if there are none."""
    path = folder / _DEMONSTRATION_BOUNDARIES
    if not path.is_file():
        return None
    boundaries, _ = load_boundaries(
        path=path, by="demonstration", source="Office for National Statistics, 2025"
    )
    return boundaries


def _areas_of(data: Path) -> list[Area]:
    texts = {name: (data / name).read_text() for name in ("authorities.csv", "areas.csv")}
    authorities = read_authorities(texts["authorities.csv"], file="authorities.csv")
    areas = read_areas(texts["areas.csv"], file="areas.csv", authorities=authorities)
    return [
        *_described(authorities, source=read_sources(texts["authorities.csv"])),
        *_described(areas, source=read_sources(texts["areas.csv"])),
    ]


def _described(rows: list[AreaRow], *, source: str) -> list[Area]:
    return [_area(row, source=source) for row in rows]


def _area(row: AreaRow, *, source: str) -> Area:
    told = asdict(row) | {"authorities": list(row.authorities), "source": source}
    latitude, longitude = told.pop("latitude"), told.pop("longitude")
    if latitude is None or longitude is None:
        return Area(**told)
    x, y = plane(longitude, latitude)
    return Area(**told, x_m=round(x * 1000), y_m=round(y * 1000))


def _same(area: Area, stored: Area | None) -> bool:
    return stored is not None and all(
        getattr(area, field.name) == getattr(stored, field.name) for field in Area._meta.fields
    )


def _outlines(content: bytes, *, codes: set[str]) -> dict[str, Feature]:
    """Return the first feature of each authority, in whatever layer of the file it lies."""
    try:
        document = json.loads(content)
    except ValueError as error:
        raise NotABoundaryFile("This is not a TopoJSON or GeoJSON document") from error
    found: dict[str, Feature] = {}
    for feature in features(document):
        if (code := _own_code(feature)) in codes:
            found.setdefault(code, feature)
    if not found:
        raise NotABoundaryFile("The file has no outline of any local authority of today")
    return found


def _own_code(feature: Feature) -> str:
    """Return the feature's code: by custom the first of its properties whose name ends in "cd".

    A file of wards also names the authority of each ward, but only after the ward's own code.
    """
    return next(
        (str(code) for name, code in feature.properties.items() if name.lower().endswith("cd")), ""
    )


def _stored(boundaries: BoundarySet, *, code: str, feature: Feature) -> Outline:
    near = outline(feature.polygons, step_km=_NEAR_STEP_KM)
    far = outline(feature.polygons, step_km=_FAR_STEP_KM)
    box = {f"{edge}_m": round(km * 1000) for edge, km in asdict(near.box).items()}
    return Outline(boundaries=boundaries, code=code, near=near.path, far=far.path, **box)
