"""The stress test of a method as its page and files show it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from procurement.calculations import stress
from procurement.calculations.contest import Entrant
from procurement.calculations.square_root import rounded
from procurement.calculations.stress import verdict as words
from procurement.calculations.stress.words import percent, pounds
from procurement.calculations.weight_moves import Limit, WeightMove
from socialvalue.calculations.rounding import half_up, shown, shown_short
from socialvalue.core import charts
from socialvalue.core.exports import Cell

TAGS = {
    stress.Kind.PASSES: ("Passes", "green"),
    stress.Kind.LOOK_AGAIN: ("Look again", "yellow"),
    stress.Kind.CHANGES_WINNERS: ("Changes winners", "red"),
}
SECTIONS = {"quality": "Quality", "price": "Price", "social_value": "Social value"}
BANDS = (
    charts.Band(words="Weighs less: another bid wins, or none", colour="unknown"),
    charts.Band(words="The same bid wins", colour="place"),
    charts.Band(words="Weighs more: another bid wins, or none", colour="outside"),
)
SCANNED = tuple(range(50, 155, 5))
"""Percent of the others' lowest price at which the third bid of the example is tried."""

MARGIN = "Drawn from 1,000 made-up fields, so give or take about 3 in 100."


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """The numbers behind a picture, for a file."""

    headings: Sequence[str]
    rows: Sequence[Sequence[Cell]]


def verdict(test: stress.StressTest) -> dict[str, Any]:
    """Return the verdict: its heading, a tag, and its sentences, concerns apart."""
    found = stress.verdict_on(test)
    tag, colour = TAGS[found.kind]
    return {
        "kind": found.kind.value,
        "heading": found.heading,
        "tag": tag,
        "colour": colour,
        "passes": found.kind is stress.Kind.PASSES,
        "concerns": [each.sentence for each in found.findings if each.is_concern],
        "others": [each.sentence for each in found.findings if not each.is_concern],
    }


def bid_rows(test: stress.StressTest) -> list[list[Any]]:
    """Return a row for each made-up bid: name, price, marks, and what it comes to."""
    return [
        [
            each.called,
            pounds(each.price),
            *(_percent_of(each, section) for section in ("quality", "social_value")),
            _measure(test, each.code),
            _rank(test, each.code),
        ]
        for each in _best_first(test)
    ]


def _best_first(test: stress.StressTest) -> list[Entrant]:
    """Return the made-up bids by rank, those without one last."""
    ranks = test.base.ranks
    return sorted(test.entrants, key=lambda each: ranks.get(each.code, len(test.entrants) + 1))


def bid_columns(test: stress.StressTest) -> list[dict[str, Any]]:
    """Return the headings of `bid_rows`."""
    measure = MEASURES.get(test.rules.formula, "Total")
    return [
        {"text": "Made-up bid"},
        *(
            {"text": text, "numeric": True}
            for text in ("Price", "Quality marks", "Social value marks", measure, "Rank")
        ),
    ]


MEASURES = {
    "PQP": "Pounds per point",
    "WEIGHTED_VFM": "Value index",
    "QUALITY_TO_PRICE": "Adjusted price",
    "LOWEST_ABOVE_THRESHOLD": "Price",
    "FIXED_PRICE": "Points",
}
"""What the formulas that give no total rank by."""


def _percent_of(entrant: Entrant, section: str) -> str:
    return percent(entrant.percents.get(section, Fraction(0)), places=1)


def _measure(test: stress.StressTest, code: str) -> str:
    measure = test.base.measures.get(code)
    if measure is None:
        return "–"
    figure = rounded(measure, places=2)
    money = test.rules.sums.unit.startswith("pounds")
    return pounds(figure) if money else shown(figure)


def _rank(test: stress.StressTest, code: str) -> str:
    if code in test.base.out:
        return "Out"
    return str(test.base.ranks.get(code, "–"))


def totals_chart(test: stress.StressTest, *, csv_address: str) -> object | None:
    """Return what each made-up bid's total is made of; None where there is no total."""
    if not test.rules.sums.gives_price_score or not test.base.ranks:
        return None
    bands = [
        charts.Band(words="Quality", colour="series-1"),
        charts.Band(words="Social value", colour="series-2"),
        charts.Band(words="Price", colour="series-3"),
    ]
    return charts.stacked_chart(
        name="stress-totals",
        title="What each made-up bid's total is made of, out of 100",
        words=f"{test.winner.called} wins." if test.winner else "Nobody wins.",
        bands=bands,
        label_heading="Made-up bid",
        total_heading="Total",
        stacks=[_stack(test, each) for each in _best_first(test) if each.code in test.base.ranks],
        scale_to=100,
        csv_address=csv_address,
    )


def _stack(test: stress.StressTest, entrant: Entrant) -> charts.Stack:
    values = _parts(test, entrant)
    return charts.Stack(
        label=entrant.called,
        values=values,
        shown_values=[shown(value) for value in values],
        shown=_measure(test, entrant.code),
    )


def _parts(test: stress.StressTest, entrant: Entrant) -> list[Fraction]:
    """Return what quality, social value and price add to a bid's total, in points."""
    weights = test.rules.weights
    quality = entrant.weighted("quality", weights)
    social_value = entrant.weighted("social_value", weights)
    total = rounded(test.base.measures[entrant.code], places=10)
    return [quality, social_value, total - quality - social_value]


def reversal_chart(test: stress.StressTest, *, csv_address: str) -> object | None:
    """Return the totals of two bids as the price of a third that loses moves; None without one."""
    example = test.example
    if example is None:
        return None
    first, second = example.wins_without, example.wins_including
    lowest = min(each.price for each in example.others)
    prices = [lowest * each / 100 for each in SCANNED]
    contests = stress.scan(example, test.rules, prices=prices)
    lines = [
        charts.Line(
            band=charts.Band(words=each.called, colour=f"series-{number}"),
            values=[
                rounded(found.measures[each.code], places=10)
                if each.code in found.measures
                else None
                for found in contests
            ],
        )
        for number, each in enumerate((first, second), start=1)
    ]
    return charts.line_chart(
        name="stress-reversal",
        title="The totals of two bids, by the price of a third that does not win",
        words=f"The third bid's price runs from 50% to 150% of {pounds(lowest)}, the lowest of the "
        "others. Where the lines cross, it changes which of the two is ahead.",
        period_heading="Price of the third bid",
        periods=[short_price(price) for price in prices],
        lines=lines,
        show=lambda value: shown(value),
        csv_address=csv_address,
    )


def short_price(price: Fraction) -> str:
    """Return a price in few letters, for an axis."""
    if price >= 1_000_000:
        return f"£{shown_short(price / 1_000_000, places=2)}m"
    if price >= 1_000:
        return f"£{shown_short(price / 1_000, places=1)}k"
    return pounds(price)


def point_chart(test: stress.StressTest, *, csv_address: str) -> object | None:
    """Return what a point more of social value is worth to each made-up bid, in pounds."""
    if not any(worth.amount is not None for worth in test.one_point.values()):
        return None
    return charts.bar_chart(
        name="stress-point",
        title="What one more point of social value is worth, in pounds",
        words="How much dearer each made-up bid could be for one point more, out of the 100 of the "
        "tender, and stand where it does.",
        label_heading="Made-up bid",
        value_heading="One point is worth",
        bars=[
            charts.Bar(
                label=each.called,
                value=test.one_point[each.code].amount,
                shown=words.pounds_words(test.one_point[each.code]),
                leading=each.code == test.base.winner,
            )
            for each in test.entrants
            if each.code in test.one_point
        ],
        csv_address=csv_address,
    )


def level_rows(test: stress.StressTest) -> list[list[str]]:
    """Return what one level up on each social value question is worth to the winner."""
    return [
        [
            f"{worth.question.code} {worth.question.title}".strip(),
            words.points_words(worth.least_points, worth.most_points),
            _between(worth.least, worth.most),
        ]
        for worth in test.levels
    ]


def _between(least: stress.Pounds, most: stress.Pounds) -> str:
    low, high = words.pounds_words(least), words.pounds_words(most)
    return low if low == high else f"{low} to {high}"


def deciding_chart(test: stress.StressTest, *, csv_address: str) -> object | None:
    """Return in how many of 100 plausible fields social value decides, by its weight."""
    if test.deciding is None:
        return None
    tried = sorted([test.deciding, *test.at_other_weights], key=lambda each: each.weight)
    return charts.bar_chart(
        name="stress-deciding",
        title="In how many of 100 plausible fields social value decides who wins",
        words=f"By the weight of social value. {MARGIN}",
        label_heading="Weight of social value",
        value_heading="Fields in 100",
        bars=[
            charts.Bar(
                label=_weight_label(each, test.deciding),
                value=each.percent,
                shown="None settled" if each.percent is None else shown(each.percent, places=0),
                leading=each is test.deciding,
            )
            for each in tried
        ],
        scale_to=100,
        csv_address=csv_address,
    )


def _weight_label(found: stress.Deciding, here: stress.Deciding) -> str:
    weight = percent(found.weight)
    return f"{weight}, as it is" if found is here else weight


def moves_chart(test: stress.StressTest, *, csv_address: str) -> object | None:
    """Return between which weights the same made-up bid wins, section by section."""
    return moves_picture(
        test.moves,
        name="stress-moves",
        title="Between which weights the same made-up bid wins, in percent",
        labels=SECTIONS,
        winners={each.code: each.called for each in test.entrants},
        csv_address=csv_address,
    )


def moves_picture(
    moves: Sequence[WeightMove],
    *,
    name: str,
    title: str,
    labels: dict[str, str],
    winners: dict[str, str],
    csv_address: str,
) -> object | None:
    """Return a row for each weight, from 0 to 100: where the winner is the same, and where not.

    None without weights. The table says who wins beyond.
    """
    if not moves:
        return None
    return charts.stacked_chart(
        name=name,
        title=title,
        words="Each weight moves alone and the others share the rest in proportion. To the "
        "hundredth of a percentage point.",
        bands=BANDS,
        label_heading="Weight of",
        total_heading="As it is",
        stacks=[_move_stack(move, labels) for move in moves],
        scale_to=100,
        table=moves_table(moves, labels=labels, winners=winners),
        csv_address=csv_address,
    )


def _move_stack(move: WeightMove, labels: dict[str, str]) -> charts.Stack:
    low, high = move.down.last_same, move.up.last_same
    values = [low, high - low, 100 - high]
    return charts.Stack(
        label=f"{labels[move.name]}, {percent(move.weight)}",
        values=values,
        shown_values=[percent(value) for value in values],
        shown=f"{percent(low)} to {percent(high)}",
    )


def moves_table(
    moves: Sequence[WeightMove], *, labels: dict[str, str], winners: dict[str, str]
) -> charts.Table:
    """Return how far each weight may fall and rise, and who wins beyond."""
    return charts.Table(
        columns=[
            charts.Column(text="Weight of"),
            charts.Column(text="As it is", numeric=True),
            charts.Column(text="The winner is the same from", numeric=True),
            charts.Column(text="Below that"),
            charts.Column(text="To", numeric=True),
            charts.Column(text="Above that"),
        ],
        rows=[
            [
                labels[move.name],
                percent(move.weight),
                percent(move.down.last_same),
                beyond(move.down, winners),
                percent(move.up.last_same),
                beyond(move.up, winners),
            ]
            for move in moves
        ],
    )


def beyond(limit: Limit, winners: dict[str, str]) -> str:
    """Return who wins once a weight has moved past its limit."""
    if limit.never_changes:
        return "Nothing changes" if limit.end in (0, 100) else "A bid crosses a pass mark"
    if limit.new_winner is None:
        return "Nobody wins"
    return f"{winners[limit.new_winner]} wins"


def figure_of(test: stress.StressTest, name: str) -> Figure:
    """Return the numbers behind a picture, by its name. Raises KeyError."""
    return FIGURES[name](test)


def _totals_figure(test: stress.StressTest) -> Figure:
    rows = [
        [
            each.called,
            half_up(each.price, places=2),
            *(half_up(part, places=10) for part in _parts(test, each)),
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
