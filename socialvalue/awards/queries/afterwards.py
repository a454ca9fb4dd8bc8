"""What an applicant may know of an application once it has handed it in."""

from typing import Any

from socialvalue.awards.models import Application, Award, Decision, State
from socialvalue.awards.queries.clocks import clock_of
from socialvalue.awards.queries.judging import panel_marks
from socialvalue.awards.queries.schemes import scheme_of


def award_of(application: Application) -> Award | None:
    """Return the award that came of an application, None if none did."""
    return Award.objects.filter(application=application).first()


def decision_of(application: Application) -> Decision | None:
    """Return the decision that stands, None while none is approved: no proposal ever shows."""
    if application.state != State.DECIDED:
        return None
    return application.decisions.filter(is_approved=True).order_by("number").last()


def what_came_of(application: Application) -> dict[str, Any]:
    """Return what the page of an application that was handed in shows.

    Nothing of who assesses, of their judgements, or of a decision before it is approved.
    """
    decision = decision_of(application)
    questions = list(application.questions.all())
    appeals = list(application.appeals.all())
    return {
        "clock": clock_of(application) if application.state != State.WITHDRAWN else None,
        "open_questions": [each for each in questions if each.answered_at is None],
        "answered_questions": [each for each in questions if each.answered_at is not None],
        "letters": list(application.letters.order_by("-number")),
        "decision": decision,
        "level": _level(application, decision),
        "marks": _marks(application) if decision else [],
        "award": award_of(application),
        "appeals": appeals,
        "appeal_waits": any(each.is_upheld is None for each in appeals),
        "can_amend": application.state == State.SUBMITTED,
        "has_ended": application.state in {State.DECIDED, State.WITHDRAWN},
    }


def _level(application: Application, decision: Decision | None) -> str:
    if decision is None or not decision.level:
        return ""
    return scheme_of(application.running.version).level(decision.level).title


def _marks(application: Application) -> list[tuple[str, str, str]]:
    """Return what the panel agreed for each criterion: its title, the mark, the reason."""
    scheme = scheme_of(application.running.version)
    agreed = panel_marks(application)
    return [
        (each.title, scheme.mark(agreed[each.code].mark).title, agreed[each.code].reason)
        for each in scheme.criteria
        if each.code in agreed
    ]
