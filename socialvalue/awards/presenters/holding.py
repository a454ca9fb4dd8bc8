"""Awards that are held, in the words of their pages."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from socialvalue.awards.models import Award, AwardChange, AwardProposal, Condition, Letter
from socialvalue.awards.presenters.register import STANDINGS, days_of, standing_of
from socialvalue.core.forms.dates import LONDON, in_words

GIVEN_COLUMNS = [
    {"text": each} for each in ("Holder", "Award", "Level", "Valid", "Status", "Waiting")
]
OWN_COLUMNS = [
    *({"text": each} for each in ("Award", "Level", "Awarded by", "Valid")),
    {"text": "Status", "short": True},
]
LETTER_COLUMNS = [
    {"text": "Letter"},
    {"text": "About"},
    {"text": "Written", "short": True},
]
WAITS = (
    ("open_proposals", ("proposal to decide", "proposals to decide")),
    ("open_conditions", ("condition to be met", "conditions to be met")),
    ("told", ("change told", "changes told")),
)


def status_of(award: Award, *, on: dt.date) -> dict[str, str]:
    """Return what the award is today, in words, and the colour of its tag."""
    words, colour = STANDINGS[standing_of(award, on=on)]
    return {"words": words, "colour": colour}


def facts_of(award: Award) -> list[dict[str, str]]:
    """Return what is held, for a summary list."""
    return [
        {"key": "Holder", "value": award.organisation.name},
        {"key": "Award", "value": award.scheme_title},
        {"key": "Level", "value": award.level_title},
        {"key": "Awarded by", "value": award.application.running.organisation.name},
        {"key": "Valid", "value": days_of(award)},
        {"key": "Certificate", "value": award.certificate},
        {"key": "On the public register", "value": _register_words(award)},
    ]


def _register_words(award: Award) -> str:
    if not award.application.running.has_public_register:
        return "No: there is no public register of this award"
    return "Yes, the holder agrees" if award.is_public else "No, the holder does not agree"


def conditions_of(conditions: Iterable[Condition], *, on: dt.date) -> list[dict[str, Any]]:
    """Return the conditions, each with whether it is met, late or still to come."""
    return [
        {
            "condition": each,
            "due": in_words(each.due_on),
            "words": _condition_words(each, on)[0],
            "colour": _condition_words(each, on)[1],
            "is_open": each.met_at is None,
        }
        for each in conditions
    ]


def _condition_words(condition: Condition, on: dt.date) -> tuple[str, str]:
    if condition.met_at is not None:
        return "Met", "green"
    return ("Late", "red") if on > condition.due_on else ("To be met", "yellow")


def history_of(award: Award, changes: Iterable[AwardChange]) -> list[dict[str, Any]]:
    """Return what happened to an award, the newest first; it ends with how it was given."""
    told = [
        {
            "what": each.get_kind_display(),
            "at": each.made_at,
            "by": each.made_by,
            "words": each.reason,
        }
        for each in changes
    ]
    return [
        *told,
        {"what": "Awarded", "at": award.granted_at, "by": award.granted_by, "words": ""},
    ]


def letter_rows(letters: Iterable[Letter], *, page: str) -> list[list[Any]]:
    """Return a row for each letter; `page` is the name of the page that shows one."""
    return [
        [
            {
                "text": letter.get_kind_display(),
                "url": reverse(page, args=[letter.application_id, letter.pk]),
            },
            letter.subject,
            in_words(letter.written_at.astimezone(LONDON).date()),
        ]
        for letter in letters
    ]


def given_rows(awards: Iterable[Award], *, on: dt.date) -> list[list[Any]]:
    """Return a row for each award that was given, with what waits about it."""
    return [
        [
            {
                "text": award.organisation.name,
                "url": reverse("awards:given_award", args=[award.pk]),
            },
            award.scheme_title,
            award.level_title,
            days_of(award),
            status_of(award, on=on)["words"],
            waiting_words(award),
        ]
        for award in awards
    ]


def waiting_words(award: Award) -> str:
    """Return what waits about an award that `queries.given_by` found; a dash for nothing."""
    counts = [(getattr(award, name), words) for name, words in WAITS]
    return ", ".join(_counted(number, *words) for number, words in counts if number) or "–"


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def proposal_of(proposal: AwardProposal) -> dict[str, Any]:
    """Return an open proposal in words."""
    return {
        "proposal": proposal,
        "what": f"{proposal.get_kind_display()} the award",
        "who": proposal.proposed_by,
        "on": in_words(proposal.proposed_at.astimezone(LONDON).date()),
        "reason": proposal.reason,
    }


def own_rows(awards: Iterable[Award], *, on: dt.date) -> list[list[Any]]:
    """Return a row for each award that an organisation holds."""
    return [
        [
            {"text": award.scheme_title, "url": reverse("awards:own_award", args=[award.pk])},
            award.level_title,
            award.application.running.organisation.name,
            days_of(award),
            status_of(award, on=on)["words"],
        ]
        for award in awards
    ]
