"""What lies around a postcode: its small areas, ward and authority, and whether it has ended."""

from collections.abc import Iterable
from typing import NamedTuple

from socialvalue.calculations.postcode_table import NOT_TOLD
from socialvalue.places.postcodes import store

_COLUMNS = ("lad", "lsoa11", "lsoa21", "msoa11", "msoa21", "ward", "icb", "region", "doterm")


class NotAVintage(ValueError):
    """There are small areas (LSOA) of 2011 and of 2021, and no others."""


class Neighbourhood(NamedTuple):
    """What the directory in use tells of one postcode, as codes. None: it does not tell.

    `found`: whether it has the postcode at all. `doterm`: year and month in which the postcode
    ended ("199606"). `ended` is None where the directory does not say of any postcode, as the one
    that comes with the product does not.
    """

    found: bool = False
    authority: str | None = None
    lsoa11: str | None = None
    lsoa21: str | None = None
    msoa11: str | None = None
    msoa21: str | None = None
    ward: str | None = None
    icb: str | None = None
    region: str | None = None
    doterm: str | None = None
    ended: bool | None = None

    def lsoa(self, vintage: int) -> str | None:
        """Return the small area of 2011 or of 2021. Raises NotAVintage for another year."""
        if vintage not in (2011, 2021):
            raise NotAVintage(f"There are small areas (LSOA) of 2011 and of 2021, not of {vintage}")
        return self.lsoa11 if vintage == 2011 else self.lsoa21


UNKNOWN = Neighbourhood()
"""Of a postcode that the directory does not have."""


def neighbourhoods(codes: Iterable[str]) -> dict[str, Neighbourhood]:
    """Return, for each distinct postcode, what lies around it; UNKNOWN if it is not held.

    Postcodes are in normal form (calculations.postcodes.normal_form). Ended postcodes are found,
    and say so. Codes are those in force at the vintage of the directory (`about`): follow them with
    `queries.active_codes`.
    """
    table = store.held().table
    says_ended = "doterm" in table.columns
    found = table.find_each(codes, columns=_COLUMNS)
    return {code: _told(row, says_ended=says_ended) for code, row in found.items()}


def _told(row: tuple[str | None, ...] | None, *, says_ended: bool) -> Neighbourhood:
    if row is None:
        return UNKNOWN
    if NOT_TOLD in row:
        row = tuple(None if code == NOT_TOLD else code for code in row)
        says_ended = False
    return Neighbourhood(True, *row, bool(row[-1]) if says_ended else None)
