"""Where payments went: the district of every postcode as written, and the areas that hold it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from socialvalue.calculations.postcodes import Postcode, normal_form
from socialvalue.calculations.spend import bands
from socialvalue.places import postcodes
from socialvalue.places import queries as places
from socialvalue.places.models import Area
from socialvalue.spend.models import Analysis

NOT_LISTED = "No postcode like this was found"


@dataclass(frozen=True)
class Placing:
    """What is known of postcodes, by the text that the file has.

    `districts` holds those that could be placed, `reasons` why the others could not, and `repairs`
    the postcode as which a text was read where a letter was taken for a digit.
    """

    districts: Mapping[str, str]
    reasons: Mapping[str, str]
    repairs: Mapping[str, str]


def placing_of(texts: Iterable[str]) -> Placing:
    """Place postcodes as they are written. Districts are those of today."""
    read = {text: normal_form(text) for text in texts}
    codes = {text: form.code for text, form in read.items() if isinstance(form, Postcode)}
    found = postcodes.lookup(codes.values())
    now = places.active_codes(district for district in found.values() if district)
    districts = {text: now[found[code]] for text, code in codes.items() if found[code]}
    return Placing(
        districts=districts,
        reasons={
            text: NOT_LISTED if text in codes else str(form.reason)
            for text, form in read.items()
            if text not in districts
        },
        repairs={text: codes[text] for text in districts if read[text].repair},
    )


def nested_areas(analysis: Analysis) -> bands.NestedAreas:
    """Return the place and the wider area around it, as they are today. Raises NotNested."""
    return bands.NestedAreas(_areas(analysis.place_code, analysis.wider_place_code))


def nested_areas_then(analysis: Analysis) -> bands.NestedAreas:
    """Return the areas as they were when a finished analysis was worked out."""
    districts = analysis.worked_from["areas"]
    return bands.NestedAreas(
        tuple(
            bands.Area(area["code"], area["name"], frozenset(districts[area["code"]]))
            for area in analysis.figures["areas"]
        )
    )


def _areas(*codes: str) -> tuple[bands.Area, ...]:
    found = Area.objects.in_bulk(codes)
    return tuple(
        bands.Area(code, found[code].name, found[code].lad_codes) for code in codes if code
    )
