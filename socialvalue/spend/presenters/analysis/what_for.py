"""Categories: what the money was for, what leaves the wider area, and what can be influenced."""

from typing import Any

from socialvalue.core import charts
from socialvalue.spend import figures, words
from socialvalue.spend.figures import TOP, Figures, GroupFigure
from socialvalue.spend.models import Analysis
from socialvalue.spend.presenters.payments import can_drill, lines_url
from socialvalue.spend.tables import NoSuchTable, table_of

from .choices import Asked, Choice, answers, links, query_of
from .drawn import chart_table, csv_url, table_on_page
from .frame import address_of, framed

LEAKS_DRAWN, STACKS_DRAWN = 12, 12
REACH = Choice(
    "influenceable",
    "Show",
    [
        ("all", "All categories"),
        ("yes", "Those that can be influenced"),
        ("no", "Those that cannot"),
    ],
)
SCALE = Choice("as", "Draw", [("pounds", "Pounds"), ("shares", "Shares")])
CHOICES = [REACH, SCALE]


def categories_page(analysis: Analysis, asked: Asked) -> dict[str, Any]:
    """Return what the page of categories shows."""
    found = figures.figures_of(analysis)
    chosen = answers(CHOICES, asked)
    here = address_of(analysis, "analysis_categories")
    link = here + query_of(CHOICES, chosen)
    return framed(
        analysis,
        "analysis_categories",
        cards=_cards(found),
        reach_links=links([REACH], chosen, address=here, part="leakage", beside=[SCALE]),
        scale_links=links([SCALE], chosen, address=here, part="categories", beside=[REACH]),
        leakage=leakage_chart(analysis, reach=chosen["influenceable"], address=f"{link}#leakage"),
        stacks=category_chart(
            analysis, reach=chosen["influenceable"], shares=chosen["as"] == "shares",
            address=f"{link}#categories",
        ),
        table=table_on_page(analysis, "categories", most=TOP),
    )  # fmt: skip


def _cards(found: Figures) -> list[dict[str, str]]:
    leakage, wider = found["leakage"], found["areas"][-1]["name"]
    if not leakage:
        return []
    leaks, reach = int(leakage["pence"]), int(leakage["influenceable_pence"])
    base = int(leakage["influenceable_spend_pence"])
    return [
        {
            "figure": words.percent(leaks, figures.total_pence(found)),
            "words": f"of all the money left {wider}",
            "note": words.pounds_short(leaks),
        },
        {
            "figure": words.percent(reach, base),
            "words": f"of what can be influenced left {wider}",
            "note": f"{words.pounds_short(reach)} of {words.pounds_short(base)}",
        },
    ]


def _in_reach(groups: list[GroupFigure], reach: str) -> list[GroupFigure]:
    if reach == "all":
        return groups
    return [group for group in groups if group.is_influenceable == (reach == "yes")]


def leakage_chart(analysis: Analysis, *, reach: str = "all", address: str = "") -> Any:
    """Return the categories by the pounds that left the wider area; None where none did."""
    found = figures.figures_of(analysis)
    try:
        table = table_of(found, "leakage")
    except NoSuchTable:
        return None
    groups = _in_reach(figures.categories(found), reach)
    leaks = sorted(
        (group for group in groups if group.leak_pence > 0),
        key=lambda group: (-group.leak_pence, group.name),
    )
    wider = found["areas"][-1]["name"]
    return charts.bar_chart(
        name="leakage",
        title=f"What leaves {wider}",
        words="The categories from which most leaves, in pounds. Those that nobody said cannot be "
        "influenced are darker.",
        label_heading="Category",
        value_heading="Left",
        bars=[_leak_bar(analysis, group) for group in leaks[:LEAKS_DRAWN]],
        table=chart_table(analysis, table),
        csv_address=csv_url(analysis, "leakage"),
        address=address,
    )


def _leak_bar(analysis: Analysis, group: GroupFigure) -> charts.Bar:
    query = {"category": group.key, "leaking": "yes"}
    said = "" if group.is_influenceable else ", cannot be influenced"
    return charts.Bar(
        label=group.name,
        value=group.leak_pence,
        shown=f"{words.pounds_short(group.leak_pence)}{said}",
        leading=group.is_influenceable,
        address=lines_url(analysis, **query) if can_drill(analysis) else "",
    )


def category_chart(
    analysis: Analysis, *, reach: str = "all", shares: bool = False, address: str = ""
) -> Any:
    """Return how near the money of the largest categories went."""
    found = figures.figures_of(analysis)
    groups = _in_reach(figures.categories(found), reach)
    drawn = figures.largest(groups, STACKS_DRAWN, noun="categories")
    return stacked(
        analysis, drawn, name="categories", title="What the money was for, and where it went",
        heading="Category", query="category", shares=shares, address=address,
    )  # fmt: skip


def stacked(
    analysis: Analysis,
    drawn: list[GroupFigure],
    *,
    name: str,
    title: str,
    heading: str,
    query: str,
    shares: bool = False,
    address: str = "",
) -> Any:
    """Return groups as stacked bars, one stretch for each band."""
    found = figures.figures_of(analysis)
    bands = figures.bands_of(found)
    return charts.stacked_chart(
        name=name,
        title=title,
        words="Each bar is divided by how near the money went, by registered address.",
        bands=[charts.Band(words=band.words, colour=band.colour) for band in bands],
        stacks=[
            charts.Stack(
                label=group.name,
                values=group.band_pence,
                shown_values=[words.pounds(amount) for amount in group.band_pence],
                shown=words.pounds_short(group.pence),
                address=_lines(analysis, group, query),
            )
            for group in drawn
        ],
        label_heading=heading,
        total_heading="All",
        as_shares=shares,
        csv_address=csv_url(analysis, name),
        address=address,
    )


def _lines(analysis: Analysis, group: GroupFigure, query: str) -> str:
    if group.is_several or not can_drill(analysis):
        return ""
    return lines_url(analysis, **{query: group.key})
