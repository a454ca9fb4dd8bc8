"""What letters about an application can tell now."""

import datetime as dt
from typing import Any

from socialvalue.awards.letter_writing import (
    AppealTold,
    AwardTold,
    ConditionTold,
    Facts,
    ReasonTold,
)
from socialvalue.awards.models import (
    Application,
    Award,
    AwardChange,
    Condition,
    Decision,
    LetterKind,
    PanelMark,
)
from socialvalue.awards.queries.clocks import appeal_by
from socialvalue.awards.queries.schemes import scheme_of
from socialvalue.calculations.awards.scheme import Scheme
from socialvalue.core.forms.dates import LONDON

CHANGES = {
    LetterKind.SUSPENDED: AwardChange.Kind.SUSPENDED,
    LetterKind.RESTORED: AwardChange.Kind.RESTORED,
    LetterKind.WITHDRAWN: AwardChange.Kind.WITHDRAWN,
}
TELL_THE_DECISION = frozenset({LetterKind.AWARDED, LetterKind.REFUSED})


def facts_of(
    application: Application, *, kind: str, at: dt.datetime, condition: Condition | None = None
) -> Facts:
    """Return what a letter of a kind tells about an application.

    Judgements and feedback are in it only where the letter tells a decision that was approved.
    """
    scheme = scheme_of(application.running.version)
    told: dict[str, Any] = {}
    if kind in TELL_THE_DECISION:
        told |= _decision(application, scheme)
    if kind == LetterKind.MORE_INFORMATION:
        told["question"] = _last_question(application)
    if kind == LetterKind.APPEAL:
        told["appeal"] = _last_appeal(application)
    award = Award.objects.filter(application=application).first()
    if award is not None:
        told["award"] = _award(award)
        told["change"] = _last_change(award, kind)
    if condition is not None:
        told["condition"] = ConditionTold(condition.text, condition.due_on)
    submitted = application.submitted_at
    return Facts(
        applicant=application.organisation.name,
        number=application.number,
        scheme=scheme.title,
        decider=application.running.organisation.name,
        contact=application.running.contact_email,
        today=at.astimezone(LONDON).date(),
        submitted_on=submitted.astimezone(LONDON).date() if submitted else None,
        working_days=scheme.decision_working_days,
        **told,
    )


def marks_that_count(application: Application) -> dict[str, PanelMark]:
    """Return the panel's mark of each criterion that counts: the highest version."""
    marks = application.panel_marks.order_by("criterion", "version")
    return {mark.criterion: mark for mark in marks}


def approved_decision(application: Application) -> Decision | None:
    """Return the decision that stands: the last that was approved."""
    return application.decisions.filter(is_approved=True).order_by("number").last()


def _decision(application: Application, scheme: Scheme) -> dict[str, Any]:
    decision = approved_decision(application)
    if decision is None:
        return {}
    titles = {level.code: level.title for level in scheme.levels}
    return {
        "level": titles.get(decision.level, decision.level),
        "reasons": tuple(_reasons(application, scheme)),
        "missing": tuple(decision.outcome.get("missing", ())),
        "feedback": decision.feedback,
        "appeal_by": appeal_by(decision),
        "conditions": tuple(
            ConditionTold(text, due_on) for text, due_on in conditions_of(decision)
        ),
    }


def conditions_of(decision: Decision) -> list[tuple[str, dt.date | None]]:
    """Return the conditions of a decision: what is to be done, and by when."""
    return [
        (
            str(each["text"]),
            dt.date.fromisoformat(each["due_on"]) if each.get("due_on") else None,
        )
        for each in decision.conditions
    ]


def _reasons(application: Application, scheme: Scheme) -> list[ReasonTold]:
    marks = marks_that_count(application)
    themes = {theme.code: theme.title for theme in scheme.themes}
    return [
        ReasonTold(
            theme=themes[each.theme],
            criterion=each.title,
            mark=scheme.mark(marks[each.code].mark).title,
            reason=marks[each.code].reason,
        )
        for each in scheme.criteria
        if each.code in marks
    ]


def _award(award: Award) -> AwardTold:
    return AwardTold(
        level=award.level_title,
        certificate=award.certificate,
        valid_from=award.valid_from,
        valid_to=award.valid_to,
        is_suspended=award.state == Award.State.SUSPENDED,
    )


def _last_question(application: Application) -> str:
    question = application.questions.order_by("asked_at").last()
    return question.text if question else ""


def _last_appeal(application: Application) -> AppealTold | None:
    appeal = application.appeals.exclude(is_upheld=None).order_by("decided_at").last()
    if appeal is None:
        return None
    return AppealTold(appeal.grounds, bool(appeal.is_upheld), appeal.because)


def _last_change(award: Award, kind: str) -> str:
    if kind not in CHANGES:
        return ""
    change = award.changes.filter(kind=CHANGES[LetterKind(kind)]).order_by("made_at").last()
    return change.reason if change else ""
