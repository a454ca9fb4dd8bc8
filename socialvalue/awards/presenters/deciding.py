"""Proposals and decisions in words."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from socialvalue.awards.models import Decision, PanelMark
from socialvalue.calculations.awards.scheme import Scheme
from socialvalue.core.forms.dates import in_words

REFUSED, NO_LEVEL = "Refused", "No level"


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
