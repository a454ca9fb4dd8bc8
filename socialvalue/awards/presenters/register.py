"""The register in words, tables and files."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse

from socialvalue.awards.models import Award
from socialvalue.calculations.awards.validity import Standing, standing
from socialvalue.calculations.maps.measures import counted
from socialvalue.core.exports import Cell
from socialvalue.core.forms.dates import in_words
from socialvalue.places.models import Area
from socialvalue.places.presenters import authority_map
from socialvalue.places.queries import authority_names, smallest_around

FORMAT = "social-value-award-register/1.0"
AWARDS = counted("award", "awards")
COLUMNS = [
    *({"text": each} for each in ("Holder", "Award", "Level", "Place", "Valid")),
    {"text": "Status", "short": True},
]
CSV_HEADINGS = [
    "Holder", "Scheme", "Level", "Awarded by", "Place", "Place code", "Valid from", "Valid to",
    "Status", "Certificate",
]  # fmt: skip
STANDINGS = {
    Standing.IN_FORCE: ("In force", "green"),
    Standing.NOT_YET: ("Not yet in force", "blue"),
    Standing.RUN_OUT: ("Has run out", "grey"),
    Standing.SUSPENDED: ("Suspended", "yellow"),
    Standing.WITHDRAWN: ("Withdrawn", "red"),
}
"""What anybody is told of an award, and the colour of its tag."""

NO_PLACE = "Not given"


def standing_of(award: Award, *, on: dt.date) -> Standing:
    """Return what an award is on a day."""
    return standing(state=award.state, valid_from=award.valid_from, valid_to=award.valid_to, on=on)


def days_of(award: Award) -> str:
    """Return from when to when an award is valid, in words."""
    if award.valid_to is None:
        return f"From {in_words(award.valid_from)}, without an end"
    return f"{in_words(award.valid_from)} to {in_words(award.valid_to)}"


def rows_of(awards: Iterable[Award], *, on: dt.date, places: Mapping[str, str]) -> list[list[Any]]:
    """Return a row of cells for each award; the first names the holder."""
    return [
        [
            {
                "text": award.organisation.name,
                "url": reverse("awards:verified", args=[award.certificate]),
            },
            award.scheme_title,
            award.level_title,
            places.get(award.organisation.place_code, NO_PLACE),
            days_of(award),
            STANDINGS[standing_of(award, on=on)][0],
        ]
        for award in awards
    ]


def csv_rows(
    awards: Iterable[Award], *, on: dt.date, places: Mapping[str, str]
) -> Iterable[list[Cell]]:
    """Yield a row for each award, for a file."""
    for award in awards:
        code = award.organisation.place_code
        yield [
            award.organisation.name,
            award.scheme_title,
            award.level_title,
            award.application.running.organisation.name,
            places.get(code, ""),
            code,
            award.valid_from,
            award.valid_to,
            STANDINGS[standing_of(award, on=on)][0],
            award.certificate,
        ]


def as_json(
    awards: Iterable[Award], *, on: dt.date, places: Mapping[str, str], site: str
) -> dict[str, Any]:
    """Return the register as a document of its own format (docs/award_register.md)."""
    return {
        "format": FORMAT,
        "as_of": on.isoformat(),
        "awards": [_entry(award, on=on, places=places, site=site) for award in awards],
    }


def _entry(award: Award, *, on: dt.date, places: Mapping[str, str], site: str) -> dict[str, Any]:
    code = award.organisation.place_code
    return {
        "certificate": award.certificate,
        "verify": f"{site}{award.certificate}/",
        "holder": award.organisation.name,
        "scheme": {"code": award.scheme_code, "title": award.scheme_title},
        "level": {"code": award.level, "title": award.level_title},
        "awarded_by": award.application.running.organisation.name,
        "place": {"code": code, "name": places[code]} if code in places else None,
        "valid_from": award.valid_from.isoformat(),
        "valid_to": award.valid_to.isoformat() if award.valid_to else None,
        "standing": standing_of(award, on=on).value,
    }


def map_of(
    inside: Mapping[str, int], wider: Mapping[str, int], *, focus: Area | None = None
) -> dict[str, Any]:
    """Return the map of awards by local authority and its table, with what it cannot show.

    Without a `focus` the map is of the smallest area in which all of them are, and around it.
    Without an award in any single authority there is no map.
    """
    names = authority_names([*inside, *filter(None, wider)])
    rows = sorted(inside.items(), key=lambda pair: (-pair[1], names[pair[0]]))
    beyond = sorted(wider.items(), key=lambda pair: (-pair[1], names.get(pair[0], "")))
    return {
        "map": authority_map(
            dict(inside),
            focus=focus or smallest_around(inside),
            title="Awards by local authority of the holder",
            measure=AWARDS,
        )
        if inside
        else None,
        "columns": [{"text": "Place"}, {"text": "Awards", "numeric": True}],
        "rows": [
            *([names[code], f"{count:,}"] for code, count in rows),
            *(
                [f"{names[code]} (wider than one authority)" if code else "Place not given",
                 f"{count:,}"]
                for code, count in beyond
            ),
        ],
    }  # fmt: skip


def place_names(awards: Iterable[Award]) -> dict[str, str]:
    """Return the name of each holder's place, by its code."""
    return authority_names({each.organisation.place_code for each in awards} - {""})


def verified(award: Award, *, on: dt.date, is_named: bool) -> dict[str, Any]:
    """Return what the verification page tells of a certificate, and nothing else."""
    found = standing_of(award, on=on)
    words, colour = STANDINGS[found]
    rows = [
        ("Holder", award.organisation.name if is_named else ""),
        ("Award", award.scheme_title),
        ("Level", award.level_title),
        ("Awarded by", award.application.running.organisation.name),
        ("From", in_words(award.valid_from)),
        ("To", in_words(award.valid_to) if award.valid_to else "No end date"),
        ("Identifier", award.certificate),
    ]
    return {
        "rows": [{"key": key, "value": value} for key, value in rows if value],
        "status": words,
        "colour": colour,
        "is_named": is_named,
        "sentence": SENTENCES[found],
        "is_demonstration": award.application.running.organisation.is_demonstration,
    }


SENTENCES = {
    Standing.IN_FORCE: "This certificate is genuine, and the award is in force today.",
    Standing.NOT_YET: "This certificate is genuine. The award is not in force yet.",
    Standing.RUN_OUT: "This certificate was genuine. The award has run out and is no longer held.",
    Standing.SUSPENDED: "The award is suspended: at present its holder may not rely on it.",
    Standing.WITHDRAWN: "The award was withdrawn: it is no longer held.",
}
