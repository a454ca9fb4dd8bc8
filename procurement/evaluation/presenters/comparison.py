"""Bids beside one another, question by question. Cells are made here and joined, escaped once.

A template that loops over the cells of two hundred bids takes half a second; the few distinct cells
that there are, made once each and joined, take a tenth of it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from procurement.calculations.formulas import FORMULAS
from procurement.evaluation.presenters import ranking, sentences

Members = dict[str, Any]

MOST_COLUMNS = 6
"""With more bids than this the bids are the rows, and the questions the columns."""
MOST_DRAWN = 12
"""Bids in a chart, the first by rank; the table has them all."""
HEADINGS = [
    "Lot", "Rank", "Bid", "Bidder", "Section", "Question", "Title", "Weight (%)", "Points",
    "Weighted score",
]  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """What the page shows of one lot. `head` and `body` are the rows of its table."""

    code: str
    title: str
    status: str
    bids: int
    drawn: int
    bids_are_rows: bool
    head: SafeString
    body: SafeString
    totals_chart: object | None
    social_value_chart: object | None


def comparisons(bundle: Members, result: Members) -> list[Comparison]:
    """Return the comparison of each lot of a result."""
    bidders = {bidder["code"]: bidder["name"] for bidder in bundle["bidders"]}
    names = {bid["code"]: bidders[bid["bidder"]] for bid in bundle["bids"]}
    titles = {lot["code"]: lot["title"] for lot in bundle["lots"]}
    return [
        _comparison(lot, bundle=bundle, names=names, title=titles[lot["lot"]])
        for lot in result["lots"]
    ]


def csv_rows(bundle: Members, result: Members) -> list[list[Any]]:
    """Return a row for each bid and question, with exact figures as numbers."""
    bidders = {bidder["code"]: bidder["name"] for bidder in bundle["bidders"]}
    criteria = {each["code"]: each for each in bundle["methodology"]["criteria"]}
    return [
        [
            lot["lot"],
            bid["rank"],
            bid["bid"],
            bidders[bid["bidder"]],
            sentences.SECTIONS[criteria[score["criterion"]]["section"]],
            score["criterion"],
            criteria[score["criterion"]]["title"],
            Decimal(criteria[score["criterion"]]["weight"]),
            Decimal(score["points"]),
            Decimal(score["weighted_score"]),
        ]
        for lot in result["lots"]
        for bid in lot["bids"]
        for score in bid["criteria"]
    ]


def _comparison(lot: Members, *, bundle: Members, names: dict[str, str], title: str) -> Comparison:
    """Return one lot."""
    formula = FORMULAS[lot["formula"]]
    criteria = [
        each
        for each in bundle["methodology"]["criteria"]
        if lot["lot"] in each.get("lots", [lot["lot"]])
    ]
    points = _points(lot, bundle=bundle)
    sums = _sums(lot, gives_price_score=formula.gives_price_score)
    bids_are_rows = len(lot["bids"]) > MOST_COLUMNS
    draw = _bids_as_rows if bids_are_rows else _questions_as_rows
    head, body = draw(lot["bids"], criteria, names=names, points=points, sums=sums)
    drawn = lot | {"bids": lot["bids"][:MOST_DRAWN]}
    return Comparison(
        code=lot["lot"],
        title=title,
        status=lot["status"],
        bids=len(lot["bids"]),
        drawn=len(drawn["bids"]),
        bids_are_rows=bids_are_rows,
        head=head,
        body=body,
        totals_chart=ranking.totals_chart(drawn, formula=formula, names=names),
        social_value_chart=ranking.social_value_chart(drawn, names=names),
    )


def _points(lot: Members, *, bundle: Members) -> dict[tuple[str, str], SafeString]:
    """Return the cell of each bid and question that was scored."""
    method = bundle["methodology"]
    highest = {
        scale["code"]: max(Decimal(level["points"]) for level in scale["levels"])
        for scale in method["scales"]
    }
    tops = {each["code"]: highest[each["scale"]] for each in method["criteria"]}
    return {
        (bid["bid"], score["criterion"]): points_cell(score["points"], tops[score["criterion"]])
        for bid in lot["bids"]
        for score in bid["criteria"]
    }


@cache
def points_cell(points: str, highest: Decimal) -> SafeString:
    """Return the cell of some points on a tint: the same few cells, whatever the tender."""
    heat = ranking.heat(points, highest)
    return format_html(
        '<td class="govuk-table__cell govuk-table__cell--numeric">'
        '<span class="app-heat app-tint-{}">{}</span></td>',
        heat["level"],
        heat["text"],
    )


NOT_SCORED = format_html(
    '<td class="govuk-table__cell govuk-table__cell--numeric">'
    '<span class="app-heat app-heat--none">{}</span></td>',
    "–",
)


def _sums(lot: Members, *, gives_price_score: bool) -> list[tuple[str, str, list[str]]]:
    """Return each sum with its weight, and what every bid has of it, in the order of the bids."""
    weights = lot["section_weights"]
    rows = [
        (label, f"{weights[section]}%", [_section(bid, section) for bid in lot["bids"]])
        for section, label in (("quality", "Quality"), ("social_value", "Social value"))
    ]
    if gives_price_score:
        scores = [bid["price_score"] or "–" for bid in lot["bids"]]
        rows.append(("Price", f"{weights['price']}%", scores))
    measure = sentences.MEASURES[FORMULAS[lot["formula"]].measure]
    rows.append((measure, "", [sentences.measure(bid["ranking"]) for bid in lot["bids"]]))
    ranks = ["out" if bid["rank"] is None else f"{bid['rank']}" for bid in lot["bids"]]
    return [*rows, ("Rank", "", ranks if lot["status"] != "refused" else ["–"] * len(ranks))]


def _section(bid: Members, section: str) -> str:
    """Return a bid's weighted score of a section."""
    found = [each["weighted_score"] for each in bid["sections"] if each["section"] == section]
    return found[0] if found else "–"


def _questions_as_rows(
    bids: Sequence[Members],
    criteria: Sequence[Members],
    *,
    names: dict[str, str],
    points: dict[tuple[str, str], SafeString],
    sums: list[tuple[str, str, list[str]]],
) -> tuple[SafeString, SafeString]:
    """Return head and body with a column for each bid, as few of them stand side by side."""
    columns = [
        ("Question", ""),
        ("Weight", "numeric"),
        *((names[b["bid"]], "numeric") for b in bids),
    ]
    rows = [
        _row(
            f"{each['code']} {each['title']}",
            [
                _plain(f"{each['weight']}%"),
                *(points.get((bid["bid"], each["code"]), NOT_SCORED) for bid in bids),
            ],
        )
        for each in criteria
    ]
    rows += [
        _row(label, [_plain(weight), *map(_plain, figures)], is_total=place in {0, len(sums) - 2})
        for place, (label, weight, figures) in enumerate(sums)
    ]
    return _head(columns), _joined(rows)


def _bids_as_rows(
    bids: Sequence[Members],
    criteria: Sequence[Members],
    *,
    names: dict[str, str],
    points: dict[tuple[str, str], SafeString],
    sums: list[tuple[str, str, list[str]]],
) -> tuple[SafeString, SafeString]:
    """Return head and body with a row for each bid, by rank."""
    columns = [("Bid", ""), *((each["code"], "numeric") for each in criteria)]
    columns += [(label, "numeric") for label, _, _ in sums]
    rows = [
        _row(
            f"{names[bid['bid']]} ({bid['bid']})",
            [
                *(points.get((bid["bid"], each["code"]), NOT_SCORED) for each in criteria),
                *(_plain(figures[place]) for _, _, figures in sums),
            ],
        )
        for place, bid in enumerate(bids)
    ]
    return _head(columns), _joined(rows)


def _head(columns: Iterable[tuple[str, str]]) -> SafeString:
    """Return the heading cells of a table."""
    kinds = {
        "": "govuk-table__header",
        "numeric": "govuk-table__header govuk-table__header--numeric",
    }
    return format_html_join(
        "", '<th scope="col" class="{}">{}</th>', ((kinds[kind], text) for text, kind in columns)
    )


def _row(heading: str, cells: Iterable[SafeString], *, is_total: bool = False) -> SafeString:
    """Return one row."""
    return format_html(
        '<tr class="govuk-table__row{}"><th scope="row" class="govuk-table__header '
        'app-table__question">{}</th>{}</tr>',
        " app-table__row--total" if is_total else "",
        heading,
        _joined(cells),
    )


def _plain(text: str) -> SafeString:
    """Return a cell with a figure."""
    return format_html('<td class="govuk-table__cell govuk-table__cell--numeric">{}</td>', text)


def _joined(parts: Iterable[SafeString]) -> SafeString:
    """Return the parts in a row; each is escaped already."""
    cells = list(parts)
    return format_html("{}" * len(cells), *cells)
