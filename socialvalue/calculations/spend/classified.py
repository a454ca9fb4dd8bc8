"""What the distinct texts of payment lines mean: whose, what for, where, and why left out.

Everything that a look-up, a rule or a person decides depends on a supplier's name, a category or a
postcode alone. It is worked out here once for each distinct text; lines then only carry numbers.
Source: FORMAT of the local spend study, 4.1 to 4.3.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from socialvalue.calculations.spend.bands import Place
from socialvalue.calculations.spend.exclusions import (
    Terms,
    reasons_of_category,
    reasons_of_repeats,
    reasons_of_suppliers,
    reasons_outside_period,
)
from socialvalue.calculations.spend.places import (
    ABROAD,
    Basis,
    Location,
    is_abroad,
    own_postcode,
)
from socialvalue.calculations.spend.question import Question, as_written
from socialvalue.calculations.spend.sums import Codes
from socialvalue.calculations.spend.suppliers import Kind, Register, Size, Supplier, normal_form
from socialvalue.calculations.suppliers.sectors import section_of, sections

Reasons = NDArray[np.int64]
"""Which reasons hold, as bits: the first of the study's order is bit 0."""

Locate = Callable[[Iterable[str]], Mapping[str, Location]]
"""Gives the location of each postcode as written; one that is not known has one too."""

ABROAD_PLACE = 0
ON_THE_LINE = -1
KINDS = tuple(Kind)
SIZES = tuple(Size)
NO_SECTION = ""
SECTIONS = (NO_SECTION, *sections())


@dataclass(frozen=True)
class SupplierTexts:
    """For each distinct supplier's name: who that is, what is known of them, and where they are.

    `who` is a number in `Classified.suppliers`; `registered` and `delivery` are places of their
    own, or -1 where the postcode on the line decides.
    """

    who: Codes
    kind: Codes
    size: Codes
    sector: Codes
    registered: Codes
    delivery: Codes
    reasons: Reasons


@dataclass(frozen=True)
class CategoryTexts:
    """For each distinct category as written: which one that is, and why it is left out."""

    which: Codes
    reasons: Reasons


class Named(NamedTuple):
    """A supplier or a category: its key, and the name by which people know it.

    `is_individual` and `kind_is_said` are of suppliers, `is_influenceable` of categories.
    """

    key: str
    name: str
    is_individual: bool = False
    is_influenceable: bool = True
    kind_is_said: bool = True


@dataclass(frozen=True)
class Zone:
    """What the question tells apart of where a payment went.

    `areas` are the codes of the areas that hold it; `band` is as in bands.py.
    """

    band: str
    areas: tuple[str, ...]
    is_located: bool
    is_in_england: bool
    leaks: bool
    is_in_multiplier_area: bool


@dataclass(frozen=True)
class Classified:
    """Every distinct text of the lines of a question, and what each comes to.

    A place is a distinct postcode as written, or ABROAD_PLACE; `postcodes` gives the place of each
    distinct postcode of the lines, and `zone_of_place` the zone of each place.
    """

    suppliers: Sequence[Named]
    categories: Sequence[Named]
    places: Sequence[tuple[str, Location]]
    zones: Sequence[Zone]
    zone_of_place: Codes
    of_supplier: SupplierTexts
    of_category: CategoryTexts
    postcodes: Codes
    outside_period: int
    repeated: int


def classified(
    question: Question,
    *,
    texts: Mapping[str, Mapping[str, int]],
    register: Register,
    locate: Locate,
) -> Classified:
    """Return what the texts mean. `texts` has, for each key of facts.KEYS, lines by distinct text.

    Codes are in the order of those texts.
    """
    found = [register.find(name) for name in texts["supplier"]]
    places = _Places(locate, found, texts["postcode"])
    whose = list(map(_who, texts["supplier"], found))
    suppliers, who = _named(texts["supplier"], whose, spelt=tidied)
    forms = [question.category_form(text) for text in texts["category"]]
    spelt = as_written if question.category_form is as_written else tidied
    categories, which = _named(texts["category"], [Named(f, "") for f in forms], spelt=spelt)
    zones, zone_of_place = _zones(question, [location for _, location in places.listed])
    terms = question.terms
    return Classified(
        suppliers=suppliers,
        categories=[
            each._replace(is_influenceable=each.key not in question.not_influenceable)
            for each in categories
        ],
        places=places.listed,
        zones=zones,
        zone_of_place=zone_of_place,
        of_supplier=_of_suppliers(texts["supplier"], found, who, places, terms),
        of_category=CategoryTexts(
            which=which,
            reasons=_reasons(reasons_of_category(form, terms=terms) for form in forms),
        ),
        postcodes=_codes(places.number(text) for text in texts["postcode"]),
        outside_period=reasons_outside_period(terms),
        repeated=reasons_of_repeats(terms),
    )


def _of_suppliers(
    names: Iterable[str],
    found: Sequence[Supplier | None],
    who: Codes,
    places: "_Places",
    terms: Terms,
) -> SupplierTexts:
    kinds = list(map(kind_of, found))
    return SupplierTexts(
        who=who,
        kind=_codes(map(KINDS.index, kinds)),
        size=_codes(SIZES.index(size_of(supplier)) for supplier in found),
        sector=_codes(SECTIONS.index(_section(supplier)) for supplier in found),
        registered=places.own(found, Basis.REGISTERED),
        delivery=places.own(found, Basis.DELIVERY),
        reasons=_reasons(reasons_of_suppliers(zip(names, kinds, strict=True), terms=terms)),
    )


def kind_of(supplier: Supplier | None) -> Kind:
    """Return the kind of a supplier; one that is not in the master is a private one."""
    return supplier.kind if supplier else Kind.PRIVATE


def size_of(supplier: Supplier | None) -> Size:
    """Return the size of a supplier, which is unknown if it is not in the master."""
    return supplier.size if supplier else Size.UNKNOWN


def _section(supplier: Supplier | None) -> str:
    found = section_of(supplier.sic) if supplier else None
    return found[0] if found else NO_SECTION


def _who(text: str, supplier: Supplier | None) -> Named:
    """Return a supplier by its code and name, or by the normal form of what is written."""
    if supplier is None:
        return Named(normal_form(text), "", kind_is_said=False)
    return Named(
        supplier.code,
        supplier.name,
        is_individual=supplier.is_individual,
        kind_is_said=supplier.kind_is_said,
    )


def tidied(text: str) -> str:
    """Return a text with one space between its words."""
    return " ".join(text.split())


def _named(
    texts: Mapping[str, int], each: Sequence[Named], *, spelt: Callable[[str], str]
) -> tuple[list[Named], Codes]:
    """Return what the texts name, once each and in the order of the keys, and which each names.

    What has no name of its own goes by the spelling that most lines have, or the first by letters.
    """
    texts_of: dict[str, list[str]] = {}
    found: dict[str, Named] = {}
    for text, named in zip(texts, each, strict=True):
        texts_of.setdefault(named.key, []).append(text)
        if named.name or named.key not in found:
            found[named.key] = named
    keys = sorted(found)
    number = {key: at for at, key in enumerate(keys)}

    def usual(key: str) -> str:
        spellings = texts_of[key]
        if len(spellings) == 1:
            return spelt(spellings[0])
        return min((-texts[text], spelt(text)) for text in spellings)[1]

    names = [
        found[key] if found[key].name else found[key]._replace(name=usual(key)) for key in keys
    ]
    return names, _codes(number[named.key] for named in each)


class _Places:
    """Every postcode that can decide where a payment went, once each, and where it is."""

    def __init__(
        self, locate: Locate, suppliers: Sequence[Supplier | None], written: Iterable[str]
    ) -> None:
        own = {
            own_postcode(supplier, basis)
            for supplier in set(suppliers)
            if not is_abroad(supplier)
            for basis in Basis
        }
        texts = sorted({*written, *own})
        located = locate(texts)
        self.listed = [("", ABROAD), *((text, located[text]) for text in texts)]
        self._numbers = {text: at for at, text in enumerate(texts, start=ABROAD_PLACE + 1)}

    def number(self, text: str) -> int:
        return self._numbers[text]

    def own(self, suppliers: Sequence[Supplier | None], basis: Basis) -> Codes:
        return _codes(
            self._own(supplier, basis) if supplier else ON_THE_LINE for supplier in suppliers
        )

    def _own(self, supplier: Supplier, basis: Basis) -> int:
        if is_abroad(supplier):
            return ABROAD_PLACE
        postcode = own_postcode(supplier, basis)
        return self._numbers[postcode] if postcode else ON_THE_LINE


def _zones(question: Question, locations: Sequence[Location]) -> tuple[list[Zone], Codes]:
    """Return the zones that occur, and the one of each location; each place is asked once."""
    of_place = {place: _zone(question, place) for place in {each.place for each in locations}}
    zones = sorted(set(of_place.values()), key=repr)
    number = {zone: at for at, zone in enumerate(zones)}
    return zones, _codes(number[of_place[location.place]] for location in locations)


def _zone(question: Question, place: Place) -> Zone:
    return Zone(
        band=question.nested.band_of(place),
        areas=tuple(code for code, area in question.areas.items() if area.holds(place)),
        is_located=place is not None,
        is_in_england=Location(place, {}).in_england,
        leaks=place is not None and not question.leakage_area.holds(place),
        is_in_multiplier_area=question.multiplier_area.holds(place),
    )


def _codes(numbers: Iterable[int]) -> Codes:
    return np.fromiter(numbers, dtype=np.int32)


def _reasons(bits: Iterable[int]) -> Reasons:
    return np.fromiter(bits, dtype=np.int64)
