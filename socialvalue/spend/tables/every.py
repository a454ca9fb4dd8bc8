"""Every table of an analysis by its name."""

from collections.abc import Callable
from functools import partial

from socialvalue.spend.figures import Figures

from . import groups, measures, where
from .publishing import without_few
from .table import Audience, Table

TABLES: dict[str, Callable[[Figures, Audience], Table | None]] = {
    "bands": where.bands,
    "bands-delivery": where.bands_delivery,
    "areas": where.areas,
    "anchors": where.anchors,
    "measures": measures.measures,
    "exclusions": where.exclusions,
    "categories": partial(groups.groups, kind="categories"),
    "flows": groups.flows,
    "leakage": groups.leakage,
    "suppliers": partial(groups.groups, kind="suppliers"),
    "concentration": groups.concentration,
    "sizes": partial(groups.groups, kind="sizes"),
    "kinds": partial(groups.groups, kind="kinds"),
    "sectors": partial(groups.groups, kind="sectors"),
    "negative-totals": groups.negatives,
    "deprivation": measures.deprivation,
    "authorities": where.authorities,
    "wards": where.wards,
    "neighbourhoods": where.neighbourhoods,
    "months": measures.months,
    "multiplier": measures.multiplier,
    "unplaced": measures.unplaced,
    "repairs": measures.repairs,
}
"""Every table by the name that it has in addresses, in the order of a report."""

# Their cells are single places, flows or texts of files, which cannot be made safe one by one.
NOT_PUBLISHED = {"flows", "wards", "neighbourhoods", "repairs", "unplaced", "authorities"}


class NoSuchTable(LookupError):
    """There is no table of this name, or this analysis has none."""


def table_of(found: Figures, key: str, *, audience: Audience = Audience.OWN) -> Table:
    """Return a table of the figures, as an audience may see it. Raises NoSuchTable."""
    hidden = audience is Audience.PUBLIC and key in NOT_PUBLISHED
    table = TABLES[key](found, audience) if key in TABLES and not hidden else None
    if table is None:
        raise NoSuchTable(key)
    return without_few(table) if audience is Audience.PUBLIC else table


def tables_of(found: Figures, *, audience: Audience) -> list[Table]:
    """Return every table that the figures have, as an audience may see it."""
    hidden = NOT_PUBLISHED if audience is Audience.PUBLIC else set()
    made = (make(found, audience) for key, make in TABLES.items() if key not in hidden)
    shown = without_few if audience is Audience.PUBLIC else lambda table: table
    return [shown(table) for table in made if table is not None]
