"""Documents about local spend: bytes out."""

from socialvalue.core.pdf import Column, Document
from socialvalue.spend import presenters
from socialvalue.spend.models import Analysis

CAUTION = (
    "An address says where a supplier is registered or sends its invoices, not where its staff "
    "live. Above the procurement threshold a supplier's location is not a lawful award criterion: "
    "this is an analysis of spend, not of bids."
)


def local_spend(analysis: Analysis) -> bytes:
    """Return the report of an analysis as a tagged PDF; the same analysis gives the same bytes."""
    figures = analysis.figures
    document = Document(
        title=f"Local spend: {analysis.title}",
        organisation=analysis.organisation.name,
        made_at=analysis.asked_at,
        subject="Where the money went",
        reference=str(analysis.pk),
        watermark_words="Demonstration" if analysis.organisation.is_demonstration else None,
    )
    document.headline_numbers(
        [(card["figure"], card["words"]) for card in presenters.headline(analysis)][:4]
    )
    if presenters.is_provisional(figures):
        document.inset(
            f"Provisional: the place is known of {presenters.located_share(figures)} of the money."
        )
    _where(document, analysis)
    _what_for(document, analysis)
    _how(document, analysis)
    return document.render()


def _where(document: Document, analysis: Analysis) -> None:
    bands = presenters.bands_of(analysis.figures)
    document.heading("Where the money went")
    document.bar_chart(
        title="Paid, by where it went",
        bars=[(band.words, band.pence, presenters.pounds_short(band.pence)) for band in bands],
    )
    document.table(
        columns=[Column(title="Where"), *_numbers("Payments", "Paid", "Share")],
        rows=[
            [band.words, f"{band.lines:,}", presenters.pounds(band.pence), band.share]
            for band in bands
        ],
        caption="Payments by where they went",
        header_column=True,
    )


def _what_for(document: Document, analysis: Analysis) -> None:
    figures = analysis.figures
    bands = [band.words for band in presenters.bands_of(figures)]
    rows = [
        [name, *map(presenters.pounds, amounts)]
        for name, *amounts in presenters.category_rows(figures)
    ]
    document.heading("What the money was for")
    document.table(
        columns=[Column(title="Category"), *_numbers(*bands, "Total")],
        rows=[*rows, ["All", *map(presenters.pounds, presenters.total_row(figures))]],
        caption="Payments by category and where they went",
        header_column=True,
        total_rows=1,
    )


def _how(document: Document, analysis: Analysis) -> None:
    figures, postcodes = analysis.figures, analysis.worked_from["postcodes"]
    document.heading("How this was worked out")
    document.paragraph(CAUTION)
    document.key_values(
        [
            ("Period", f"{analysis.start:%-d %B %Y} to {analysis.end:%-d %B %Y}, by payment date"),
            ("Rules", analysis.worked_from["rules"]),
            ("Postcodes", f"{postcodes['source']}, {postcodes['vintage']}"),
            ("Money placed", presenters.located_share(figures)),
            ("Payments outside the period", f"{figures['outside_period']['lines']:,}, left out"),
        ]
    )
    files = analysis.worked_from["files"].values()
    document.table(
        columns=[Column(title="File"), Column(title="SHA-256")],
        rows=[[file["name"], file["sha256"]] for file in files],
        caption="Files read",
        header_column=True,
    )


def _numbers(*titles: str) -> list[Column]:
    return [Column(title=title, align="right") for title in titles]
