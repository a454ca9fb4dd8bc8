"""Loading the areas of the country from the files that the product ships."""

from dataclasses import asdict
from pathlib import Path

from django.db import transaction

from socialvalue.audit.actions import record
from socialvalue.calculations.areas import AreaRow, read_areas, read_authorities
from socialvalue.calculations.maps.projection import plane
from socialvalue.calculations.place_files import read_sources
from socialvalue.places.models import Area
from socialvalue.places.postcodes import store

DATA = Path(__file__).parents[1] / "data"


def load_places(*, by: str, data: Path = DATA) -> int:
    """Bring areas and the installed postcodes up to date; return how many areas there are.

    Postcodes that came from an official file are left alone.

    Raises PlaceFileFault, PostcodeFileFault.
    """
    loaded = load_areas(by=by, data=data)
    store.bring_up_to_date()
    return loaded


@transaction.atomic
def load_areas(*, by: str, data: Path = DATA) -> int:
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
