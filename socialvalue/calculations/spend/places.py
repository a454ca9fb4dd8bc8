"""Where a payment went, on two bases that are never mixed.

Source: FORMAT of the local spend study, 3.4 and 4.3; docs/sums.md, places.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from socialvalue.calculations.spend.bands import OUTSIDE, Place
from socialvalue.calculations.spend.suppliers import Supplier

_DIGIT_FOR = {"O": "0", "I": "1"}
_SHORTEST = 5
"""No postcode is shorter than five characters without its space."""

OUR_COUNTRY = "GB"


class Basis(StrEnum):
    """Which address of a supplier a payment is placed by."""

    REGISTERED = "registered_address"
    DELIVERY = "delivery_address"


@dataclass(frozen=True, slots=True)
class Location:
    """A place with what is known of it: the district, and the decile of each deprivation index.

    `ward` and `small_areas` (by their vintage, "lsoa21") are codes, where the look-up has them.
    `why_not` says in words why no place is known, and `read_as` which postcode was looked up where
    a letter was taken for a digit.
    """

    place: Place
    deciles: Mapping[str, int]
    ward: str = ""
    small_areas: Mapping[str, str] = field(default_factory=dict)
    why_not: str = ""
    read_as: str = ""

    @property
    def in_england(self) -> bool:
        """Say whether the district is one of England's."""
        return self.place is not None and self.place.startswith("E")


NOWHERE_KNOWN = Location(None, {})
ABROAD = Location(OUTSIDE, {})


def lookup_form(postcode: str) -> str:
    """Return a postcode as it is looked up: upper case, spaces out, and the inward digit a digit.

    The first of the last three characters is a digit: there, a letter O becomes 0 and a letter I
    becomes 1. Nothing else is changed. Whether the text is a postcode at all is for the study's own
    table to say: what it does not have is unknown.
    """
    compact = "".join(postcode.split()).upper()
    if len(compact) < _SHORTEST:
        return compact
    return compact[:-3] + _DIGIT_FOR.get(compact[-3], compact[-3]) + compact[-2:]


def location_of(
    *,
    supplier: Supplier | None,
    line_postcode: str,
    basis: Basis,
    postcodes: Mapping[str, Location],
) -> Location:
    """Return where a payment went on the given basis.

    The master's postcode of that basis; if it has none, or the supplier is not in the master, the
    postcode on the line. A supplier of another country is abroad (outside), whatever its postcode.
    An empty, mistyped or unlisted postcode is nowhere known. `postcodes` is keyed by lookup form.
    """
    if is_abroad(supplier):
        return ABROAD
    own = own_postcode(supplier, basis)
    return postcodes.get(lookup_form(own or line_postcode), NOWHERE_KNOWN)


def is_abroad(supplier: Supplier | None) -> bool:
    """Say whether a supplier of the master is one of another country."""
    return supplier is not None and supplier.country != OUR_COUNTRY


def own_postcode(supplier: Supplier | None, basis: Basis) -> str:
    """Return the postcode that the master has of a supplier, empty if it has none."""
    if supplier is None:
        return ""
    if basis is Basis.REGISTERED:
        return supplier.registered_postcode.strip()
    return supplier.delivery_postcode.strip()
