"""What an applicant may know of an application once it has handed it in."""

import datetime as dt
from typing import Any

from django.utils import timezone

from socialvalue.awards.models import Application, Award, Decision, State
from socialvalue.awards.queries.clocks import appeal_by, clock_of
from socialvalue.awards.queries.judging import panel_marks
from socialvalue.awards.queries.schemes import scheme_of
from socialvalue.core.forms.dates import in_words


def award_of(application: Application) -> Award | None:
    """Return the award that came of an application, None if none did."""
    return Award.objects.filter(application=application).first()


def decision_of(application: Application) -> Decision | None:
    """Return the decision that stands, None while none is approved: no proposal ever shows."""
    if application.state != State.DECIDED:
        return None
    return application.decisions.filter(is_approved=True).order_by("number").last()


def why_no_appeal(application: Application, *, on: dt.date) -> str:
    """Return why nobody can appeal on a day, in a sentence; empty if the applicant can.

    Within the scheme's working days after a decision, and once: whoever decides an appeal has the
    last word on that decision. What is decided anew can be appealed again.
    """
    decision = decision_of(application)
    if decision is None:
        return "Nothing is decided, so there is nothing to appeal against."
    against = application.appeals.filter(lodged_at__gte=decision.decided_at)
    if against.filter(is_upheld=None).exists():
        return "Your organisation’s appeal waits for its decision already."
    if against.exists():
        return "Your organisation has appealed against this decision, and the appeal was decided."
    last = appeal_by(decision)
    if on > last:
        return f"This decision could be appealed until {in_words(last)}."
    return ""


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
        "no_appeal": why_no_appeal(application, on=timezone.localdate()),
        "appeal_by": appeal_by(decision) if decision else None,
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
