"""Schemes in words: rows of lists, and everything that one of them asks."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse

from socialvalue.accounts.models import OrganisationKind
from socialvalue.awards.models import Running, SchemeVersion
from socialvalue.awards.models.schemes import APPLIED_FOR, KINDS
from socialvalue.calculations.awards.scheme import Scheme, SchemeKind
from socialvalue.calculations.awards.sentences import in_words, level_sentences

KIND_WORDS = dict(KINDS)
HELD_WORDS = {
    "local_spend": "the result of a local spend analysis",
    "living_wage": "what you pay and the hours you offer, on a day",
    "award": "an award that you hold",
}


def scheme_rows(versions: Iterable[SchemeVersion]) -> list[dict[str, Any]]:
    """Return a row for each version of a scheme."""
    return [
        {
            "title": version.title,
            "url": scheme_url(version),
            "kind": version.get_kind_display(),
            "words": str(version.document.get("words", "")),
            "owner": str(version.document.get("owner", "")),
            "number": version.number,
            "is_own": version.organisation_id is not None,
            "state": state_of(version)[0],
            "colour": state_of(version)[1],
            "is_unconfirmed": bool(version.document.get("unconfirmed")),
        }
        for version in versions
    ]


def scheme_url(version: SchemeVersion) -> str:
    """Return the address of a version's page."""
    return reverse("awards:scheme", args=[version.pk])


def state_of(version: SchemeVersion) -> tuple[str, str]:
    """Return where a version comes from or stands, and the colour of its tag."""
    if not version.is_published:
        return "Draft", "yellow"
    return ("Your own", "green") if version.organisation_id else ("Built in", "grey")


def running_rows(running: Iterable[Running]) -> list[dict[str, Any]]:
    """Return a row for each scheme that the organisation runs. Needs `received` on each."""
    return [
        {
            "title": each.version.title,
            "number": each.version.number,
            "url": reverse("awards:running", args=[each.pk]),
            "received": each.received,
            "state": "Closed" if each.closed_at else "Open",
            "colour": "grey" if each.closed_at else "green",
        }
        for each in running
    ]


def scheme_facts(scheme: Scheme, *, kind: str) -> list[dict[str, str]]:
    """Return the rules of a scheme that are not about criteria, as rows."""
    rows = [("Kind", KIND_WORDS[kind]), ("Owner", scheme.owner)]
    if kind in APPLIED_FOR:
        rows += [
            ("Who may apply", who_may_apply(scheme)),
            ("Cost", money(scheme.fee_pence)),
            ("Decision", service_level(scheme)),
            ("Appeal", appeal_limit(scheme)),
            ("Valid for", validity(scheme)),
        ]
        if scheme.validity_months:
            rows += [
                ("Reminder", f"{months(scheme.remind_months_before)} before it ends"),
                ("Renewal", f"From {months(scheme.renewal_opens_months)} before it ends"),
            ]
    return [{"key": key, "value": value} for key, value in rows]


def who_may_apply(scheme: Scheme) -> str:
    """Return the kinds of organisations that may apply, one on each line."""
    if not scheme.applicants:
        return "Every organisation"
    known = dict(OrganisationKind.choices)
    return "\n".join(words for code, words in known.items() if code in scheme.applicants)


def money(pence: int) -> str:
    """Return a fee in pounds."""
    if not pence:
        return "Free"
    return f"£{pence // 100:,}" + (f".{pence % 100:02}" if pence % 100 else "")


def service_level(scheme: Scheme) -> str:
    """Return within how many working days a decision is made."""
    days = scheme.decision_working_days
    if days is None:
        return "No time is set"
    unit = "working day" if days == 1 else "working days"
    return f"Within {days} {unit}, not counting days on which we wait for the applicant"


def appeal_limit(scheme: Scheme) -> str:
    """Return within how many working days a decision can be appealed."""
    days = scheme.appeal_working_days
    unit = "working day" if days == 1 else "working days"
    return f"Once, within {days} {unit} of the decision"


def validity(scheme: Scheme) -> str:
    """Return how long an award is valid."""
    return months(scheme.validity_months) if scheme.validity_months else "It does not end by itself"


def months(number: int) -> str:
    """Return a number of months, as years where it is whole years."""
    unit, count = ("year", number // 12) if number and not number % 12 else ("month", number)
    return f"{in_words(count) if count else 'no'} {unit}{'' if count == 1 else 's'}"


def theme_parts(scheme: Scheme) -> list[dict[str, Any]]:
    """Return the themes, each with its criteria, as the page shows them."""
    return [
        {
            "title": theme.title,
            "words": theme.words,
            "criteria": [
                {
                    "code": each.code,
                    "title": each.title,
                    "question": each.question,
                    "prompts": each.prompts,
                    "needs_evidence": each.needs_evidence,
                    "held": [HELD_WORDS.get(kind, kind) for kind in each.held],
                    "equivalent": each.equivalent,
                    "weight": f"{each.weight:f}" if each.weight != 1 else "",
                }
                for each in scheme.criteria_of(theme.code)
            ],
        }
        for theme in scheme.themes
    ]


def mark_rows(scheme: Scheme) -> list[list[str]]:
    """Return the marks, the highest first, with points where they count."""
    counts = scheme.counts_points
    return [
        [mark.title, mark.definition, *([f"{mark.points:f}"] if counts else [])]
        for mark in reversed(scheme.marks)
    ]


def mark_columns(scheme: Scheme) -> list[dict[str, Any]]:
    """Return the headings over the marks."""
    columns: list[dict[str, Any]] = [{"text": "Mark"}, {"text": "What it means"}]
    return [*columns, {"text": "Points", "numeric": True}] if scheme.counts_points else columns


def level_parts(scheme: Scheme, schemes: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the levels, the lowest first, each with what it asks for in sentences."""
    return [
        {
            "title": level.title,
            "words": level.words,
            "sentences": level_sentences(scheme, level, schemes=schemes),
        }
        for level in scheme.levels
    ]


def source_rows(scheme: Scheme) -> list[dict[str, Any]]:
    """Return where the facts of a scheme come from."""
    return [
        {
            "title": source.title,
            "url": source.url,
            "as_of": f"{source.as_of:%-d %B %Y}",
            "state": "Confirmed" if source.confirmed else "Not confirmed",
            "colour": "green" if source.confirmed else "yellow",
        }
        for source in scheme.sources
    ]


def scheme_page(
    version: SchemeVersion, scheme: Scheme, schemes: Mapping[str, str]
) -> dict[str, Any]:
    """Return all that the page of a scheme shows."""
    return {
        "caption": "" if version.kind == SchemeKind.STANDING else version.get_kind_display(),
        "words": scheme.words,
        "unconfirmed": scheme.unconfirmed,
        "facts": scheme_facts(scheme, kind=version.kind),
        "statements": scheme.statements,
        "themes": theme_parts(scheme),
        "mark_columns": mark_columns(scheme),
        "mark_rows": mark_rows(scheme),
        "levels": level_parts(scheme, schemes),
        "sources": source_rows(scheme),
        "is_applied_for": version.kind in APPLIED_FOR,
    }


def running_facts(running: Running) -> list[dict[str, str]]:
    """Return the facts of a scheme that is run, as rows."""
    rows = [
        ("Scheme", str(running.version)),
        ("Open since", f"{running.opened_at:%-d %B %Y}, by {running.opened_by}"),
        ("Questions go to", running.contact_email),
        ("Public register", "Yes" if running.has_public_register else "No"),
    ]
    if running.closed_at:
        rows.append(("Closed", f"{running.closed_at:%-d %B %Y}, by {running.closed_by}"))
    return [{"key": key, "value": value} for key, value in rows]
