"""Keeping the names of small areas and wards."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from socialvalue.audit.actions import record
from socialvalue.calculations.small_areas import Cells, names_in
from socialvalue.places.models import SmallAreaNames
from socialvalue.places.tables import NotATableFile, tables_of


@transaction.atomic
def load_names(*, path: Path, by: str, source: str = "") -> list[SmallAreaNames]:
    """Keep the names of small areas and wards that a published table has, and return what is kept.

    Raises NotATableFile, also for a table without such names.
    """
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    kept = [
        names
        for _, rows in tables_of(path)
        for names in keep_names(rows=rows, source=source or path.name, sha256=sha256, by=by)
    ]
    if not kept:
        raise NotATableFile("The file has no two columns such as LSOA21CD and LSOA21NM")
    return kept


def keep_names(*, rows: Iterable[Cells], source: str, sha256: str, by: str) -> list[SmallAreaNames]:
    """Keep the names in a table beside those known before, and return what is kept of each kind.

    The newer name counts. A table that tells nothing new changes nothing.
    """
    return [
        _kept(kind, found, source=source, sha256=sha256, by=by)
        for kind, found in names_in(rows).items()
        if found
    ]


def _kept(kind: str, found: dict[str, str], *, source: str, sha256: str, by: str) -> SmallAreaNames:
    known = SmallAreaNames.objects.filter(kind=kind).first() or SmallAreaNames(kind=kind, names={})
    names = known.names | found
    if names == known.names:
        return known
    known.names, known.rows = names, len(names)
    known.source, known.sha256 = source[:200], sha256
    known.loaded_at, known.loaded_by = timezone.now(), by
    known.save()
    record(
        by=by,
        did="places.names_loaded",
        subject="places",
        after={"kind": str(kind), "source": known.source, "sha256": sha256, "rows": known.rows},
    )
    return known
