"""The public register: awards that anybody may see, because their holders agreed."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Count, F, QuerySet

from socialvalue.awards.models import Award
from socialvalue.places import postcodes
from socialvalue.places.models import Area
from socialvalue.places.queries import active_codes


class Which(StrEnum):
    """Which awards are asked for, by what counts on the day."""

    IN_FORCE = "in_force"
    NOT_IN_FORCE = "not_in_force"
    ALL = "all"


class Order(StrEnum):
    """In which order."""

    HOLDER = "holder"
    NEWEST = "newest"
    ENDING = "ending"


ORDERS = {
    Order.HOLDER: ("organisation__name", "scheme_title", "certificate"),
    Order.NEWEST: ("-valid_from", "organisation__name", "certificate"),
    Order.ENDING: (F("valid_to").asc(nulls_last=True), "organisation__name", "certificate"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What somebody looks for; what is empty does not matter."""

    name: str = ""
    scheme: str = ""
    level: str = ""
    place: str = ""
    which: str = Which.IN_FORCE
    order: str = Order.HOLDER


def registered(asked: Asked, *, on: dt.date) -> QuerySet[Award]:
    """Return the awards on the register that are asked for, with all that is shown of each."""
    awards = Award.objects.on_register()
    if asked.name:
        awards = awards.filter(organisation__name__icontains=asked.name)
    if asked.scheme:
        awards = awards.filter(scheme_code=asked.scheme)
    if asked.level:
        awards = awards.filter(level_title=asked.level)
    if asked.place:
        awards = awards.filter(organisation__place_code__in=codes_within(asked.place))
    if asked.which == Which.IN_FORCE:
        awards = awards.in_force(on)
    elif asked.which == Which.NOT_IN_FORCE:
        awards = awards.exclude(pk__in=Award.objects.in_force(on).values("pk"))
    return awards.select_related("organisation", "application__running__organisation").order_by(
        *ORDERS[Order(asked.order)]
    )


def codes_within(place: str) -> list[str]:
    """Return the codes of all areas that lie wholly in a place, itself included."""
    areas = {area.code: area.lad_codes for area in Area.objects.of_today()}
    whole = areas.get(place, frozenset())
    return [code for code, parts in areas.items() if parts and parts <= whole]


def authority_of(postcode: str) -> Area | None:
    """Return the local authority of today in which a postcode lies, None where it lies in none.

    `postcode` is in its usual form, such as "PR1 2RL".
    """
    code = postcodes.lookup([postcode])[postcode]
    if code is None:
        return None
    now = active_codes([code])[code]
    return Area.objects.authorities().of_today().filter(code=now).first()


def places_of_register() -> list[tuple[str, str]]:
    """Return code and name of the areas in which there is any award on the register, by name."""
    held = set(
        Award.objects.on_register()
        .exclude(organisation__place_code="")
        .order_by()
        .values_list("organisation__place_code", flat=True)
        .distinct()
    )
    areas = list(Area.objects.of_interest())
    parts = [area.lad_codes for area in areas if area.code in held]
    return sorted(
        ((area.code, area.name) for area in areas if any(part <= area.lad_codes for part in parts)),
        key=lambda pair: (pair[1], pair[0]),
    )


def schemes_of_register() -> list[tuple[str, str]]:
    """Return code and title of the schemes of which there are awards on the register."""
    rows = Award.objects.on_register().order_by().values_list("scheme_code", "scheme_title")
    return sorted(dict(rows.distinct()).items(), key=lambda pair: pair[1])


def levels_of_register() -> list[str]:
    """Return the titles of the levels that are held, by scheme and name."""
    rows = Award.objects.on_register().order_by().values_list("level_title", flat=True)
    return sorted(set(rows.distinct()))


def by_place(awards: QuerySet[Award]) -> dict[str, int]:
    """Return how many awards there are by the code of the holder's place; "" for none given."""
    rows = awards.order_by().values_list("organisation__place_code").annotate(count=Count("pk"))
    return dict(rows)


def by_authority(counts: Mapping[str, int]) -> tuple[dict[str, int], dict[str, int]]:
    """Return counts by local authority, and those of places that are wider than one, or unknown.

    A holder whose place is a county or a region lies in no single authority, and is not put into
    one: its count stands under its own code.
    """
    authorities = dict(
        Area.objects.authorities().filter(code__in=list(counts)).values_list("code", "now")
    )
    inside: Counter[str] = Counter()
    wider: Counter[str] = Counter()
    for code, count in counts.items():
        (inside if code in authorities else wider)[code] += count
    return dict(inside), dict(wider)


def certificate_shown(certificate: str) -> Award | None:
    """Return the award of an identifier, with all that the verification page tells."""
    return (
        Award.objects.filter(certificate=certificate)
        .select_related("organisation", "application__running__organisation")
        .first()
    )


def is_shown_by_name(award: Award) -> bool:
    """Whether the holder agreed to be named to anybody, and the scheme has a register."""
    return award.is_public and award.application.running.has_public_register
