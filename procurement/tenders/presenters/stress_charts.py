"""The stress test of a method in pictures."""

from collections.abc import Sequence
from fractions import Fraction

from procurement.calculations import stress
from procurement.calculations.contest import Entrant
from procurement.calculations.square_root import rounded
from procurement.calculations.stress import verdict as words
from procurement.calculations.stress.words import percent, pounds
from procurement.calculations.weight_moves import Limit, WeightMove
from procurement.tenders.presenters.stress import SECTIONS, best_first, measure_of
from socialvalue.calculations.rounding import shown, shown_short
from socialvalue.core import charts

BANDS = (
    charts.Band(words="Weighs less: another bid wins, or none", colour="unknown"),
    charts.Band(words="The same bid wins", colour="place"),
    charts.Band(words="Weighs more: another bid wins, or none", colour="outside"),
)
SCANNED = tuple(range(50, 155, 5))
"""Percent of the others' lowest price at which the third bid of the example is tried."""


MARGIN = "Drawn from 1,000 made-up fields, so give or take about 3 in 100."


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
        stacks=[_stack(test, each) for each in best_first(test) if each.code in test.base.ranks],
        scale_to=100,
        csv_address=csv_address,
    )


def _stack(test: stress.StressTest, entrant: Entrant) -> charts.Stack:
    values = parts_of(test, entrant)
    return charts.Stack(
        label=entrant.called,
        values=values,
        shown_values=[shown(value) for value in values],
        shown=measure_of(test, entrant.code),
    )


def parts_of(test: stress.StressTest, entrant: Entrant) -> list[Fraction]:
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
