"""Documents about local spend: bytes out."""

from socialvalue.core.pdf import Column, Document
from socialvalue.spend import figures, words
from socialvalue.spend.models import Analysis


def local_spend(analysis: Analysis) -> bytes:
    """Return the report of an analysis as a tagged PDF; the same analysis gives the same bytes."""
    found = analysis.figures
    document = Document(
        title=f"Local spend: {analysis.title}",
        organisation=analysis.organisation.name,
        made_at=analysis.asked_at,
        subject="Where the money went",
        reference=str(analysis.pk),
        watermark_words="Demonstration" if analysis.organisation.is_demonstration else None,
    )
    if figures.is_empty(found):
        document.inset(figures.NO_PAYMENTS)
    else:
        _findings(document, found)
    _how(document, analysis)
    return document.render()


def _findings(document: Document, found: figures.Figures) -> None:
    document.headline_numbers([(card["figure"], card["words"]) for card in figures.headline(found)])
    if figures.is_provisional(found):
        document.inset(figures.provisional_words(found))
    _where(document, found)
    _what_for(document, found)
    _suppliers(document, found)


def _where(document: Document, found: figures.Figures) -> None:
    bands = figures.bands_of(found)
    document.heading("Where the money went")
    document.bar_chart(
        title="Paid, by where it went",
        bars=[(band.words, band.pence, words.pounds_short(band.pence)) for band in bands],
    )
    document.table(
        columns=[Column(title="Where"), *_numbers("Payments", "Paid", "Share")],
        rows=[
            *(
                [band.words, f"{band.lines:,}", words.pounds(band.pence), band.share]
                for band in bands
            ),
            ["All", f"{found['total']['lines']:,}", words.pounds(figures.total_pence(found)), ""],
        ],
        caption="Payments by where they went",
        header_column=True,
        total_rows=1,
    )


def _what_for(document: Document, found: figures.Figures) -> None:
    bands = figures.bands_of(found)
    total = [*(band.pence for band in bands), figures.total_pence(found)]
    rows = [
        [group.name, *map(words.pounds, (*group.band_pence, group.pence))]
        for group in figures.categories(found)
    ]
    document.heading("What the money was for")
    document.table(
        columns=[Column(title="Category"), *_numbers(*(band.words for band in bands), "Total")],
        rows=[*rows, ["All", *map(words.pounds, total)]],
        caption="Payments by category and where they went",
        header_column=True,
        total_rows=1,
    )


def _suppliers(document: Document, found: figures.Figures) -> None:
    document.heading("Who was paid most")
    document.table(
        columns=[Column(title="Supplier"), *_numbers("Payments", "Paid", "Share of all")],
        rows=[
            [group.name, f"{group.lines:,}", words.pounds(group.pence), group.share]
            for group in figures.suppliers(found)[: figures.TOP]
        ],
        caption="The suppliers that were paid most",
        header_column=True,
    )


def _how(document: Document, analysis: Analysis) -> None:
    found, basis = analysis.figures, analysis.worked_from
    document.heading("How this was worked out")
    document.paragraph(f"{figures.outside_period(found)} {figures.AS_PUBLISHED}")
    document.paragraph(f"{figures.ADDRESSES} {figures.LAWFUL}")
    document.key_values(
        [
            ("Period", f"{words.period(analysis.start, analysis.end)}, by payment date"),
            ("Rules", basis["rules"]),
            ("Postcodes", f"{basis['postcodes']['source']}, {basis['postcodes']['vintage']}"),
            ("Money placed", figures.located_share(found)),
            ("Postcodes repaired", figures.repaired(found) or "None"),
        ]
    )
    _unplaced(document, found)
    document.table(
        columns=[Column(title="File", share=2), Column(title="SHA-256", share=3)],
        rows=[[file["name"], file["sha256"]] for file in basis["files"].values()],
        caption="Files read",
        header_column=True,
    )


def _unplaced(document: Document, found: figures.Figures) -> None:
    if found["unplaced"]:
        document.table(
            columns=[Column(title="Why"), *_numbers("Payments", "Paid")],
            rows=[
                [entry["name"], f"{entry['lines']:,}", words.pounds(int(entry["pence"]))]
                for entry in found["unplaced"]
            ],
            caption="Why the place is not known",
            header_column=True,
        )


def _numbers(*titles: str) -> list[Column]:
    return [Column(title=title, align="right") for title in titles]
