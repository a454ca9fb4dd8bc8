"""One assessor's own judgements in the words of the pages."""

from collections.abc import Sequence
from typing import Any

from socialvalue.awards.models import Application
from socialvalue.awards.queries.judging import OwnCell
from socialvalue.calculations.awards.scheme import Scheme

TO_DO, BEGUN, DONE = ("To do", "blue"), ("Begun", "yellow"), ("Complete", "green")


def state_of(cell: OwnCell) -> dict[str, str]:
    """Return how far one criterion is: the words and the colour of a tag."""
    text, colour = DONE if cell.is_done else BEGUN if cell.judgement else TO_DO
    return {"text": text, "colour": colour}


def progress(cells: Sequence[OwnCell]) -> dict[str, Any]:
    """Return how far one is."""
    done, total = sum(cell.is_done for cell in cells), len(cells)
    return {"done": done, "total": total, "words": f"{done} of {total} criteria complete"}


def by_theme(scheme: Scheme, cells: Sequence[OwnCell]) -> list[dict[str, Any]]:
    """Return the criteria by theme: each with its state, its mark, and what it lacks."""
    found = {cell.criterion: cell for cell in cells}
    return [
        {
            "title": theme.title,
            "rows": [
                {
                    "criterion": criterion,
                    "state": state_of(found[criterion.code]),
                    "mark": mark_title(scheme, found[criterion.code]),
                    "lacks": ", ".join(found[criterion.code].lacks)
                    if found[criterion.code].judgement
                    else "",
                }
                for criterion in scheme.criteria_of(theme.code)
            ],
        }
        for theme in scheme.themes
    ]


def mark_title(scheme: Scheme, cell: OwnCell) -> str:
    """Return what the mark of a judgement is called, "" for none."""
    given = cell.judgement.mark if cell.judgement else ""
    return scheme.mark(given).title if given else ""


def next_code(cells: Sequence[OwnCell], *, after: str) -> str:
    """Return the next criterion that lacks something, from one and round to it; "" if none."""
    codes = [cell.criterion for cell in cells]
    place = codes.index(after) + 1
    following = [*cells[place:], *cells[: place - 1]]
    return next((cell.criterion for cell in following if not cell.is_done), "")


def neighbours(scheme: Scheme, code: str) -> tuple[str, str]:
    """Return the codes of the criteria before and after one, "" where there is none."""
    codes = ["", *(each.code for each in scheme.criteria), ""]
    place = codes.index(code)
    return codes[place - 1], codes[place + 1]


def judged_evidence(keys: Sequence[str], named: dict[str, str]) -> list[str]:
    """Return what a judgement rests on, by the names of evidence by key."""
    return [named.get(key, "The answer alone") for key in keys]


def evidence_names(application: Application) -> dict[str, str]:
    """Return the names of everything named as evidence, by key."""
    uses = application.evidence_uses.select_related("evidence")
    return {str(use.evidence_id): use.evidence.name for use in uses}
