"""The method: rules, look-ups, files and hashes, what was left out, how to work it out again."""

from collections.abc import Mapping
from typing import Any

from socialvalue.places.queries import authority_names
from socialvalue.spend import figures, words
from socialvalue.spend.models import Analysis

from .choices import Asked
from .drawn import table_on_page
from .frame import framed

LOOK_UPS = {
    "postcodes": "Postcodes",
    "register": "Suppliers",
    "decisions": "Decisions on categories",
    "deprivation": "Deprivation",
    "deflator": "Deflator",
    "boundaries": "Boundaries",
    "terms": "What was asked",
}
SHORT = 12


def method_page(analysis: Analysis, asked: Asked) -> dict[str, Any]:
    """Return what the page of the method shows."""
    found, basis = figures.figures_of(analysis), analysis.worked_from
    return framed(
        analysis,
        "analysis_method",
        period=f"Payments dated {words.period(analysis.start, analysis.end)}, both days included. "
        f"{figures.outside_period(found)}"
        + (f" {figures.AS_PUBLISHED}" if figures.is_older(found) else ""),
        addresses=figures.ADDRESSES,
        located=f"The place is known of {figures.located_share(found)} of the money.",
        facts=facts(analysis),
        areas=_areas(found, basis),
        exclusions=table_on_page(analysis, "exclusions"),
        unplaced=table_on_page(analysis, "unplaced"),
        repaired=figures.repaired(found),
        repairs=table_on_page(analysis, "repairs"),
        multiplier=table_on_page(analysis, "multiplier"),
        files=[{"pk": pk, **file} for pk, file in basis["files"].items()],
    )


def facts(analysis: Analysis) -> list[dict[str, str]]:
    """Return what an analysis was worked out with, a name and a value for each."""
    basis = analysis.worked_from
    look_ups = [
        {"key": text, "value": said}
        for name, text in LOOK_UPS.items()
        if name in basis and (said := said_of(basis[name]))
    ]
    return [
        {"key": "Rules", "value": basis["rules"]},
        *look_ups,
        {"key": "Asked", "value": f"{analysis.asked_at:%-d %B %Y} by {analysis.asked_by}"},
        {"key": "Number of the analysis", "value": str(analysis.pk)},
    ]


def said_of(value: Any) -> str:
    """Return a look-up's source, vintage and hash as text, one thing to a line."""
    if isinstance(value, Mapping):
        return "\n".join(
            f"{name.replace('_', ' ').capitalize()}: {said}"
            for name, part in value.items()
            if (said := said_of(part).replace("\n", "; "))
        )
    if isinstance(value, list):
        more = f" and {len(value) - SHORT} more" if len(value) > SHORT else ""
        return ", ".join(map(said_of, value[:SHORT])) + more
    return "" if value is None else str(value)


def _areas(found: figures.Figures, basis: Mapping[str, Any]) -> list[dict[str, str]]:
    """Return each area with the local authorities that it was made of."""
    districts = basis.get("areas", {})
    names = authority_names(code for codes in districts.values() for code in codes)
    return [
        {
            "key": area["name"],
            "value": ", ".join(sorted(names[code] for code in districts.get(area["code"], []))),
        }
        for area in [*found["areas"], *found["other_areas"]]
        if districts.get(area["code"])
    ]
