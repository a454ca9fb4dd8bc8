"""Who was paid: names in payment files matched with a supplier master.

Source: FORMAT of the local spend study, 3.2 and 4.1; docs/sums.md, suppliers.
"""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

_NOT_PART_OF_A_NAME = frozenset(["LIMITED", "LTD", "PLC", "LLP", "CIC", "DAC"])


class Size(StrEnum):
    """Staff: micro under 10, small 10 to 49, medium 50 to 249."""

    MICRO = "micro"
    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"
    UNKNOWN = "unknown"


class Kind(StrEnum):
    """What a supplier is, as far as it decides whether a payment is in scope."""

    PRIVATE = "private"
    VCSE = "vcse"
    ANCHOR = "anchor"
    PUBLIC_BODY = "public_body"
    TAX_PAYROLL_PENSION = "tax_payroll_pension"
    FINANCING = "financing"


class NameTakenTwice(ValueError):
    """Two suppliers of the master have the same normal form of a name."""


@lru_cache(maxsize=262_144)
def normal_form(name: str) -> str:
    """Return the form in which names are compared.

    Upper case; & becomes AND; only letters, digits and spaces are kept; the words LIMITED, LTD,
    PLC, LLP, CIC and DAC are dropped; spaces are removed. A name of which nothing would be left
    ("Ltd", "#") stays as it is, in upper case.
    """
    upper = unicodedata.normalize("NFC", name).upper().strip()
    kept = "".join(
        letter if letter.isalpha() or letter.isdigit() else " " if letter.isspace() else ""
        for letter in upper.replace("&", "AND")
    )
    return "".join(word for word in kept.split() if word not in _NOT_PART_OF_A_NAME) or upper


@dataclass(frozen=True, slots=True)
class Supplier:
    """One supplier of the master. Postcodes are as given; country is ISO 3166, GB for ours.

    `sic` is the class of SIC 2007 in five digits, empty where it is not known. `is_individual`: a
    person, who is named to nobody but those who read the payments themselves. `kind_is_said`: a
    list, a register or a person says what it is; else it only passes for a private one.
    """

    code: str
    name: str
    aliases: tuple[str, ...] = ()
    registered_postcode: str = ""
    delivery_postcode: str = ""
    size: Size = Size.UNKNOWN
    kind: Kind = Kind.PRIVATE
    country: str = "GB"
    sic: str = ""
    is_individual: bool = False
    kind_is_said: bool = True


@dataclass(frozen=True)
class Register:
    """The suppliers of a master, found by name.

    Raises NameTakenTwice if a name or alias belongs to two suppliers.
    """

    suppliers: Mapping[str, Supplier]
    _by_name: Mapping[str, Supplier] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_name", _by_name(self.suppliers.values()))

    def find(self, name: str) -> Supplier | None:
        """Return the supplier that goes by this name, or None if the master has none."""
        return self._by_name.get(normal_form(name))


def _by_name(suppliers: Iterable[Supplier]) -> dict[str, Supplier]:
    found: dict[str, Supplier] = {}
    for supplier in suppliers:
        for name in (supplier.name, *supplier.aliases):
            other = found.setdefault(normal_form(name), supplier)
            if other is not supplier:
                raise NameTakenTwice(
                    f'the name "{name}" belongs to {other.code} and to {supplier.code}'
                )
    return found
