"""Loading the GDP deflator."""

import hashlib
import re
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from socialvalue.audit.actions import record
from socialvalue.calculations.deflator import read_deflator
from socialvalue.places.models import DeflatorSeries
from socialvalue.places.tables import tables_of

_SOURCE = "HM Treasury, GDP deflators at market prices"
_MONTHS = "January February March April May June July August September October November December"
_RELEASE = re.compile(rf"({'|'.join(_MONTHS.split())})[_ -]?((?:19|20)\d\d)", re.IGNORECASE)


@transaction.atomic
def load_deflator(*, path: Path, by: str, release: str = "", source: str = "") -> DeflatorSeries:
    """Use this series of deflators from now on, and return it as it is stored.

    The release ("June 2026") is read from the file's name, unless it is given. The same file again
    changes nothing; another takes the place of the one before.

    Raises NotADeflatorFile, NotATableFile, OSError.
    """
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    if stored := DeflatorSeries.objects.filter(sha256=sha256).first():
        return stored
    series = read_deflator(tables_of(path))
    DeflatorSeries.objects.all().delete()
    stored = DeflatorSeries.objects.create(
        source=source or _SOURCE,
        release=release or _release_in(path.name) or "release not stated",
        base_year=series.base_year,
        figures={
            year: {"index": f"{price.index:f}", "mark": price.mark}
            for year, price in series.prices.items()
        },
        sha256=sha256,
        loaded_at=timezone.now(),
        loaded_by=by,
    )
    record(
        by=by,
        did="places.deflator_loaded",
        subject="places",
        after={"release": stored.release, "years": len(stored.figures), "sha256": sha256},
    )
    return stored


def _release_in(name: str) -> str:
    found = _RELEASE.search(name)
    return f"{found[1].title()} {found[2]}" if found else ""
