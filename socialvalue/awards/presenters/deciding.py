"""Proposals and decisions in words."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from socialvalue.awards.models import Award, Decision, PanelMark
from socialvalue.calculations.awards.scheme import Scheme
from socialvalue.core.forms.dates import in_words

REFUSED, NO_LEVEL = "Refused", "No level"


AWARD_WARNINGS = {
    Award.State.WITHDRAWN: "The award of this application was withdrawn. A decision that names a "
    "level puts it in force again, with its old certificate and days.",
    Award.State.SUSPENDED: "The award of this application is suspended. It stays suspended, "
    "whichever level is decided, until it is restored on its own page.",
}


def award_warning(award: Award | None) -> str:
    """Return what another decision would do to an award that is not simply held; else empty."""
    return AWARD_WARNINGS.get(Award.State(award.state), "") if award else ""


def reasons(scheme: Scheme, agreed: Mapping[str, PanelMark]) -> list[dict[str, str]]:
    """Return each criterion that is agreed: its mark and its reason."""
    return [
        {
            "criterion": each.title,
            "mark": scheme.mark(agreed[each.code].mark).title,
            "reason": agreed[each.code].reason,
        }
        for each in scheme.criteria
        if each.code in agreed
    ]


def decision_told(decision: Decision, scheme: Scheme) -> dict[str, Any]:
    """Return a decision: what is proposed, what the marks came to, and who says so."""
    titles = {level.code: level.title for level in scheme.levels}
    came_to = decision.outcome["level"]
    return {
        "decision": decision,
        "level": titles.get(decision.level, REFUSED),
        "came_to": titles.get(came_to, NO_LEVEL),
        "departs": came_to != decision.level,
        "missing": decision.outcome["missing"],
        "next": titles.get(decision.outcome["next_level"], ""),
        "conditions": [
            {"text": each["text"], "due": in_words(dt.date.fromisoformat(each["due_on"]))}
            for each in decision.conditions
        ],
    }
