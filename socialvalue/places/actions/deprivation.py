"""Loading an index of deprivation."""

import hashlib
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from socialvalue.audit.actions import record
from socialvalue.calculations import deprivation
from socialvalue.calculations.deprivation import Deciles, KnownIndex, NotADeprivationFile
from socialvalue.places.actions.areas import DATA
from socialvalue.places.actions.names import keep_names
from socialvalue.places.models import DeprivationIndex
from socialvalue.places.tables import tables_of

_INDICES = "deprivation_indices.csv"
_LICENCE = "Open Government Licence v3.0"


@transaction.atomic
def load_deprivation(
    *, path: Path, by: str, index: str = "", data: Path = DATA
) -> DeprivationIndex:
    """Use the deciles of an official file from now on, and return the index as it is stored.

    Which index it is (such as "imd2019") is read from the file's name, unless it is given. The same
    file again changes nothing; another file of the same index takes its place.

    Raises NotADeprivationFile, WrongVintage, NotATableFile, PlaceFileFault, OSError.
    """
    known = _known(index or deprivation.index_named_in(path.name), data=data)
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    if stored := DeprivationIndex.objects.filter(code=known.code, sha256=sha256).first():
        return stored
    told = deprivation.read_deciles(tables_of(path))
    _refuse_other_index(told, known)
    stored = _stored(known, told, sha256=sha256, by=by)
    record(
        by=by,
        did="places.deprivation_loaded",
        subject="places",
        after={"index": known.code, "rows": stored.rows, "sha256": sha256, "file": path.name},
    )
    for _, rows in tables_of(path):
        keep_names(rows=rows, source=known.name, sha256=sha256, by=by)
    return stored


def _known(code: str, *, data: Path) -> KnownIndex:
    indices = deprivation.read_indices((data / _INDICES).read_text(), file=_INDICES)
    if code not in indices:
        raise NotADeprivationFile(
            f"Say which index it is: --index {' or '.join(indices)}"
            + (f" ({code} is not one that is known)" if code else "")
        )
    return indices[code]


def _refuse_other_index(told: Deciles, known: KnownIndex) -> None:
    deprivation.refuse_other_vintage(
        known.code, joins=known.lsoa_vintage, vintage=told.lsoa_vintage
    )
    if len(told.deciles) != known.areas:
        raise NotADeprivationFile(
            f"{known.code} has {known.areas:,} small areas, and this file {len(told.deciles):,}: "
            "it is another index, or not the whole file"
        )


def _stored(known: KnownIndex, told: Deciles, *, sha256: str, by: str) -> DeprivationIndex:
    ordered = sorted(told.deciles.items())
    stored, _ = DeprivationIndex.objects.update_or_create(
        code=known.code,
        defaults={
            "name": known.name,
            "nation": known.nation,
            "lsoa_vintage": known.lsoa_vintage,
            "rows": len(ordered),
            "licence": _LICENCE,
            "lsoas": " ".join(lsoa for lsoa, _ in ordered),
            "deciles": "".join(str(decile % 10) for _, decile in ordered),
            "source": known.source,
            "sha256": sha256,
            "loaded_at": timezone.now(),
            "loaded_by": by,
        },
    )
    return stored
