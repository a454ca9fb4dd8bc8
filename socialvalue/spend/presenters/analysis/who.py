"""Suppliers: the largest with their share, how concentrated, negative totals, sizes and kinds."""

from typing import Any

from socialvalue.core import charts
from socialvalue.spend import figures, words
from socialvalue.spend.figures import Figures, GroupFigure
from socialvalue.spend.models import Analysis
from socialvalue.spend.presenters.payments import can_drill, lines_url
from socialvalue.spend.tables import NoSuchTable, table_of

from .choices import Asked, Choice, answers, links, query_of
from .drawn import chart_table, csv_url, table_on_page
from .frame import address_of, framed
from .narrowing import ANY, filters_of, is_narrowed, narrowed_figures
from .overview import measure_card
from .what_for import stacked

STACKS = {
    "sizes": "By the suppliers' size",
    "kinds": "By the suppliers' kind",
    "sectors": "By the suppliers' sector",
}
TOPS = ("20", "50", "100", "300")


def suppliers_page(analysis: Analysis, asked: Asked) -> dict[str, Any]:
    """Return what the page of suppliers shows."""
    found = figures.figures_of(analysis)
    choices, filters = _choices(found), filters_of(analysis)
    chosen = answers([*choices, *filters], asked)
    narrowed_to = {choice.name: chosen[choice.name] for choice in filters}
    here = address_of(analysis, "analysis_suppliers")
    link = here + query_of(choices, chosen)
    listed = narrowed_figures(analysis, narrowed_to)
    return framed(
        analysis,
        "analysis_suppliers",
        cards=_cards(found),
        links=links(choices, chosen, address=here, part="suppliers", beside=filters),
        filters=filters,
        chosen=chosen,
        is_narrowed=is_narrowed(narrowed_to),
        top=_top(analysis, listed, chosen),
        concentration=_concentration(analysis, address=f"{link}#concentration"),
        stacks=[
            chart
            for kind, title in STACKS.items()
            if (chart := _stacks(analysis, kind, title, address=f"{link}#{kind}"))
        ],
        negatives=table_on_page(analysis, "negative-totals"),
        csv_url=csv_url(analysis, "suppliers") + _file_query(choices, filters, chosen),
    )  # fmt: skip


def _file_query(choices: list[Choice], filters: list[Choice], chosen: Asked) -> str:
    """Return what the file is narrowed to: as the page, but for how many it lists."""
    bands = [choice for choice in choices if choice.name == "band"]
    return query_of([*bands, *filters] if filters else [], chosen)


def _choices(found: Figures) -> list[Choice]:
    bands = [("all", "Anywhere")]
    bands += [(band.code, band.words) for band in figures.bands_of(found)]
    return [
        Choice("top", "The largest", [(number, number) for number in TOPS]),
        Choice("band", "Paid", bands),
    ]


def _cards(found: Figures) -> list[dict[str, str]]:
    measured, count = found["concentration"], found["supplier_count"]
    if not measured:
        return []
    sizes = measure_card(found, "sme", "went to small and medium suppliers")
    if (sme := figures.known_pence(found, "sme")) is not None:
        known = figures.total_pence(found) - figures.pence(found["size_unknown"])
        share = words.percent(sme, known)
        sizes["note"] = f"{share} of what went to suppliers whose size is known"
    return [
        {"figure": f"{count:,}", "words": words.noun(count, "supplier") + " paid"},
        {
            "figure": f"{measured['suppliers_for_80_pct']:,}",
            "words": words.noun(measured["suppliers_for_80_pct"], "supplier")
            + " received 80% of the money",
        },
        sizes,
        measure_card(found, "vcse", "went to voluntary, community and social enterprises"),
        {
            "figure": measured["hhi"] or "not known",
            "words": "concentration (Herfindahl index)",
            "note": "The sum of the squared shares: 1 is one supplier, near 0 is very many",
        },
    ]


def _top(analysis: Analysis, found: Figures, chosen: Asked) -> dict[str, Any]:
    """Return the largest suppliers of those asked for, and what share they received."""
    top, band = int(chosen["top"]), chosen["band"]
    listed, total = figures.suppliers(found), figures.total_pence(found)
    bands = figures.bands_of(found)
    if band != "all":
        place = [one.code for one in bands].index(band)
        total = bands[place].pence
        listed = [_of_band(group, place) for group in listed if group.band_pence[place]]
        listed.sort(key=lambda group: (-group.pence, group.name))
    shown = listed[:top]
    received = sum(group.pence for group in shown)
    return {
        "title": "Who was paid most",
        "words": f"The largest {len(shown)} received {words.pounds_short(received)}, "
        f"{words.percent(received, total)} of {words.pounds_short(total)}."
        if shown
        else "No supplier that was paid is like that.",
        "columns": _columns(),
        "rows": [
            _supplier_row(analysis, rank, group, total, chosen)
            for rank, group in enumerate(shown, start=1)
        ],
    }


def _of_band(group: GroupFigure, place: int) -> GroupFigure:
    pence, lines = group.band_pence[place], group.band_lines[place]
    return GroupFigure(**{**vars(group), "pence": pence, "lines": lines})


def _columns() -> list[dict[str, Any]]:
    return [
        {"text": "Supplier"},
        *({"text": text, "numeric": True} for text in ("Rank", "Payments", "Paid", "Share")),
    ]


def _supplier_row(
    analysis: Analysis, rank: int, group: GroupFigure, total: int, chosen: Asked
) -> list[Any]:
    places = {
        name: chosen[name]
        for name in ("band", "authority")
        if chosen.get(name, ANY) not in (ANY, "all")
    }
    query = {"supplier": group.key, **places}
    url = lines_url(analysis, **query) if can_drill(analysis) else ""
    name = {"text": group.name, "url": url} if url else group.name
    return [
        name,
        str(rank),
        f"{group.lines:,}",
        words.pounds(group.pence),
        words.percent(group.pence, total),
    ]


def _concentration(analysis: Analysis, *, address: str) -> Any:
    """Return the share of the largest one, five, ten ... suppliers; None where not worked out."""
    found = figures.figures_of(analysis)
    try:
        table = table_of(found, "concentration")
    except NoSuchTable:
        return None
    return charts.bar_chart(
        name="concentration",
        title="How much the largest suppliers were paid",
        words="The share of all the money that the largest suppliers received together.",
        label_heading="Largest suppliers",
        value_heading="Share of all",
        bars=[
            charts.Bar(
                label=row.cells[0],
                value=row.cells[1],
                shown=words.percent(row.cells[1], figures.total_pence(found)),
            )
            for row in table.rows
        ],
        scale_to=figures.total_pence(found),
        table=chart_table(analysis, table),
        csv_address=csv_url(analysis, "concentration"),
        address=address,
    )


def _stacks(analysis: Analysis, kind: str, title: str, *, address: str) -> Any:
    """Return groups of suppliers by band; None where there are none."""
    found = figures.figures_of(analysis)
    groups = figures.groups_of(found, kind)
    if not groups:
        return None
    return stacked(
        analysis, groups, name=kind, title=title, heading=title.removeprefix("By the suppliers' ")
        .capitalize(), query=kind.removesuffix("s"), address=address,
    )  # fmt: skip
