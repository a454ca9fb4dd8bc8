"""Loading a postcode directory."""

from dataclasses import asdict
from pathlib import Path

from django.db import transaction

from socialvalue.audit.actions import record
from socialvalue.places.actions.names import keep_names
from socialvalue.places.postcodes import sources, store


@transaction.atomic
def load_postcodes(
    *, path: Path, by: str, vintage: str = "", keep_others: bool = False
) -> sources.About:
    """Use an official postcode directory from now on, and return what it is.

    With `keep_others`, postcodes that only the installed directory has stay, with their authority:
    for a file of a part of the country. The names of wards and small areas that lie beside the
    directory in the ZIP that it is published in are kept too.

    Raises PostcodeFileFault; the table in use then stays.
    """
    table, about = sources.from_file(path, vintage=vintage)
    if keep_others:
        table, about = sources.completed_by(*store.installed(), table=table, about=about)
    record(by=by, did="places.postcodes_loaded", subject="places", after=asdict(about))
    for name, rows in sources.tables_beside(path):
        keep_names(rows=rows, source=f"{path.name}: {name}", sha256=about.sha256, by=by)
    store.save(table, about)
    return about
