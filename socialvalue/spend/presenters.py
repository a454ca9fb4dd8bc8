"""Payments and figures in the words and numbers that people read."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from socialvalue.calculations.rounding import half_up, shown
from socialvalue.calculations.spend.bands import OUTSIDE, UNKNOWN
from socialvalue.core import charts
from socialvalue.places.models import Area
from socialvalue.places.presenters import authority_map
from socialvalue.places.queries import authority_names
from socialvalue.spend.models import Analysis, PaymentFile, Row

CATEGORIES_DRAWN = 12
TOP = 20
# Below this share of located spend, in percent, a result is provisional (spend rule 12).
MINIMUM_LOCATED = 90
MILLION = 100_000_000  # pence
DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "upright strokes"}


def pounds(pence: int | Fraction) -> str:
    """Return an amount in full, to the penny: "-£1,234.56"."""
    amount = half_up(Fraction(pence) / 100, places=2)
    return f"{'-' if amount < 0 else ''}£{abs(amount):,.2f}"


def pounds_short(pence: int | Fraction) -> str:
    """Return an amount as one says it: "£15.4 million", "£820,500"."""
    size = abs(Fraction(pence))
    sign = "-" if pence < 0 else ""
    if size >= 10 * MILLION:
        return f"{sign}£{half_up(size / MILLION, places=0):,f} million"
    if size >= MILLION:
        return f"{sign}£{half_up(size / MILLION, places=1):,f} million"
    return f"{sign}£{half_up(size / 100, places=0):,f}"


def percent(part: int, of: int) -> str:
    """Return a share to one decimal place, or words where there is nothing to share."""
    return f"{shown(Fraction(100 * part, of), places=1)}%" if of else "not known"


@dataclass(frozen=True)
class BandFigure:
    """One band of the money: its code, words, colour, and how much."""

    code: str
    words: str
    colour: str
    pence: int
    lines: int
    share: str


def bands_of(figures: Mapping[str, Any]) -> list[BandFigure]:
    """Return the bands in their order: place, rest of the wider area, outside, not known."""
    areas = figures["areas"]
    total = int(figures["total"]["pence"])
    words = {areas[0]["code"]: (areas[0]["name"], "place")}
    if len(areas) > 1:
        words[areas[1]["code"]] = (f"Rest of {areas[1]['name']}", "wider")
    words[OUTSIDE] = ("Outside", "outside")
    words[UNKNOWN] = ("Place not known", "unknown")
    return [
        BandFigure(
            code=code,
            words=words[code][0],
            colour=words[code][1],
            pence=int(spend["pence"]),
            lines=spend["lines"],
            share=percent(int(spend["pence"]), total),
        )
        for code, spend in figures["bands"].items()
    ]


def headline(analysis: Analysis) -> list[dict[str, str]]:
    """Return the figures at the top of the page."""
    figures = analysis.figures
    total = int(figures["total"]["pence"])
    bands = bands_of(figures)
    cards = [
        {
            "figure": pounds_short(total),
            "words": f"paid in {figures['total']['lines']:,} payments",
        }
    ]
    cards += [
        {"figure": band.share, "words": f"{band_words(band)}: {pounds_short(band.pence)}"}
        for band in bands
        if band.code not in {OUTSIDE}
    ]
    return cards


def band_words(band: BandFigure) -> str:
    """Return how a headline speaks of a band."""
    return {"place": f"stayed in {band.words}", "wider": f"went to the {lower(band.words)}"}.get(
        band.colour, lower(band.words)
    )


def lower(words: str) -> str:
    """Return the words with a small first letter."""
    return words[:1].lower() + words[1:]


def chart_bands(figures: Mapping[str, Any]) -> list[charts.Band]:
    """Return the bands as charts draw them."""
    return [charts.Band(words=band.words, colour=band.colour) for band in bands_of(figures)]


def category_rows(figures: Mapping[str, Any]) -> list[list[Any]]:
    """Return a row for each category: name, each band's pence, total pence; largest first."""
    return [
        [
            group["name"],
            *(int(group["bands"][band]["pence"]) for band in figures["bands"]),
            int(group["total"]["pence"]),
        ]
        for group in figures["categories"]
    ]


def category_chart(analysis: Analysis) -> Any:
    """Return the chart of categories by band, the largest drawn and all of them in its table."""
    figures = analysis.figures
    rows = category_rows(figures)
    bands = chart_bands(figures)
    return charts.stacked_chart(
        name="categories",
        title=categories_title(len(rows)),
        words="How much of each category stayed, went to the wider area, left, or is not known.",
        bands=bands,
        label_heading="Category",
        total_heading="Total",
        stacks=[
            charts.Stack(
                label=name,
                values=tuple(values),
                shown_values=tuple(pounds_short(value) for value in values),
                shown=pounds_short(total),
            )
            for name, *values, total in rows[:CATEGORIES_DRAWN]
        ],
        table=charts.Table(
            columns=[
                charts.Column(text="Category"),
                *(charts.Column(text=band.words, numeric=True) for band in bands),
                charts.Column(text="Total", numeric=True),
            ],
            rows=[[name, *map(pounds, amounts)] for name, *amounts in rows],
            total=["All", *map(pounds, total_row(figures))],
        ),
        csv_address=reverse("spend:categories_csv", args=[analysis.pk]),
    )


def categories_title(how_many: int) -> str:
    """Return the chart's title, which says when not all are drawn."""
    if how_many <= CATEGORIES_DRAWN:
        return "What the money was for"
    return f"What the money was for: the {CATEGORIES_DRAWN} largest of {how_many} categories"


def total_row(figures: Mapping[str, Any]) -> list[int]:
    """Return each band's pence and the total pence."""
    bands = [int(spend["pence"]) for spend in figures["bands"].values()]
    return [*bands, int(figures["total"]["pence"])]


def bands_chart(analysis: Analysis) -> Any:
    """Return the chart of where the money went."""
    bands = bands_of(analysis.figures)
    return charts.bar_chart(
        name="bands",
        title="Where the money went",
        words="How much was paid in your place, in the wider area, outside, and where not known.",
        label_heading="Where",
        value_heading="Paid",
        bars=[
            charts.Bar(
                label=band.words,
                value=band.pence,
                shown=f"{pounds_short(band.pence)} ({band.share})",
                leading=band.colour == "place",
                address=lines_url(analysis, band=band.code),
            )
            for band in bands
        ],
        table=charts.Table(
            columns=[
                charts.Column(text="Where"),
                charts.Column(text="Payments", numeric=True),
                charts.Column(text="Paid", numeric=True),
                charts.Column(text="Share", numeric=True),
            ],
            rows=[
                [band.words, f"{band.lines:,}", pounds(band.pence), band.share] for band in bands
            ],
        ),
        csv_address=reverse("spend:bands_csv", args=[analysis.pk]),
    )


def lines_url(analysis: Analysis, *, band: str) -> str:
    """Return the address of the payments behind a band."""
    return f"{reverse('spend:lines', args=[analysis.pk])}?band={band}"


def map_of(analysis: Analysis) -> dict[str, Any]:
    """Return the map of payments by local authority."""
    paid = {code: int(pence) for code, pence in analysis.figures["authorities"].items()}
    codes = [analysis.wider_place_code or analysis.place_code]
    return authority_map(paid, focus=Area.objects.filter(code__in=codes).first())


def authority_rows(figures: Mapping[str, Any], names: Mapping[str, str]) -> list[list[Any]]:
    """Return name, code and pence of each authority, largest first."""
    paid = sorted(figures["authorities"].items(), key=lambda item: (-int(item[1]), item[0]))
    return [[names.get(code, code), code, int(pence)] for code, pence in paid]


def counts(file: PaymentFile) -> list[dict[str, str]]:
    """Return the cards of what was read and what was not."""
    return [
        {"figure": f"{file.rows_read:,}", "words": "payments read"},
        {"figure": pounds_short(file.total_pence), "words": "in all"},
        {"figure": f"{file.rows_set_aside:,}", "words": "rows set aside: titles, totals, blanks"},
        {"figure": f"{file.rows_refused:,}", "words": "rows not read"},
    ]


def how_it_was_read(file: PaymentFile) -> list[dict[str, str]]:
    """Return the rows that say how the file was understood."""
    how = file.how
    rows = [("Kind", how["kind"].upper())]
    if how["kind"] == "csv":
        delimiter = DELIMITERS.get(how["delimiter"], how["delimiter"])
        rows += [("Text", f"{how['encoding']}, {delimiter} between the cells")]
    rows += [
        ("Dates", ", ".join(how["dates"]) or "none"),
        ("Amounts", ", ".join(how["money"]) or "plain"),
        ("Payment days", days(file)),
    ]
    return [{"key": key, "value": value} for key, value in rows]


def days(file: PaymentFile) -> str:
    """Return the first and the last payment day in words."""
    if file.first_day is None:
        return "none"
    return f"{file.first_day:%-d %B %Y} to {file.last_day:%-d %B %Y}"


def row_lines(rows: Sequence[Row]) -> list[list[str]]:
    """Return rows that were not read, or were read with a remark, for a table."""
    return [
        [
            f"{row.sheet} {row.number}".strip() if row.number else "The whole file",
            row.heading,
            row.cell,
            f"{row.problem}. {row.remedy}".strip(),
        ]
        for row in rows
    ]


ROW_COLUMNS = [{"text": text} for text in ("Row", "Column", "Cell", "What, and what to do")]
ROW_HEADINGS = ["What became of it", "Sheet", "Row", "Column", "Cell", "Why", "What to do"]


def row_cells(row: Row) -> list[str | int]:
    """Return the cells of a file for a row that is no payment line, or was read with a remark."""
    return [
        row.get_kind_display(), row.sheet, row.number, row.heading, row.cell, row.problem,
        row.remedy,
    ]  # fmt: skip


def as_pounds(pence: int) -> Decimal:
    """Return whole pence as pounds, for a file that others work on with."""
    return Decimal(pence).scaleb(-2)


LINE_HEADINGS = [
    "Payment date", "Supplier", "Category", "Description", "Pounds", "Postcode",
    "Local authority", "Where", "Transaction number", "File", "Row",
]  # fmt: skip


def line_rows(found: Iterable[Any]) -> Iterator[list[Any]]:
    """Yield a row of a file for each counted line; the amount in pounds."""
    for counted in found:
        line = counted.line
        yield [
            line.day, line.supplier, line.category, line.description, as_pounds(line.pence),
            line.postcode, counted.place or "", counted.band, line.transaction_number,
            counted.file.name, f"{line.sheet} {line.row}".strip(),
        ]  # fmt: skip


def lines_page(analysis: Analysis, page: Any, *, band: str, category: str) -> dict[str, Any]:
    """Return what the page of the payments behind a figure shows."""
    words = {figure.code: figure.words for figure in bands_of(analysis.figures)}
    names = authority_names(counted.place for counted in page if counted.place)
    columns = ["Date", "Supplier", "Category", "Paid", "Postcode", "Local authority", "Row"]
    return {
        "page": page,
        "what": ", ".join(filter(None, [words.get(band, ""), category])) or "All payments",
        "query": urlencode({"band": band, "category": category}),
        "columns": [{"text": text, "numeric": text == "Paid"} for text in columns],
        "rows": [
            [
                f"{counted.line.day:%-d %b %Y}", counted.line.supplier, counted.line.category,
                pounds(counted.line.pence), counted.line.postcode,
                names.get(counted.place, "Not known"),
                f"{counted.file.name}, row {counted.line.row}",
            ]
            for counted in page
        ],
    }  # fmt: skip


def analysis_page(analysis: Analysis) -> dict[str, Any]:
    """Return what the page of an analysis shows."""
    figures = analysis.figures
    names = authority_names(figures["authorities"])
    return {
        "cards": headline(analysis),
        "bands": bands_chart(analysis),
        "categories": category_chart(analysis),
        "map": map_of(analysis),
        "authorities": [
            [name, pounds(pence)] for name, _, pence in authority_rows(figures, names)[:TOP]
        ],
        "suppliers": supplier_rows(figures)[:TOP],
        "supplier_columns": [{"text": "Supplier"}, *numeric("Payments", "Paid", "Share of all")],
        "authority_columns": [{"text": "Local authority"}, *numeric("Paid")],
        "outside_period": figures["outside_period"]["lines"],
        "outside_period_pounds": pounds(int(figures["outside_period"]["pence"])),
        "unplaced": [[why, f"{lines:,}"] for why, lines in figures["unplaced"].items()],
        "unplaced_columns": [{"text": "Why"}, *numeric("Payments")],
        "located_share": located_share(figures),
        "is_provisional": is_provisional(figures),
        "postcodes": analysis.worked_from["postcodes"],
        "rules": analysis.worked_from["rules"],
        "files": list(analysis.worked_from["files"].values()),
    }


def numeric(*words: str) -> list[dict[str, Any]]:
    """Return the heads of columns of numbers."""
    return [{"text": text, "numeric": True} for text in words]


def supplier_rows(figures: Mapping[str, Any]) -> list[list[str]]:
    """Return a row for each supplier kept: name, payments, pounds, share; largest first."""
    total = int(figures["total"]["pence"])
    return [
        [
            group["name"],
            f"{group['total']['lines']:,}",
            pounds(int(group["total"]["pence"])),
            percent(int(group["total"]["pence"]), total),
        ]
        for group in figures["suppliers"]
    ]


def located_share(figures: Mapping[str, Any]) -> str:
    """Return the share of the money whose place is known."""
    total = int(figures["total"]["pence"])
    return percent(total - int(figures["bands"][UNKNOWN]["pence"]), total)


def is_provisional(figures: Mapping[str, Any]) -> bool:
    """Whether too little of the money could be placed for the shares to be relied on."""
    total = int(figures["total"]["pence"])
    located = total - int(figures["bands"][UNKNOWN]["pence"])
    return 100 * located < MINIMUM_LOCATED * total
