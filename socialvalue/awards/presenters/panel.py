"""A panel's work in words: judgements side by side, their spread, and what they come to."""

from collections.abc import Mapping
from typing import Any

from socialvalue.awards.models import Judgement, PanelMark, Seat
from socialvalue.awards.presenters.assessing import judged_evidence
from socialvalue.calculations.awards.consistency import spread
from socialvalue.calculations.awards.outcome import Outcome
from socialvalue.calculations.awards.scheme import Scheme
from socialvalue.calculations.maps.measures import counted

Judged = Mapping[Seat, Mapping[str, Judgement]]
NOTHING = "–"
CRITERIA = counted("criterion", "criteria")


def grid(scheme: Scheme, judged: Judged, agreed: Mapping[str, PanelMark]) -> list[dict[str, Any]]:
    """Return a row for each criterion: everybody's mark, the spread, and what is agreed."""
    return [
        {
            "criterion": criterion,
            "theme": next(t.title for t in scheme.themes if t.code == criterion.theme),
            "marks": [
                (seat, _title(scheme, own.get(criterion.code))) for seat, own in judged.items()
            ],
            "spread": spread_tag(scheme, judged, criterion.code),
            "agreed": _title(scheme, agreed.get(criterion.code), nothing=""),
        }
        for criterion in scheme.criteria
    ]


def _title(scheme: Scheme, given: Judgement | PanelMark | None, nothing: str = NOTHING) -> str:
    """Return what a mark is called."""
    return scheme.mark(given.mark).title if given else nothing


def spread_tag(scheme: Scheme, judged: Judged, code: str) -> dict[str, str]:
    """Return how far the marks of a criterion lie apart: the words and the colour of a tag."""
    given = [own[code].mark for own in judged.values() if code in own]
    steps = spread(scheme, given)
    if steps is None:
        return {"text": "One judgement", "colour": "grey"}
    if steps == 0:
        return {"text": "All alike", "colour": "green"}
    if steps == 1:
        return {"text": "1 step apart", "colour": "yellow"}
    return {"text": f"{steps} steps apart", "colour": "orange"}


def given_rows(
    scheme: Scheme, judged: Judged, code: str, *, names: dict[str, str]
) -> list[dict[str, Any]]:
    """Return what each assessor judged about one criterion."""
    return [
        {
            "code": seat.code,
            "name": str(seat.user),
            "mark": scheme.mark(own[code].mark).title,
            "reason": own[code].reason,
            "evidence": judged_evidence(own[code].evidence, names),
        }
        for seat, own in judged.items()
        if code in own
    ]


def outcome_told(found: Outcome) -> dict[str, Any]:
    """Return what the marks come to so far, and what is missing for the next level."""
    if found.not_judged:
        left = CRITERIA.exact(len(found.not_judged))
        return {
            "level": "No level yet",
            "words": f"The panel has still to agree on {left}. Until then no level is worked out.",
            "missing": [],
            "next": "",
        }
    level = found.level.title if found.level else "No level"
    return {
        "level": level,
        "words": f"The judgements come to: {level}.",
        "missing": list(found.missing),
        "next": found.next_level.title if found.next_level else "",
    }
