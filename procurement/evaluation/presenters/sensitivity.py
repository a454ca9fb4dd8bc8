"""How much a result hangs on single scores, weights and bids, as its page and files show it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from procurement.calculations.stress.verdict import nearest_change
from procurement.calculations.stress.words import percent
from procurement.tenders.presenters.stress import SECTIONS
from procurement.tenders.presenters.stress_charts import moves_picture, moves_table
from procurement.tenders.presenters.stress_figures import Figure, moves_figure
from socialvalue.calculations.rounding import half_up, shown_short
from socialvalue.core import charts

SHOWN = 40
"""Scores on the page; the file has all."""

Members = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class LotSensitivity:
    """What the page says of one lot. Charts are None where there is nothing to draw.

    `of_lot` names the lot in titles, where there are several.
    """

    code: str
    title: str
    of_lot: str
    sentences: Sequence[str]
    scores: Sequence[Sequence[str]]
    scores_left_out: int
    sections: object | None
    questions: charts.Table | None
    grid: charts.Table
    dropped: Sequence[Sequence[str]]
    many: object | None
    files: Mapping[str, str]


def lot_sensitivities(
    bundle: Members, found: Sequence[Any], *, address: str
) -> list[LotSensitivity]:
    """Return what there is to say of each lot. `address` is that of the files."""
    titles = {lot["code"]: lot["title"] for lot in bundle["lots"]}
    several = len(found) > 1
    return [
        _lot(
            each,
            title=titles[each.field.lot],
            address=address,
            of_lot=f" of lot {each.field.lot}" if several else "",
        )
        for each in found
    ]


def _lot(found: Any, *, title: str, address: str, of_lot: str) -> LotSensitivity:
    files = {name: f"{address}?lot={found.field.lot}&figure={name}" for name in FIGURES}
    changes = found.one_level.changes
    slug = "".join(letter if letter.isalnum() else "-" for letter in found.field.lot.lower())
    return LotSensitivity(
        code=found.field.lot,
        title=title,
        of_lot=of_lot,
        sentences=list(_sentences(found)),
        scores=[_score_row(change, found) for change in changes[:SHOWN]],
        scores_left_out=max(len(changes) - SHOWN, 0),
        sections=moves_picture(
            found.sections,
            name=f"lot-{slug}-sections",
            title=f"Between which weights{of_lot} the same bid wins, in percent",
            labels=SECTIONS,
            winners=_names(found),
            csv_address=files["sections"],
        ),
        questions=_questions(found),
        grid=_grid(found),
        dropped=[
            [_names(found)[each.bid], _winner(each.winner, found)]
            for each in found.dropped
            if each.winner != found.field.base.winner
        ],
        many=_many_chart(found, name=f"lot-{slug}-many", of_lot=of_lot, csv_address=files["many"]),
        files=files,
    )


def _names(found: Any) -> dict[str, str]:
    """Return what people call each bid, by its code."""
    return {each.code: each.called for each in found.field.entrants}


def _winner(code: str | None, found: Any) -> str:
    return "Nobody alone" if code is None else _names(found)[code]


def _sentences(found: Any) -> Iterator[str]:
    """Yield what the test found, in plain English."""
    winner = found.field.base.winner
    if winner is None:
        yield "Nobody is first alone, so there is no winner that could change."
        return
    yield f"{_names(found)[winner]} is ranked first."
    yield _scores_sentence(found)
    nearest = nearest_change(found.sections)
    if nearest is None:
        yield "No change of one section's weight changes who is first."
    else:
        move, limit = nearest
        yield (
            "The nearest change of a section's weight that changes who is first: "
            f"{SECTIONS[move.name].lower()} from {percent(move.weight)} to "
            f"{percent(limit.changes_at)}, where {_winner(limit.new_winner, found)} is first."
        )
    yield from _dropped_sentences(found, winner)
    if found.many is not None:
        times = found.many.wins.get(winner, 0)
        yield (
            f"It is first in {times:,} of {found.many.draws:,} weightings around the published one."
        )


def _scores_sentence(found: Any) -> str:
    tried, count = found.one_level.tried, len(found.one_level.changes)
    if not count:
        return f"None of {tried:,} scores, moved by one level, changes who is first."
    verb = "changes" if count == 1 else "change"
    return f"{count:,} of {tried:,} scores, each moved by one level, {verb} who is first."


def _dropped_sentences(found: Any, winner: str) -> Iterator[str]:
    """Say whether a bid that was not first decides who is."""
    others = [each for each in found.dropped if each.bid != winner]
    changing = [each for each in others if each.winner != winner]
    if not changing:
        yield "No other bid, left out, changes who is first."
    for each in changing:
        yield (
            f"Without {_names(found)[each.bid]}, which is not first, the first would be "
            f"{_winner(each.winner, found)}."
        )


def _score_row(change: Any, found: Any) -> list[str]:
    return [
        _names(found)[change.bid],
        f"{change.question.code} {change.question.title}",
        shown_short(change.before),
        shown_short(change.after),
        _winner(change.new_winner, found),
    ]


def _question_labels(found: Any) -> dict[str, str]:
    return {each.code: f"{each.code} {each.title}" for each in found.field.rules.questions}


def _questions(found: Any) -> charts.Table | None:
    """Return how far the weight of each question may move, those that can change the first only."""
    moves = [
        move for move in found.questions if not (move.down.never_changes and move.up.never_changes)
    ]
    if not moves:
        return None
    return moves_table(moves, labels=_question_labels(found), winners=_names(found))


def _grid(found: Any) -> charts.Table:
    """Return who is first with each section's weight moved, a row for each weight."""
    return charts.Table(
        columns=[
            charts.Column(text="Weight of"),
            charts.Column(text="Moved by", numeric=True),
            charts.Column(text="To", numeric=True),
            charts.Column(text="First"),
        ],
        rows=[
            [
                SECTIONS[place.section],
                f"{place.by:+d}",
                percent(place.weight),
                _winner(place.winner, found),
            ]
            for place in found.grid
        ],
    )


def _many_chart(found: Any, *, name: str, of_lot: str, csv_address: str) -> object | None:
    """Return in how many weightings each bid is first."""
    if found.many is None:
        return None
    many = found.many
    tied = f" Tied: {many.tied:,}." if many.tied else ""
    return charts.bar_chart(
        name=name,
        title=f"Who is first in {many.draws:,} weightings{of_lot} around the published one",
        words="A simulation: the weight of price and of every question is multiplied by 80% to "
        f"120%, each percent as likely. Too close to tell at once, and ranked again exactly: "
        f"{many.checked:,}.{tied}",
        label_heading="Bid",
        value_heading="Times first",
        bars=[
            charts.Bar(
                label=_names(found)[code],
                value=times,
                shown=f"{times:,}",
                leading=code == found.field.base.winner,
            )
            for code, times in many.wins.items()
        ],
        scale_to=many.draws,
        csv_address=csv_address,
    )


def figure_of(found: Any, name: str) -> Figure:
    """Return the numbers behind a picture or table of a lot, by its name. Raises KeyError."""
    return FIGURES[name](found)


def _scores_figure(found: Any) -> Figure:
    return Figure(
        headings=["bid", "question", "points", "points_tried", "first_then"],
        rows=[
            [
                change.bid,
                change.question.code,
                half_up(change.before, places=4),
                half_up(change.after, places=4),
                change.new_winner or "",
            ]
            for change in found.one_level.changes
        ],
    )


def _grid_figure(found: Any) -> Figure:
    return Figure(
        headings=["weight_of", "moved_by", "to", "first"],
        rows=[
            [place.section, place.by, half_up(place.weight, places=4), place.winner or ""]
            for place in found.grid
        ],
    )


def _dropped_figure(found: Any) -> Figure:
    return Figure(
        headings=["left_out", "first_then"],
        rows=[[each.bid, each.winner or ""] for each in found.dropped],
    )


def _many_figure(found: Any) -> Figure:
    wins = {} if found.many is None else found.many.wins
    return Figure(headings=["bid", "times_first"], rows=[list(each) for each in wins.items()])


FIGURES = {
    "scores": _scores_figure,
    "sections": lambda found: moves_figure(found.sections, winners=_names(found)),
    "questions": lambda found: moves_figure(found.questions, winners=_names(found)),
    "grid": _grid_figure,
    "dropped": _dropped_figure,
    "many": _many_figure,
}
"""What each file holds, by the name in its address."""
