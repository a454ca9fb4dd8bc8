"""What employers pay and offer, in words, against what they are held against."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from socialvalue.awards.actions import pounds
from socialvalue.awards.models import EmployerFacts
from socialvalue.awards.queries import finding_of
from socialvalue.calculations.awards.good_employer import Finding, Place, Rate, Standards
from socialvalue.calculations.rounding import shown

UNKNOWN = "Not known"
HEADINGS = [
    "Day", "Place", "Staff", "Lowest pay (pence an hour)", "Rate of the day (pence an hour)",
    "Rate of", "Below the rate by (pence)", "People below the rate", "Contractors included",
    "Fewest guaranteed hours a week", "Without guaranteed hours", "Trained in the year",
    "Recorded on", "Recorded by",
]  # fmt: skip


def facts_parts(facts: Iterable[EmployerFacts], standards: Standards) -> list[dict[str, Any]]:
    """Return the facts of each day, as the page shows them."""
    return [_part(each, finding_of(each), standards) for each in facts]


def _part(facts: EmployerFacts, found: Finding, standards: Standards) -> dict[str, Any]:
    state, colour = _state(found)
    rows = [
        ("Lowest pay", _pay(facts, found)),
        ("People below the rate", _people(facts.below_rate, found.below_share)),
        ("Contractors’ staff", _truth(facts.includes_contractors, "Included", "Not included")),
        ("Fewest guaranteed hours", _hours(facts, found, standards)),
        ("Without guaranteed hours", _people(facts.zero_hours, found.zero_hours_share)),
        ("Trained in the year before", _people(facts.trained, found.trained_share)),
        ("People", f"{facts.staff:,}"),
    ]
    if found.coming:
        coming = pounds(found.coming.pence[Place(facts.place)])
        day = f"{found.coming.pay_by:%-d %B %Y}"
        rows.insert(1, ("Next rate", f"{coming} by {day} ({found.coming.year})"))
    return {
        "title": f"{facts.as_of:%-d %B %Y}, {facts.get_place_display()}",
        "state": state,
        "colour": colour,
        "rows": [{"key": key, "value": value} for key, value in rows],
        "recorded": f"Recorded on {facts.recorded_at:%-d %B %Y} by {facts.recorded_by}. It can be "
        "named as evidence in applications and assessments.",
    }


def _state(found: Finding) -> tuple[str, str]:
    if found.pays_rate is None:
        return "No rate known for this day", "grey"
    if found.pays_rate:
        return "At least the real living wage", "green"
    return "Below the real living wage", "orange"


def _pay(facts: EmployerFacts, found: Finding) -> str:
    paid = f"{pounds(facts.lowest_pence)} an hour"
    if found.rate is None or found.rate_pence is None:
        return f"{paid}. No rate is known for this day"
    rate = f"the rate of {found.rate.year}, {pounds(found.rate_pence)}"
    if found.short_pence:
        return f"{paid}: {pounds(found.short_pence)} below {rate}"
    return f"{paid}: not below {rate}"


def _people(number: int | None, share: Fraction | None) -> str:
    if number is None or share is None:
        return UNKNOWN
    return f"{number:,} ({shown(share * 100, places=1)}%)"


def _hours(facts: EmployerFacts, found: Finding, standards: Standards) -> str:
    if facts.least_hours is None:
        return UNKNOWN
    least = standards.hours.least_hours
    held = f"at least the {least} of the Living Hours standard"
    if not found.hours_enough:
        held = f"fewer than the {least} of the Living Hours standard"
    return f"{facts.least_hours:f} a week: {held}"


def _truth(value: bool | None, yes: str, no: str) -> str:
    return UNKNOWN if value is None else yes if value else no


def csv_rows(facts: Iterable[EmployerFacts]) -> list[list[Any]]:
    """Return the facts as rows of a file, in the order of HEADINGS; unknown is empty."""
    rows = []
    for each in facts:
        found = finding_of(each)
        rows.append(
            [
                each.as_of,
                each.get_place_display(),
                each.staff,
                each.lowest_pence,
                found.rate_pence,
                found.rate.year if found.rate else None,
                found.short_pence,
                each.below_rate,
                None
                if each.includes_contractors is None
                else _truth(each.includes_contractors, "yes", "no"),
                each.least_hours,
                each.zero_hours,
                each.trained,
                each.recorded_at.date(),
                each.recorded_by,
            ]
        )
    return rows


def rate_rows(rates: Iterable[Rate]) -> list[list[str]]:
    """Return the rates, the newest first, as rows."""
    return [
        [
            rate.year,
            pounds(rate.pence[Place.UK]),
            pounds(rate.pence[Place.LONDON]),
            f"{rate.announced:%-d %B %Y}",
            f"{rate.pay_by:%-d %B %Y}" + ("" if rate.pay_by_confirmed else " (not confirmed)"),
        ]
        for rate in sorted(rates, key=lambda rate: rate.pay_by, reverse=True)
    ]


RATE_COLUMNS = [
    {"text": "Year"},
    {"text": "United Kingdom", "numeric": True},
    {"text": "London", "numeric": True},
    {"text": "Announced"},
    {"text": "To be paid from"},
]
