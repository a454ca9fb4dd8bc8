"""Loading boundaries: of authorities for maps of the country, of small areas for the close-up."""

import gzip
import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from socialvalue.audit.actions import record
from socialvalue.calculations.areas import Kind
from socialvalue.calculations.maps.outlines import Feature, NotABoundaryFile, features, outline
from socialvalue.calculations.postcode_table import authority_of_each
from socialvalue.calculations.small_areas import small_kind
from socialvalue.places import queries
from socialvalue.places.models import BoundarySet, Outline
from socialvalue.places.postcodes import store

_LARGEST_MB = 400
_AUTHORITY = re.compile(r"lad(\d\d)?(cd)?", re.IGNORECASE)
_YEAR = re.compile(r"(\d\d)(?:_?(?:cd|code))$", re.IGNORECASE)


class AreasNotLoaded(RuntimeError):
    """There are no authorities to draw boundaries for."""


@dataclass(frozen=True, slots=True)
class Steps:
    """How finely outlines are drawn, near and far, and the unit of their numbers: kilometres."""

    near: float
    far: float
    unit: float


_OF_AUTHORITIES = Steps(near=0.1, far=1, unit=1)
_OF_SMALL_AREAS = Steps(near=0.02, far=0.06, unit=0.02)


@transaction.atomic
def load_boundaries(*, path: Path, by: str, source: str = "") -> BoundarySet:
    """Use these boundaries on maps from now on, in the place of those of the same kind.

    What they are of (authorities, small areas, wards) and of which year is read from the headings.
    The same file again changes nothing.

    Raises NotABoundaryFile, AreasNotLoaded, OSError.
    """
    authorities = set(queries.authorities_of_today())
    if not authorities:
        raise AreasNotLoaded("Load the areas first: ./run manage load_places")
    content = path.read_bytes()
    sha256 = hashlib.sha256(content).hexdigest()
    if boundaries := BoundarySet.objects.filter(sha256=sha256).first():
        return boundaries
    kind, vintage, found = _features(_document(content), authorities=authorities)
    boundaries = BoundarySet.objects.create(
        source=source or path.name,
        sha256=sha256,
        loaded_at=timezone.now(),
        loaded_by=by,
        kind=kind,
        vintage=vintage,
    )
    Outline.objects.bulk_create(_outlines(boundaries, found), batch_size=500)
    BoundarySet.objects.filter(kind=kind).exclude(pk=boundaries.pk).delete()
    told = {"source": boundaries.source, "sha256": sha256, "kind": kind, "outlines": len(found)}
    record(by=by, did="places.boundaries_loaded", subject="places", after=told)
    return boundaries


def _document(content: bytes) -> object:
    try:
        content = gzip.decompress(content) if content[:2] == b"\x1f\x8b" else content
        if len(content) > _LARGEST_MB * 1024 * 1024:
            raise NotABoundaryFile(
                f"The file is larger than {_LARGEST_MB} MB: download generalised boundaries (BGC)"
            )
        return json.loads(content)
    except (OSError, EOFError, RecursionError) as error:
        raise NotABoundaryFile("The file cannot be unpacked") from error
    except ValueError as error:
        if isinstance(error, NotABoundaryFile):
            raise
        raise NotABoundaryFile("This is not a TopoJSON or GeoJSON document") from error


def _features(document: object, *, authorities: set[str]) -> tuple[str, str, dict[str, Feature]]:
    """Return kind, year and the first feature of each area, of the kind that the file is of.

    A file may have several layers: authorities are looked for first.
    """
    told = [(feature, *_own(feature)) for feature in features(document)]
    if of_authorities := [own for own in told if own[2] in authorities]:
        return Kind.AUTHORITY.value, *_first_of_each(of_authorities)
    small = Counter(kind[0] for _, heading, _ in told if (kind := small_kind(heading)))
    if not small:
        raise NotABoundaryFile(
            "The file has no outline of any local authority of today, small area (a heading such "
            "as LSOA21CD) or ward"
        )
    kind = small.most_common(1)[0][0]
    return kind.value, *_first_of_each(own for own in told if small_kind(own[1]) == (kind, True))


def _own(feature: Feature) -> tuple[str, str]:
    """Return the heading and the text of the feature's own code.

    By custom it is the first of its properties whose name ends in "cd". A file of wards also names
    the authority of each ward, but only after the ward's own code.
    """
    return next(
        (
            (name, str(code))
            for name, code in feature.properties.items()
            if name.lower().endswith("cd")
        ),
        ("", ""),
    )


def _first_of_each(
    told: Iterable[tuple[Feature, str, str]],
) -> tuple[str, dict[str, Feature]]:
    found: dict[str, Feature] = {}
    vintage = ""
    for feature, heading, code in told:
        found.setdefault(code, feature)
        if year := _YEAR.search(heading):
            vintage = f"20{year[1]}"
    return vintage, found


def _outlines(boundaries: BoundarySet, found: Mapping[str, Feature]) -> list[Outline]:
    if boundaries.kind == Kind.AUTHORITY:
        return [
            _outline(boundaries, code=code, feature=feature, steps=_OF_AUTHORITIES)
            for code, feature in found.items()
        ]
    around = _authorities(boundaries.kind, found)
    return [
        _outline(
            boundaries,
            code=code,
            feature=feature,
            steps=_OF_SMALL_AREAS,
            name=_name(feature),
            authority=around.get(code, ""),
        )
        for code, feature in found.items()
    ]


def _authorities(kind: str, found: Mapping[str, Feature]) -> dict[str, str]:
    """Return the authority of today of each small area: as the file says, or where most of its
    postcodes lie. Where neither tells, none.
    """
    table = store.held().table
    around = authority_of_each(table, column=kind) if kind in table.columns else {}
    for code, feature in found.items():
        said = [str(v) for name, v in feature.properties.items() if _AUTHORITY.fullmatch(name)]
        around.update({code: said[0]} if said else {})
    now = queries.active_codes(around[code] for code in found if code in around)
    return {code: now[around[code]] for code in found if code in around}


def _name(feature: Feature) -> str:
    names = [
        str(value)
        for heading, value in feature.properties.items()
        if (kind := small_kind(heading)) and not kind[1]
    ]
    return names[0] if names else ""


def _outline(
    boundaries: BoundarySet, *, code: str, feature: Feature, steps: Steps, **told: str
) -> Outline:
    near = outline(feature.polygons, step_km=steps.near, unit_km=steps.unit)
    far = outline(feature.polygons, step_km=steps.far, unit_km=steps.unit)
    box = {f"{edge}_m": round(km * 1000) for edge, km in asdict(near.box).items()}
    return Outline(boundaries=boundaries, code=code, near=near.path, far=far.path, **box, **told)
