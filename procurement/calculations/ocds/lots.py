"""Lots of a notice: codes, titles, values, criteria."""

import re

from procurement.calculations.ocds.criteria import criteria_of
from procurement.calculations.ocds.model import Lot
from procurement.calculations.ocds.place import Place
from procurement.calculations.ocds.vocabulary import ENDED
from procurement.calculations.ocds.worths import worth_of

MOST_LOTS = 500
LONGEST_CODE = 40
LONGEST_TITLE = 200


def lots_of(tender: Place, *, amount_excludes_vat: bool) -> tuple[Lot, ...]:
    """Return the lots in their order; none for a tender that has none.

    Ids that are no codes (letters, digits, "_", "-" and "."), that are missing or that come twice
    are told, and the lot gets its place in the list as its code. Cancelled lots are left out.
    """
    listed = tender.member("lots")
    places = listed.records()
    if len(places) > MOST_LOTS:
        listed.note(f"Only the first {MOST_LOTS} of {len(places)} lots were read.")
    made: list[Lot] = []
    taken: set[str] = set()
    for number, place in enumerate(places[:MOST_LOTS], start=1):
        status = place.member("status")
        if status.line() in ENDED:
            status.note(f"The lot is {status.line()} and was left out.")
            continue
        code = _code(place, number=number, taken=taken)
        taken.add(code)
        made.append(
            Lot(
                code=code,
                title=title_of(place.member("title")) or f"Lot {code}",
                description=place.member("description").text(),
                worth=worth_of(place.member("value"), amount_excludes_vat=amount_excludes_vat),
                criteria=criteria_of(place),
                at=place.at,
            )
        )
    return tuple(made)


def title_of(place: Place) -> str:
    """Return a title on one line, cut with a note where it is too long for a tender."""
    return shortened(place, longest=LONGEST_TITLE)


def shortened(place: Place, *, longest: int) -> str:
    """Return the text here on one line, no longer than that."""
    line = place.line()
    if len(line) <= longest:
        return line
    place.note(f"The text is longer than {longest} characters and was cut there.")
    return line[: longest - 1].rstrip() + "…"


def _code(place: Place, *, number: int, taken: set[str]) -> str:
    """Return the code of a lot, a free number where its id is no code or is taken."""
    given = place.member("id")
    value = str(given.value) if type(given.value) is int else given.line()
    code = re.sub(r"^lot-0*(?=[0-9])", "", value, flags=re.I)
    if re.fullmatch(rf"[\w.-]{{1,{LONGEST_CODE}}}", code) and code not in taken:
        return code
    while str(number) in taken:
        number += 1
    given.note(f"{given.words} is no code of its own for a lot: it was numbered {number}.")
    return str(number)
