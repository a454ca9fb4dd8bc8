"""One evaluator's own scoring in the words of its pages."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from procurement.bids.models import Commitment
from procurement.calculations.wording import comparisons
from procurement.evaluation.actions.individual import SHORTEST_REASON
from procurement.evaluation.models import IndividualDraft, IndividualScore, PanelMember
from procurement.evaluation.presenters.scoring import label_of
from procurement.evaluation.queries.individual import OwnCell
from procurement.evaluation.queries.panel import CellState
from procurement.evaluation.queries.waiting import NOT_YET_READ, Waiting
from procurement.tenders.models import Criterion
from socialvalue.core.forms.dates import in_words

BY_BID, BY_QUESTION = "bid", "question"
WORDS = {
    CellState.MISSING: ("To do", "blue"),
    CellState.REOPENED: ("Reopened", "orange"),
    CellState.SUBMITTED: ("Submitted", "green"),
    CellState.ABSTAINED: ("Abstained", "grey"),
}
DRAFT = ("Draft", "yellow")


def cell_url(cell: OwnCell, *, tender_pk: object, by: str) -> str:
    """Return the address of one bid and question, keeping the order that was chosen."""
    keys = [tender_pk, cell.bid.pk, cell.criterion.pk]
    return f"{reverse('evaluation:score_question', args=keys)}?{urlencode({'by': by})}"


def in_order(cells: Iterable[OwnCell], by: str) -> list[OwnCell]:
    """Return the cells bid by bid, or question by question over all bids."""
    if by == BY_QUESTION:
        return sorted(cells, key=lambda cell: (cell.criterion.position, cell.bid.position))
    return sorted(cells, key=lambda cell: (cell.bid.position, cell.criterion.position))


def next_cell(cells: Sequence[OwnCell], *, after: tuple[Any, Any]) -> OwnCell | None:
    """Return the next cell that is not done, from the one given and round to it; None if none."""
    keys = [cell.key for cell in cells]
    place = keys.index(after) + 1 if after in keys else 0
    following = [*cells[place:], *cells[: max(place - 1, 0)]]
    return next((cell for cell in following if not cell.is_done), None)


def said(cell: OwnCell) -> str:
    """Return the score of a cell as the grid shows it: points, or that there are none."""
    given = cell.score if cell.is_done else cell.draft
    if given is None:
        return ""
    if given.is_abstention:
        return "Abstained"
    return "" if given.points is None else f"{given.points:f}"


def grid(cells: Sequence[OwnCell], *, tender_pk: object) -> dict[str, Any]:
    """Return the grid of one's own scores: a row for each bid, a column for each question."""
    criteria = list({cell.criterion.pk: cell.criterion for cell in cells}.values())
    criteria.sort(key=lambda criterion: criterion.position)
    bids = list({cell.bid.pk: cell.bid for cell in cells}.values())
    by_key = {cell.key: cell for cell in cells}
    rows = []
    for bid in bids:
        mine = [by_key.get((bid.pk, criterion.pk)) for criterion in criteria]
        asked = [cell for cell in mine if cell is not None]
        done = sum(cell.is_done for cell in asked)
        rows.append(
            {
                "bid": bid,
                "cells": [_shown(cell, tender_pk=tender_pk) for cell in mine],
                "done": done,
                "total": len(asked),
                "has_drafts": any(cell.draft for cell in asked if not cell.is_done),
            }
        )
    return {"criteria": criteria, "rows": rows}


def _shown(cell: OwnCell | None, *, tender_pk: object) -> dict[str, Any] | None:
    """Return one cell of the grid; None where the question is not asked in the lot."""
    if cell is None:
        return None
    state, colour = DRAFT if not cell.is_done and cell.draft else WORDS[cell.state]
    if cell.state == CellState.REOPENED:
        state, colour = WORDS[CellState.REOPENED]
    return {
        "url": cell_url(cell, tender_pk=tender_pk, by=BY_BID),
        "state": state,
        "colour": colour,
        "said": said(cell),
        "question": str(cell.criterion),
        "bidder": cell.bid.bidder.name,
    }


def progress(cells: Sequence[OwnCell]) -> dict[str, Any]:
    """Return how far one is with one's own scores."""
    done, total = sum(cell.is_done for cell in cells), len(cells)
    return {"done": done, "total": total, "words": f"{done} of {total} scores submitted"}


def promise(commitment: Commitment) -> dict[str, str]:
    """Return a commitment in words; what the bidder did not say is said to be missing."""
    amount = commitment.quantity
    return {
        "measure": commitment.measure,
        "quantity": "Not said" if amount is None else f"{amount:f} {commitment.unit}".strip(),
        "due": "Not said" if commitment.due_on is None else in_words(commitment.due_on),
        "where": commitment.where or "Not said",
        "for_whom": commitment.for_whom or "Not said",
        "explanation": commitment.explanation,
    }


def given_words(
    criterion: Criterion, given: IndividualDraft | IndividualScore | Any
) -> dict[str, Any]:
    """Return what was given on a question: the score in words, and the reason."""
    score = "Abstained" if given.is_abstention else label_of(criterion, given.points)
    return {"score": score, "comment": given.comment}


def warnings_of(
    comment: str,
    *,
    others: Iterable[str],
    said_elsewhere: Iterable[str],
    may_repeat: bool,
) -> list[str]:
    """Return what to look at again in a reason before it is sent in.

    `others` are the names of the other bidders, `said_elsewhere` one's own reasons on the same
    question of other bids. Two abstentions may well have the same reason.
    """
    found = []
    if compared := comparisons(comment, others=others):
        quoted = ", ".join(f"“{words}”" for words in compared)
        found.append(
            f"Your reason seems to compare with other bids: {quoted}. Mark each bid against the "
            "published scale, and say what in this bid earned the score."
        )
    if not may_repeat and comment.strip() in {each.strip() for each in said_elsewhere}:
        found.append(
            "You gave exactly this reason for another bid. Say what in this bid earned the score."
        )
    return found


def lacks(draft: IndividualDraft | None) -> str:
    """Return what a draft still lacks before it can be sent in; empty for nothing."""
    if draft is None or not (draft.is_abstention or draft.points is not None):
        return "no score yet"
    if len(draft.comment.strip()) < SHORTEST_REASON:
        return "the reason is missing or too short"
    return ""


def points_text(points: Decimal | None) -> str | None:
    """Return points as the value of a choice."""
    return None if points is None else f"{points:f}"


# --- What waits -----------------------------------------------------------------------------------
PAGES = ("declare", "my_scores", "my_moves", "moderation")


def waiting_row(waiting: Waiting) -> dict[str, Any]:
    """Return what waits for one seat: the tender, what to do, and where."""
    member, tender = waiting.member, waiting.member.tender
    return {
        "title": tender.title,
        "reference": tender.reference,
        "role": member.get_role_display(),
        "state": tender.get_state_display(),
        "deadline": tender.deadline,
        **_to_do(waiting, member),
    }


def _to_do(waiting: Waiting, member: PanelMember) -> dict[str, str]:
    """Return how far somebody is at a seat: the words, the colour and the address."""
    pages = {page: reverse(f"evaluation:{page}", args=[member.tender.pk]) for page in PAGES}
    pages["tender"] = reverse("tenders:tender", args=[member.tender.pk])
    what, colour, page = _progress(waiting, member)
    return {"what": what, "colour": colour, "url": pages[page]}


def _progress(waiting: Waiting, member: PanelMember) -> tuple[str, str, str]:
    """Return how far somebody is at a seat, the colour of it, and on which page it goes on."""
    left = waiting.total - waiting.done
    if waiting.declares:
        return "Declare your interests", "blue", "declare"
    if waiting.scores and left:
        return f"{left} of {waiting.total} scores to submit", "blue", "my_scores"
    if waiting.unexplained:
        return "Say why your scores move", "blue", "my_moves"
    if waiting.agrees:
        return "Agree the scores", "blue", "moderation"
    if waiting.total:
        return "All your scores are in", "green", "my_scores"
    if member.tender.state in NOT_YET_READ:
        return "Declared. Scoring has not begun", "grey", "tender"
    return "Nothing to score", "grey", "tender"
