"""Over time: the months of an analysis, and the same period of other years."""

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from socialvalue.core import charts
from socialvalue.spend import figures, words
from socialvalue.spend.models import Analysis
from socialvalue.spend.presenters.home import analysis_words
from socialvalue.spend.tables import table_of
from socialvalue.spend.tables.measures import month_words

from .choices import Asked, Choice, answers, links, query_of
from .drawn import chart_table, csv_url
from .frame import address_of, framed

SCALE = Choice("as", "Draw", [("pounds", "Pounds"), ("shares", "Shares")])


def months_page(analysis: Analysis, asked: Asked) -> dict[str, Any]:
    """Return what the page of changes over time shows."""
    found = figures.figures_of(analysis)
    chosen = answers([SCALE], asked)
    here = address_of(analysis, "analysis_months")
    address = f"{here}{query_of([SCALE], chosen)}#months"
    listed = analysis.organisation.analyses.for_lists().exclude(figures={}).exclude(pk=analysis.pk)
    others = listed.order_by("start", "asked_at")
    return framed(
        analysis,
        "analysis_months",
        links=links([SCALE], chosen, address=here, part="months"),
        months=_months(analysis, shares=chosen["as"] == "shares", address=address)
        if found["months"]
        else None,
        others=[
            {
                "text": analysis_words(other),
                "url": compare_url(analysis, other),
            }
            for other in others
        ],
    )


def compare_url(*analyses: Analysis) -> str:
    """Return the address of a comparison, the earliest period first."""
    ordered = sorted(analyses, key=lambda one: (one.start, one.asked_at))
    asked = [(letter, str(one.pk)) for letter, one in zip("abcdefgh", ordered, strict=False)]
    return f"{reverse('spend:compare')}?{urlencode(asked)}"


def _months(analysis: Analysis, *, shares: bool, address: str) -> Any:
    found = figures.figures_of(analysis)
    bands = figures.bands_of(found)
    table = table_of(found, "months")

    def value(month: dict[str, Any], code: str) -> Any:
        amount = figures.pence(month["bands"].get(code, figures.NOTHING))
        total = figures.pence(month["total"])
        return figures.share(amount, total) if shares else amount

    return charts.line_chart(
        name="months",
        title="Month by month",
        words="How near the money of each month went"
        + (", as shares of that month." if shares else ", in pounds."),
        period_heading="Month",
        periods=[
            month_words(month["month"])[:3] + month["month"][2:4] for month in found["months"]
        ],
        lines=[
            charts.Line(
                band=charts.Band(words=band.words, colour=band.colour),
                values=[value(month, band.code) for month in found["months"]],
            )
            for band in bands
        ],
        show=words.share if shares else words.pounds_tiny,
        table=chart_table(analysis, table),
        csv_address=csv_url(analysis, "months"),
        address=address,
    )
