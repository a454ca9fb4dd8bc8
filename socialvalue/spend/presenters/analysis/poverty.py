"""Deprivation: spend by decile of the supplier's neighbourhood, both indices side by side."""

from typing import Any

from socialvalue.core import charts
from socialvalue.spend import figures, words
from socialvalue.spend.figures import Figures
from socialvalue.spend.models import Analysis
from socialvalue.spend.presenters.payments import can_drill, lines_url
from socialvalue.spend.tables import Table, table_of

from .choices import Asked, Choice, answers, links, query_of
from .drawn import chart_table, csv_url
from .frame import address_of, framed

BOTH = "both"


def deprivation_page(analysis: Analysis, asked: Asked) -> dict[str, Any]:
    """Return what the page of deprivation shows."""
    found = figures.figures_of(analysis)
    choices = [
        Choice(
            "index",
            "Show",
            [
                (BOTH, "Side by side"),
                *((one["index"], one["name"]) for one in found["deprivation"]),
            ],
        )
    ]
    chosen = answers(choices, asked)
    here = address_of(analysis, "analysis_deprivation")
    link = here + query_of(choices, chosen)
    shown = [one for one in found["deprivation"] if chosen["index"] in (BOTH, one["index"])]
    table = table_of(found, "deprivation") if shown else None
    return framed(
        analysis,
        "analysis_deprivation",
        links=links(choices, chosen, address=here),
        cards=[_card(one) for one in shown],
        charts=[_chart(analysis, one, table, address=f"{link}#{one['index']}") for one in shown],
        caution_words=table.caution if table else "",
        outside_england=_outside_england(found),
    )


def _card(index: dict[str, Any]) -> dict[str, str]:
    base, first = figures.pence(index["base"]), int(index["deciles"][0]["pence"])
    return {
        "figure": words.percent(first, base),
        "words": f"of what is placed in England went to suppliers in the most deprived tenth of "
        f"neighbourhoods, by the {index['name']}",
        "note": f"{words.pounds_short(first)} of {words.pounds_short(base)}. "
        f"By the neighbourhoods of 20{index['vintage'][-2:]}",
    }


def _chart(analysis: Analysis, index: dict[str, Any], table: Table, *, address: str) -> Any:
    base = figures.pence(index["base"])
    return charts.bar_chart(
        name=index["index"],
        title=index["name"],
        words="Spend by decile of the supplier's neighbourhood: 1 is the most deprived tenth of "
        "England, 10 the least.",
        label_heading="Decile",
        value_heading="Paid",
        bars=[
            *(
                charts.Bar(
                    label=_label(entry["decile"]),
                    value=int(entry["pence"]),
                    shown=f"{words.pounds_short(int(entry['pence']))} "
                    f"({words.percent(int(entry['pence']), base)})",
                    leading=entry["decile"] == 1,
                    address=_lines(analysis, index, entry),
                )
                for entry in index["deciles"]
            ),
            charts.Bar(
                label="Not known",
                value=figures.pence(index["unknown"]),
                shown=words.pounds_short(figures.pence(index["unknown"])),
            ),
        ],
        table=chart_table(analysis, table),
        csv_address=csv_url(analysis, "deprivation"),
        address=address,
    )


def _lines(analysis: Analysis, index: dict[str, Any], entry: dict[str, Any]) -> str:
    if not entry["lines"] or not can_drill(analysis):
        return ""
    return lines_url(analysis, decile=f"{index['index']}-{entry['decile']}")


def _label(decile: int) -> str:
    return {1: "1 most deprived", 10: "10 least deprived"}.get(decile, str(decile))


def _outside_england(found: Figures) -> str:
    if not found["deprivation"]:
        return ""
    base = max(figures.pence(one["base"]) for one in found["deprivation"])
    left = figures.total_pence(found) - base
    return (
        f"{words.pounds(left)} is not ranked: it went to Scotland, Wales, Northern Ireland or "
        "abroad, whose indices cannot be set beside England's, or its place is not known."
    )
