"""An application as its applicant sees it."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from socialvalue.accounts.models import OrganisationKind
from socialvalue.awards.models import Application, Award, Evidence, Running, State
from socialvalue.awards.presenters.schemes import appeal_limit
from socialvalue.awards.queries import Asked
from socialvalue.calculations.awards.scheme import Scheme
from socialvalue.calculations.evidence import KINDS, in_megabytes
from socialvalue.core.forms.dates import in_words

STATE_COLOURS = {
    State.DRAFT: "grey",
    State.SUBMITTED: "blue",
    State.ASSESSING: "blue",
    State.PANEL: "blue",
    State.PROPOSED: "blue",
    State.DECIDED: "green",
    State.WITHDRAWN: "grey",
}
# The applicant hears that it is decided with the decision, not what the panel is about to say.
STATE_WORDS = {
    State.DRAFT: "Draft",
    State.SUBMITTED: "Handed in",
    State.ASSESSING: "Being assessed",
    State.PANEL: "Being assessed",
    State.PROPOSED: "Being assessed",
    State.DECIDED: "Decided",
    State.WITHDRAWN: "Withdrawn",
}
STEPS = (
    ("Draft", {State.DRAFT}),
    ("Handed in", {State.SUBMITTED}),
    ("Being assessed", {State.ASSESSING, State.PANEL, State.PROPOSED}),
    ("Decided", {State.DECIDED}),
)


def state_tag(application: Application) -> dict[str, str]:
    """Return where an application stands, for a tag."""
    state = State(application.state)
    return {"text": STATE_WORDS[state], "colour": STATE_COLOURS[state]}


def steps_of(application: Application) -> list[dict[str, str]]:
    """Return where an application is in its life; nothing for one that was withdrawn."""
    if application.state == State.WITHDRAWN:
        return []
    now = next(at for at, (_, states) in enumerate(STEPS) if application.state in states)
    places = ["done"] * now + ["current"] + ["to_come"] * (len(STEPS) - now - 1)
    return [
        {"text": words, "state": place} for (words, _), place in zip(STEPS, places, strict=True)
    ]


def application_rows(applications: Sequence[Application]) -> list[dict[str, Any]]:
    """Return a row for each application of a list."""
    return [
        {
            "application": each,
            "scheme": each.running.version.title,
            "run_by": each.running.organisation.name,
            "tag": state_tag(each),
        }
        for each in applications
    ]


def tasks_by_theme(
    application: Application, scheme: Scheme, asked: Sequence[Asked]
) -> list[dict[str, Any]]:
    """Return the themes, each with a task for each of its criteria."""
    by_code = {each.criterion.code: each for each in asked}
    return [
        {
            "theme": theme,
            "name": f"theme-{at}",
            "tasks": [
                _task(application, by_code[criterion.code])
                for criterion in scheme.criteria_of(theme.code)
            ],
        }
        for at, theme in enumerate(scheme.themes, start=1)
    ]


def _task(application: Application, asked: Asked) -> dict[str, str]:
    status, colour = _status(asked)
    return {
        "title": asked.criterion.title,
        "hint": asked.criterion.question,
        "status": status,
        "colour": colour,
        "url": reverse("awards:answer", args=[application.pk, asked.criterion.code]),
    }


def _status(asked: Asked) -> tuple[str, str]:
    if asked.is_left_out:
        return "Left out", "grey"
    if not asked.remains:
        return "Ready", "green"
    if not asked.is_begun:
        return "Not started", "grey"
    return asked.remains, "yellow"


def progress_words(asked: Sequence[Asked]) -> str:
    """Return how many criteria are ready, in words."""
    ready = sum(not each.remains for each in asked)
    return f"{ready} of {len(asked)} criteria ready"


def answers_by_theme(scheme: Scheme, asked: Sequence[Asked]) -> list[dict[str, Any]]:
    """Return the themes with what is said about each criterion, for reading."""
    by_code = {each.criterion.code: each for each in asked}
    return [
        {
            "theme": theme,
            "answers": [
                {
                    "asked": by_code[criterion.code],
                    "evidence": [evidence_row(one) for one in by_code[criterion.code].evidence],
                }
                for criterion in scheme.criteria_of(theme.code)
            ],
        }
        for theme in scheme.themes
    ]


def evidence_row(evidence: Evidence) -> dict[str, Any]:
    """Return evidence in words: what it is, where it comes from, and of which day."""
    day = f"{evidence.as_of:%-d %B %Y}" if evidence.as_of else "Not said"
    if not evidence.is_file:
        source = evidence.held.get("from", "")
        return {"evidence": evidence, "what": "Fact kept here", "source": source, "day": day}
    title = next((kind.title for kind in KINDS if kind.media_type == evidence.media_type), "File")
    return {
        "evidence": evidence,
        "what": f"{title}, {in_megabytes(evidence.size)}",
        "source": f"Added by {evidence.added_by} on {evidence.added_at:%-d %B %Y}",
        "day": day,
    }


def facts_of_scheme(running: Running, scheme: Scheme) -> list[dict[str, str]]:
    """Return what an applicant wants to know before it begins."""
    years, months = divmod(scheme.validity_months or 0, 12)
    length = " ".join(
        f"{number} {unit}{'' if number == 1 else 's'}"
        for number, unit in ((years, "year"), (months, "month"))
        if number
    )
    days = scheme.decision_working_days
    pounds, pence = divmod(scheme.fee_pence, 100)
    return [
        {"key": "Run by", "value": running.organisation.name},
        {"key": "Cost", "value": f"£{pounds:,}.{pence:02}" if scheme.fee_pence else "Free"},
        {"key": "Valid for", "value": length or "No end date"},
        {
            "key": "Decision",
            "value": f"Within {days} working days" if days else "No time is promised",
        },
        {"key": "Appeal", "value": appeal_limit(scheme)},
        {"key": "Questions", "value": f"{len(scheme.criteria)} criteria"},
        {"key": "Contact", "value": running.contact_email},
    ]


def renewal_words(award: Award) -> str:
    """Return what an application does that renews an award, in a sentence or two."""
    if award.valid_to is None:
        return "This renews the award that you hold."
    return (
        "This renews the award that you hold. The new one begins when that one ends, after "
        f"{in_words(award.valid_to)}, or on the day of the decision if that is later."
    )


def kinds_in_words(scheme: Scheme) -> list[str]:
    """Return the kinds of organisation that may apply, by name; none: all of them."""
    return [kind.label for kind in OrganisationKind if kind.value in scheme.applicants]
