"""An application as those read it who decide it: rows of lists, answers, people and its record."""

from collections.abc import Collection, Iterable
from typing import Any

from django.urls import reverse

from socialvalue.awards.models import Application, Evidence, Seat, State
from socialvalue.awards.permissions import ASSESSORS_NEEDED
from socialvalue.awards.presenters.clocks import NOTHING, clock_told, state_tag
from socialvalue.awards.queries.applying import Asked
from socialvalue.awards.queries.clocks import clock_of, day_of
from socialvalue.awards.queries.judging import assessing_seats
from socialvalue.calculations.awards.scheme import Scheme
from socialvalue.calculations.awards.sentences import in_words as number_in_words
from socialvalue.core.forms.dates import in_words

LIST_HEADINGS = [
    "Number", "Applicant", "Scheme", "State", "Submitted on", "Working days used",
    "Working days allowed", "Due on", "Overdue", "Assessors",
]  # fmt: skip


def list_row(application: Application, *, names_people: bool) -> dict[str, Any]:
    """Return a row of the list. `names_people` adds who assesses, which assessors do not see."""
    clock = clock_of(application)
    seats = assessing_seats(application)
    return {
        "number": application.number,
        "applicant": application.organisation.name,
        "scheme": application.running.version.title,
        "state": state_tag(application),
        "submitted": in_words(day_of(application.submitted_at)),
        "clock": clock_told(clock, application),
        "assessors": ", ".join(str(seat.user) for seat in seats) if names_people else "",
        "url": reverse("awards:received_application", args=[application.pk]),
    }


def csv_row(application: Application, *, names_people: bool) -> list[Any]:
    """Return the same row for a file: plain numbers and days."""
    clock = clock_of(application)
    seats = assessing_seats(application) if names_people else []
    return [
        application.number,
        application.organisation.name,
        application.running.version.title,
        state_tag(application)["text"],
        day_of(application.submitted_at),
        clock.used if clock else None,
        clock.allowed if clock else None,
        clock.due_on if clock else None,
        ("yes" if clock.is_overdue else "no") if clock else "",
        ", ".join(str(seat.user) for seat in seats),
    ]


def themes(scheme: Scheme, asked: Iterable[Asked], *, application: Application) -> list[dict]:
    """Return the applicant's answers by theme, each with its evidence."""
    by_code = {each.criterion.code: each for each in asked}
    return [
        {
            "title": theme.title,
            "rows": [
                answered(by_code[each.code], application=application)
                for each in scheme.criteria_of(theme.code)
            ],
        }
        for theme in scheme.themes
    ]


def answered(asked: Asked, *, application: Application) -> dict[str, Any]:
    """Return one criterion with what the applicant says about it."""
    return {
        "criterion": asked.criterion,
        "text": asked.answer.text if asked.answer else "",
        "is_left_out": asked.is_left_out,
        "evidence": [evidence_row(each, application=application) for each in asked.evidence],
    }


def evidence_row(evidence: Evidence, *, application: Application) -> dict[str, Any]:
    """Return a piece of evidence: its name, what it is, its day, and where its file is."""
    as_of = f"As of {in_words(evidence.as_of)}. " if evidence.as_of else ""
    keys = [application.pk, evidence.pk]
    return {
        "name": evidence.name,
        "words": f"{as_of}{evidence.words}".strip(),
        "source": f"From the tool: {evidence.held.get('from', '')}" if evidence.held_as else "",
        "url": "" if evidence.held_as else reverse("awards:received_evidence", args=keys),
    }


def seat_rows(seats: Iterable[Seat], *, may_end: Collection[str]) -> list[dict[str, Any]]:
    """Return who holds a seat, and how far each is. `may_end` are roles whose seats can end."""
    return [
        {
            "seat": seat,
            "name": str(seat.user),
            "code": seat.code,
            "role": seat.get_role_display(),
            "progress": _progress(seat),
            "may_end": seat.role in may_end,
        }
        for seat in seats
    ]


def _progress(seat: Seat) -> dict[str, str]:
    """Return how far somebody is: the words and the colour of a tag."""
    if seat.declared_at is None:
        return {"text": "Has to declare", "colour": "blue"}
    if seat.role == Seat.Role.PANEL:
        return {"text": "Declared", "colour": "teal"}
    if seat.submitted_at is None:
        return {"text": "Judging", "colour": "purple"}
    return {"text": "Handed in", "colour": "green"}


def too_few(application: Application) -> str:
    """Return a warning where fewer assessors judge, or have judged, than a decision needs."""
    number = len(assessing_seats(application))
    if number >= ASSESSORS_NEEDED or application.state in {State.DECIDED, State.WITHDRAWN}:
        return ""
    return (
        f"{number or 'No'} assessor{'' if number == 1 else 's'} so far. "
        f"It takes {number_in_words(ASSESSORS_NEEDED)} or more, who judge without seeing each "
        "other's judgements."
    )


# What was done, in words. What is not here is no part of the page: an applicant's own work on a
# draft, or the saving of a judgement, which would tell assessors about each other.
DONE = {
    "application.submit": "The applicant submitted the application",
    "application.amend": "The applicant took the application back to amend it",
    "application.withdraw": "The applicant withdrew the application",
    "application.allocated": "{name} was given the seat {seat}",
    "application.interest_declared": "An interest was declared at {seats}",
    "application.no_interest_declared": "No interest was declared at {seats}",
    "application.assessment_began": "The assessment began",
    "application.assessment_again": "It went back to assessment, as an assessor was lost",
    "application.seat_ended": "The seat {seat} ended",
    "application.question_asked": "The applicant was asked for more information",
    "application.question_answered": "The applicant answered",
    "application.panel_began": "All judgements were in, and the panel began",
    "panel.agreed": "The panel agreed on {criterion}, version {version}: {mark}",
    "decision.proposed": "A decision was proposed: {level}",
    "decision.returned": "The proposal was returned to the panel",
    "decision.approved": "The decision was approved: {level}",
    "application.appealed": "The applicant appealed",
    "appeal.upheld": "The appeal was upheld",
    "appeal.dismissed": "The appeal was dismissed",
    "award.letter_written": "Letter {letter} was written: {kind}",
}
SHOWS_MARKS = frozenset({"panel.agreed", "decision.proposed"})


def record_rows(events: Iterable[Any], *, scheme: Scheme, shows_marks: bool) -> list[dict]:
    """Return what was done, the latest last. Marks only where judgements may be seen."""
    return [
        {
            "at": event.at,
            "by": event.actor_name,
            "what": _done(event, scheme),
            "reason": event.reason,
        }
        for event in events
        if event.did in DONE and (shows_marks or event.did not in SHOWS_MARKS)
    ]


def _done(event: Any, scheme: Scheme) -> str:
    """Return what one event says."""
    levels = {level.code: level.title for level in scheme.levels} | {"": "refused"}
    marks = {mark.code: mark.title for mark in scheme.marks}
    criteria = {each.code: f"“{each.title}”" for each in scheme.criteria}
    after = dict.fromkeys(
        ("name", "seat", "criterion", "version", "letter", "kind"), NOTHING
    ) | dict(event.after)
    return DONE[event.did].format_map(
        after
        | {
            "seats": ", ".join(after.get("seats", [])),
            "level": levels.get(after.get("level", ""), NOTHING),
            "mark": marks.get(after.get("mark", ""), NOTHING),
            "criterion": criteria.get(after["criterion"], after["criterion"]),
        }
    )
