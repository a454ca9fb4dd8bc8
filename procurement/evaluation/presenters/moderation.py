"""Moderation in the words, tables and cells of its pages. Means are information, never a score."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from procurement.evaluation.presenters.scoring import label_of
from procurement.evaluation.queries import Given, ModeratedCell, Moderation
from socialvalue.calculations import agreement
from socialvalue.calculations.rounding import shown

FIGURES = [
    {"text": "Evaluator"},
    {"text": "Scored", "numeric": True},
    {"text": "Same points as others", "numeric": True},
    {"text": "Distance", "numeric": True},
    {"text": "Severity", "numeric": True},
]
NOT_COMPARED = "–"


def figures(moderation: Moderation) -> list[list[str]]:
    """Return a row for each evaluator: how often and how far they differ from the others."""
    return [
        [
            each.evaluator,
            f"{each.scored}",
            _percent(each.agreement, of=100),
            _percent(each.distance),
            _signed(each.severity),
        ]
        for each in agreement.figures(cell.marks for cell in moderation.in_order)
    ]


def agreement_words(moderation: Moderation) -> str:
    """Return how often two evaluators of the same bid and question gave the same points."""
    share = agreement.agreement(cell.marks for cell in moderation.in_order)
    if share is None:
        return "No bid and question was scored by two evaluators, so there is nothing to compare."
    return (
        "Two evaluators of the same bid and question gave the very same points in "
        f"{_percent(share, of=100)} of all pairs."
    )


def _percent(number: Fraction | None, *, of: int = 1) -> str:
    """Return a percentage with one place."""
    return NOT_COMPARED if number is None else f"{shown(number * of, places=1)}%"


def _signed(number: Fraction | None) -> str:
    """Return a percentage of the scale with its direction in words."""
    if number is None or not number:
        return NOT_COMPARED if number is None else "0.0%"
    side = "more generous" if number > 0 else "more severe"
    return f"{_percent(abs(number))} {side}"


def cell_url(cell: ModeratedCell) -> str:
    """Return the address of one bid and question."""
    keys = [cell.bid.tender_id, cell.bid.pk, cell.criterion.pk]
    return reverse("evaluation:moderate", args=keys)


def next_cell(moderation: Moderation, *, after: ModeratedCell) -> ModeratedCell | None:
    """Return the next cell that needs something, from one and round to it; None if none does."""
    cells = moderation.in_order
    place = next(
        (number for number, cell in enumerate(cells, start=1) if _key(cell) == _key(after)), 0
    )
    return next((cell for cell in [*cells[place:], *cells[:place]] if not cell.is_done), None)


def neighbours(
    moderation: Moderation, cell: ModeratedCell
) -> tuple[ModeratedCell | None, ModeratedCell | None]:
    """Return the cells before and after one, in the order of bids and questions."""
    cells = moderation.in_order
    place = [_key(each) for each in cells].index(_key(cell))
    before = cells[place - 1] if place else None
    return before, cells[place + 1] if place + 1 < len(cells) else None


def _key(cell: ModeratedCell) -> tuple[Any, Any]:
    """Return what a cell is told by."""
    return cell.bid.pk, cell.criterion.pk


def state_of(cell: ModeratedCell) -> tuple[str, str]:
    """Return how far a cell is, in words, and the colour of its tag."""
    if cell.reopened:
        return "Reopened", "orange"
    if cell.score is None:
        return ("Draft", "yellow") if cell.draft else ("To agree", "blue")
    return ("Reason missing", "purple") if cell.unexplained else ("Agreed", "green")


def grid(moderation: Moderation) -> SafeString:
    """Return the rows of the progress grid: a bid each, a cell for each question, as a link."""
    return format_html_join("", "{}", ([_row(moderation, bid)] for bid in moderation.bids))


def _row(moderation: Moderation, bid: Any) -> SafeString:
    """Return one row."""
    cells = [moderation.cell(bid, criterion) for criterion in moderation.criteria]
    asked = [cell for cell in cells if cell is not None]
    return format_html(
        '<tr class="govuk-table__row"><th scope="row" class="govuk-table__header">{}<br>'
        '<span class="app-small app-quiet govuk-!-font-weight-regular">{}</span></th>{}'
        '<td class="govuk-table__cell app-nowrap">{} of {}</td></tr>',
        bid.bidder.name,
        f"{bid.code}, lot {bid.lot.code}",
        format_html_join("", "{}", ([_cell(cell)] for cell in cells)),
        sum(cell.is_done for cell in asked),
        len(asked),
    )


def _cell(cell: ModeratedCell | None) -> SafeString:
    """Return one cell: the agreed points, or what is missing, over the range of what was given."""
    if cell is None:
        return format_html(
            '<td class="govuk-table__cell"><span class="app-small app-quiet">{}</span></td>', "–"
        )
    words, _ = state_of(cell)
    agreed = f"{cell.score.points:f}" if cell.score else ""
    return format_html(
        '<td class="govuk-table__cell app-nowrap"><a class="govuk-link" href="{}">{}'
        '<span class="govuk-visually-hidden">: {}, {}</span></a>'
        '<br><span class="app-small app-quiet">{}</span></td>',
        cell_url(cell),
        f"{agreed} {'' if words == 'Agreed' else words}".strip(),
        cell.bid.bidder.name,
        cell.criterion.code,
        range_words(cell),
    )


def range_words(cell: ModeratedCell) -> str:
    """Return the points that were given, from the lowest to the highest: "2 to 4"."""
    points = sorted(cell.marks.points.values())
    if not points:
        return "nobody"
    low, high = f"{points[0]:f}", f"{points[-1]:f}"
    return low if low == high else f"{low} to {high}"


def spread_words(cell: ModeratedCell) -> str:
    """Return spread and mean of what was given, and that they decide nothing."""
    marks = cell.marks
    wide, middle = agreement.spread(marks), agreement.mean(marks)
    if wide is None or middle is None:
        return "Fewer than two evaluators scored this, so there is no spread."
    return (
        f"Spread: {wide:f}. Mean of the points: {shown(middle, places=2)}. For information only: "
        "the agreed score is a decision of the panel, never an average."
    )


def given_rows(cell: ModeratedCell) -> list[dict[str, Any]]:
    """Return what each evaluator gave, with the reason and what came of it."""
    return [_given(cell, each) for each in cell.given]


def _given(cell: ModeratedCell, given: Given) -> dict[str, Any]:
    """Return what one evaluator gave."""
    score = given.score
    member = score.member
    notes = []
    if not given.counts:
        left = member is not None and member.left_at is not None
        notes.append("Has left the panel" if left else "Keeps away from this bidder")
    if given.is_reopened:
        notes.append("Reopened: not given anew yet")
    if score.version > 1:
        notes.append(f"Given anew (version {score.version}): {score.reopened_because}")
    return {
        "code": score.evaluator,
        "name": "" if member is None else str(member.user),
        "points": "Abstained" if score.is_abstention else label_of(cell.criterion, score.points),
        "comment": score.comment or "No reason came with this score",
        "notes": notes,
        "move": given.move,
        "is_unexplained": given in cell.unexplained,
    }


def versions(cell: ModeratedCell, scores: Iterable[Any]) -> list[tuple[Any, str]]:
    """Return every version of an agreed score with what its points are called."""
    return [(score, label_of(cell.criterion, score.points)) for score in scores]


def at_most(sentences: Sequence[str], *, most: int = 20) -> list[str]:
    """Return the first sentences, and how many more there are."""
    if len(sentences) <= most:
        return list(sentences)
    return [*sentences[:most], f"And {len(sentences) - most} more."]
