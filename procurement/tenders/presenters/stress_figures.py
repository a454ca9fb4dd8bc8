"""The numbers behind the pictures of a stress test, for files."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from procurement.calculations import stress
from procurement.calculations.square_root import rounded
from procurement.calculations.weight_moves import WeightMove
from procurement.tenders.presenters.stress_charts import SCANNED, beyond, parts_of
from socialvalue.calculations.rounding import half_up
from socialvalue.core.exports import Cell


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """The numbers behind a picture, for a file."""

    headings: Sequence[str]
    rows: Sequence[Sequence[Cell]]


def figure_of(test: stress.StressTest, name: str) -> Figure:
    """Return the numbers behind a picture, by its name. Raises KeyError."""
    return FIGURES[name](test)


def _totals_figure(test: stress.StressTest) -> Figure:
    rows = [
        [
            each.called,
            half_up(each.price, places=2),
            *(half_up(part, places=10) for part in parts_of(test, each)),
            half_up(rounded(test.base.measures[each.code], places=10), places=10),
            test.base.ranks[each.code],
        ]
        for each in test.entrants
        if each.code in test.base.ranks
    ]
    headings = ["made_up_bid", "price", "quality", "social_value", "price_score", "total", "rank"]
    return Figure(headings=headings, rows=rows)


def _reversal_figure(test: stress.StressTest) -> Figure:
    example = test.example
    if example is None:
        return Figure(headings=["price_of_third_bid"], rows=[])
    two = (example.wins_without, example.wins_including)
    lowest = min(each.price for each in example.others)
    prices = [lowest * each / 100 for each in SCANNED]
    contests = stress.scan(example, test.rules, prices=prices)
    rows = [
        [
            half_up(price, places=2),
            *(
                half_up(rounded(found.measures[each.code], places=10), places=10)
                if each.code in found.measures
                else None
                for each in two
            ),
        ]
        for price, found in zip(prices, contests, strict=True)
    ]
    return Figure(headings=["price_of_third_bid", *(each.called for each in two)], rows=rows)


def _point_figure(test: stress.StressTest) -> Figure:
    rows = [
        [
            each.called,
            None if (worth := test.one_point[each.code]).amount is None else _pence(worth),
            worth.why.value if worth.why else "",
        ]
        for each in test.entrants
        if each.code in test.one_point
    ]
    return Figure(headings=["made_up_bid", "pounds_for_one_point", "why_none"], rows=rows)


def _pence(worth: stress.Pounds) -> Decimal:
    return half_up(worth.amount or 0, places=2)


def _deciding_figure(test: stress.StressTest) -> Figure:
    tried = [test.deciding, *test.at_other_weights] if test.deciding else []
    return Figure(
        headings=["social_value_weight", "fields", "with_a_winner", "social_value_decides"],
        rows=[
            [half_up(each.weight, places=4), each.fields, each.settled, each.decided]
            for each in tried
        ],
    )


def _moves_figure(test: stress.StressTest) -> Figure:
    return moves_figure(test.moves, winners={each.code: each.called for each in test.entrants})


def moves_figure(moves: Sequence[WeightMove], *, winners: dict[str, str]) -> Figure:
    """Return how far each weight may move, for a file."""
    return Figure(
        headings=["weight_of", "as_it_is", "same_from", "below_that", "same_to", "above_that"],
        rows=[
            [
                move.name,
                half_up(move.weight, places=4),
                half_up(move.down.last_same, places=4),
                beyond(move.down, winners),
                half_up(move.up.last_same, places=4),
                beyond(move.up, winners),
            ]
            for move in moves
        ],
    )


def _levels_figure(test: stress.StressTest) -> Figure:
    rows = [
        [
            worth.question.code,
            worth.question.title,
            half_up(worth.least_points, places=10),
            half_up(worth.most_points, places=10),
            None if worth.least.amount is None else _pence(worth.least),
            None if worth.most.amount is None else _pence(worth.most),
        ]
        for worth in test.levels
    ]
    headings = ["question", "title", "least_points", "most_points", "least_pounds", "most_pounds"]
    return Figure(headings=headings, rows=rows)


FIGURES = {
    "totals": _totals_figure,
    "reversal": _reversal_figure,
    "point": _point_figure,
    "levels": _levels_figure,
    "deciding": _deciding_figure,
    "moves": _moves_figure,
}
"""What the file of each picture holds, by the name in its address."""
