"""The overview: the headline, how near the money went, where it goes, what was left out."""

from typing import Any

from socialvalue.core import charts
from socialvalue.spend import figures, words
from socialvalue.spend.figures import DELIVERY, REGISTERED, BandFigure, Figures, GroupFigure
from socialvalue.spend.models import Analysis
from socialvalue.spend.presenters.payments import can_drill, lines_url
from socialvalue.spend.tables import table_of

from .choices import Asked, Choice, answers, links, query_of
from .drawn import chart_table, csv_url, table_on_page
from .frame import address_of, framed

DRAWN = 7
ANCHORS = "anchors"
THROUGH = "flows"
"""Three columns: from each anchor through categories to where it goes."""

SOURCES = {
    "categories": ("Category", "What the money was for"),
    ANCHORS: ("Anchor institution", "Who paid"),
    "kinds": ("Kind of supplier", "The kind of supplier"),
    "sizes": ("Size of supplier", "The size of supplier"),
    "sectors": ("Sector", "The sector of the supplier"),
}
NOUNS = {"categories": "categories", "sectors": "sectors", "kinds": "kinds", "sizes": "sizes"}


def overview_page(analysis: Analysis, asked: Asked) -> dict[str, Any]:
    """Return what the overview shows."""
    found = figures.figures_of(analysis)
    choices = choices_of(found)
    chosen = answers(choices, asked)
    here = address_of(analysis, "analysis")
    link = here + query_of(choices, chosen)
    return framed(
        analysis,
        "analysis",
        cards=cards(found, basis=chosen["basis"]),
        basis_links=links(choices[:1], chosen, address=here, beside=choices[1:]),
        by_links=links(choices[1:], chosen, address=here, part="flows", beside=choices[:1]),
        basis_words=_basis_words(found, chosen["basis"]),
        bands=bands_chart(analysis, basis=chosen["basis"], address=f"{link}#bands"),
        flows=flow_chart(analysis, by=chosen["by"], address=f"{link}#flows"),
        areas=table_on_page(analysis, "areas"),
        anchors=table_on_page(analysis, "anchors"),
        measures=table_on_page(analysis, "measures"),
        multiplier=table_on_page(analysis, "multiplier"),
        multiplier_unknown="" if figures.is_older(found) else _no_multiplier(found),
        exclusions=table_on_page(analysis, "exclusions"),
        all_lines=_all_lines(found),
        has_lines=can_drill(analysis),
    )


def choices_of(found: Figures) -> list[Choice]:
    """Return what the overview can be narrowed to: the address, and what flows begin with."""
    bases = [(code, text) for code, text in figures.BASES.items()]
    several = len(found["anchors"]) > 1
    sources = [(THROUGH, "Anchor and category")] if found["flows"] and several else []
    sources += [(ANCHORS, "Anchor")] if several else []
    sources += [
        (kind, SOURCES[kind][0])
        for kind in ("categories", "kinds", "sizes", "sectors")
        if found[kind]
    ]
    if found["flows"] and not several:
        sources.append((THROUGH, "Anchor and category"))
    return [
        Choice("basis", "By", bases if figures.has_delivery(found) else bases[:1]),
        Choice("by", "From", sources or [("categories", "Category")]),
    ]


def cards(found: Figures, *, basis: str) -> list[dict[str, str]]:
    """Return the figures at the top."""
    made = figures.headline(found, basis=basis)
    if figures.is_older(found):
        return made
    place = found["areas"][0]
    if len(found["anchors"]) > 1 and (mean := figures.mean_of_anchors(found, place["code"])):
        made[0]["note"] += f". Mean of {len(found['anchors'])} anchors: {words.share(mean)}"
    if len(found["areas"]) > 1:
        made[1:-2] = [_wider_card(found, basis)]
    made[-1:-1] = [
        measure_card(found, "sme", "with small and medium suppliers"),
        measure_card(found, "vcse", "with voluntary, community and social enterprises"),
    ]
    return made


def _wider_card(found: Figures, basis: str) -> dict[str, str]:
    wider = found["areas"][-1]
    *known, unknown = figures.bands_of(found, basis=basis)
    amount = sum(band.pence for band in known[: len(found["areas"])])
    return {
        "figure": figures.share_if_known(amount, figures.total_pence(found), unknown=unknown.pence),
        "words": f"stayed in {wider['name']}, {found['areas'][0]['name']} included",
        "note": words.pounds_short(amount),
    }


def measure_card(found: Figures, measure: str, said: str) -> dict[str, str]:
    """Return the card of what suppliers of a measure ("sme", "vcse") received, if that is known."""
    amount = figures.known_pence(found, measure)
    if amount is None:
        note = f"{figures.WHY_NOT_KNOWN[measure]}. {figures.WHAT_TO_DO[measure]}"
        return {"figure": "Not known", "words": said, "note": note}
    notes = [words.pounds_short(amount), figures.WHAT_COUNTS[measure]]
    unknown = found["kind_unknown"] if measure == "vcse" else None
    if unknown and unknown["lines"]:
        notes.append("Of some suppliers nobody says what they are")
    return {
        "figure": words.percent(amount, figures.total_pence(found)),
        "words": said,
        "note": ". ".join(notes),
    }


def _basis_words(found: Figures, basis: str) -> str:
    if basis == DELIVERY:
        return (
            "By the address to which suppliers deliver or the branch they deliver from, as your "
            "list of suppliers has it, or else by the postcode beside the payment in the file. The "
            "registered address does not stand in for it: without either, the place is not known."
        )
    return figures.ADDRESSES


def _no_multiplier(found: Figures) -> str:
    """Return why there is no local multiplier, where there is none."""
    return (
        f"Not known: no supplier in {found['areas'][-1]['name']} that was paid in this period has "
        "said in a survey what it spends there again."
    )


def _all_lines(found: Figures) -> str:
    counted = words.counted(found["all_lines"]["lines"], "payment")
    scope = words.counted(found["total"]["lines"], "payment")
    return (
        f"The files have {counted} of {words.pounds(figures.pence(found['all_lines']))}. In scope: "
        f"{scope} of {words.pounds(figures.total_pence(found))}."
    )


def bands_chart(analysis: Analysis, *, basis: str = REGISTERED, address: str = "") -> Any:
    """Return the chart of how near the money went."""
    found = figures.figures_of(analysis)
    table = table_of(found, "bands" if basis == REGISTERED else "bands-delivery")
    return charts.bar_chart(
        name="bands",
        title="How near it went",
        words="What was paid in your place, in the wider area around it, outside, and where the "
        "place is not known.",
        label_heading="Where",
        value_heading="Paid",
        bars=[_bar(analysis, band, basis) for band in figures.bands_of(found, basis=basis)],
        table=chart_table(analysis, table),
        csv_address=csv_url(analysis, table.key),
        address=address,
    )


def _bar(analysis: Analysis, band: BandFigure, basis: str) -> charts.Bar:
    name = "band_delivery" if basis == DELIVERY else "band"
    return charts.Bar(
        label=band.words,
        value=band.pence,
        shown=f"{words.pounds_short(band.pence)} ({band.share})",
        leading=band.colour == "place",
        address=lines_url(analysis, **{name: band.code}) if can_drill(analysis) else "",
    )


def flow_chart(analysis: Analysis, *, by: str, address: str = "") -> Any:
    """Return the flow from anchors or groups of payments to where the money went."""
    if by == THROUGH:
        return stream_chart(analysis, address=address)
    found = figures.figures_of(analysis)
    bands = figures.bands_of(found)
    every = _anchors(found) if by == ANCHORS else figures.groups_of(found, by)
    drawn = every if by == ANCHORS else figures.largest(every, DRAWN, noun=NOUNS[by])
    return charts.flow_chart(
        name="flows",
        title="Where the money goes",
        words=_flow_words(by, len(every), len(drawn)),
        source_heading=SOURCES[by][0],
        sources=[group.name for group in drawn],
        bands=[charts.Band(words=band.words, colour=band.colour) for band in bands],
        flows={
            (group.name, band.words): amount
            for group in drawn
            for band, amount in zip(bands, group.band_pence, strict=True)
        },
        show=words.pounds_short,
        csv_address=csv_url(analysis, by),
        address=address,
    )


def stream_chart(analysis: Analysis, *, address: str = "") -> Any:
    """Return the flow from anchors through the largest categories to where the money went."""
    found = figures.figures_of(analysis)
    flows, bands = figures.flows_of(found), figures.bands_of(found)
    every = figures.categories(found)
    largest = figures.largest(every, DRAWN, noun=NOUNS["categories"])
    middle = {group.key: group.name for group in largest if not group.is_several}
    others = next((group.name for group in largest if group.is_several), "")
    drawn: dict[tuple[str, str, str], int] = {}
    for flow in flows:
        name = middle.get(flow.category or "", others) if flow.category is not None else others
        for band, amount in zip(bands, flow.band_pence, strict=True):
            path = flow.anchor_name, name, band.words
            drawn[path] = drawn.get(path, 0) + amount
    said = (
        "Who paid, on the left; what for, in the middle; and where it went by registered address, "
        "on the right."
    )
    if others:
        said += f" The {DRAWN} largest of {len(every):,} categories, and the others as one."
    return charts.stream_chart(
        name="flows",
        title="Where the money goes",
        words=said,
        headings=(SOURCES[ANCHORS][0], SOURCES["categories"][0]),
        sources=[anchor["name"] for anchor in found["anchors"]],
        middles=[group.name for group in largest],
        bands=[charts.Band(words=band.words, colour=band.colour) for band in bands],
        flows=drawn,
        show=words.pounds_short,
        csv_address=csv_url(analysis, THROUGH),
        address=address,
    )


def _anchors(found: Figures) -> list[GroupFigure]:
    return [
        GroupFigure(
            key=anchor["code"],
            name=anchor["name"],
            pence=figures.pence(anchor["total"]),
            lines=anchor["total"]["lines"],
            band_pence=tuple(
                figures.pence(anchor["bands"][code]) for code in figures.band_codes(found)
            ),
        )
        for anchor in found["anchors"]
    ]


def _flow_words(by: str, how_many: int, drawn: int) -> str:
    said = f"{SOURCES[by][1]}, on the left, and where it went by registered address, on the right."
    if drawn == how_many:
        return said
    return f"{said} The {drawn - 1} largest of {how_many} {NOUNS[by]}, and the others as one."
