"""The report as a document, from which a tagged PDF and a Word file are made."""

from socialvalue.core.pdf import Column, Document
from socialvalue.spend import figures, words
from socialvalue.spend.figures import Figures
from socialvalue.spend.tables import Audience, Kind, Table, for_people
from socialvalue.spend.tables.sections import (
    DOES_NOT_SAY,
    MOST_ROWS,
    Section,
    Subject,
    may_draw,
    opening,
    row_sum,
    sections_of,
    source_of,
)

DRAWN = 10


def document_of(subject: Subject, *, audience: Audience) -> Document:
    """Return the report as a document. Its tables have up to MOST_ROWS rows."""
    document = Document(
        title=f"Local spend analysis: {subject.title}",
        organisation=subject.organisation,
        made_at=subject.made_at,
        subject="Where the money went",
        reference=subject.reference,
        watermark_words="Demonstration" if subject.is_demonstration else None,
    )
    if figures.is_empty(subject.found):
        document.inset(figures.NO_PAYMENTS)
    else:
        _findings(document, subject, audience)
    _how(document, subject)
    return document


def _findings(document: Document, subject: Subject, audience: Audience) -> None:
    found = subject.found
    draws = may_draw(subject, audience=audience)
    if draws:
        cards = figures.headline(found)[:4]
        document.headline_numbers([(card["figure"], card["words"]) for card in cards])
    if figures.is_provisional(found):
        document.inset(figures.provisional_words(found))
    for sentence in opening(subject, audience=audience):
        document.paragraph(sentence)
    for section in sections_of(subject, audience=audience):
        _section(document, section, subject, draws=draws)


def _section(document: Document, section: Section, subject: Subject, *, draws: bool) -> None:
    document.heading(section.title)
    if section.key == "where" and draws:
        _bands(document, subject.found)
    if section.key == "categories":
        _leaks(document, section)
    for table in section.tables:
        add_table(document, table, source=source_of(subject))


def _bands(document: Document, found: Figures) -> None:
    document.bar_chart(
        title="Paid, by how near it went (registered address)",
        bars=[
            (band.words, band.pence, f"{words.pounds_short(band.pence)} ({band.share})")
            for band in figures.bands_of(found)
        ],
        leading=found["areas"][0]["name"],
    )


def _leaks(document: Document, section: Section) -> None:
    """Draw what leaves by category, where anything does."""
    leaks = [table for table in section.tables if table.key == "leakage"]
    for table in leaks:
        document.bar_chart(
            title=table.title,
            bars=[
                (str(row.cells[0]), row.cells[2], words.pounds_short(row.cells[2]))
                for row in table.rows[:DRAWN]
            ],
        )


def add_table(document: Document, table: Table, *, source: str) -> None:
    """Add a table with up to MOST_ROWS rows; beneath it where it is from, and its caution."""
    kinds = [head.kind for head in table.heads]
    rows = [row.cells for row in table.rows[:MOST_ROWS]] + ([table.total] if table.total else [])
    if more := row_sum(table):
        document.small_print(more)
    document.table(
        columns=[
            Column(title=head.text, align="right" if head.is_number else "left")
            for head in table.heads
        ],
        rows=[
            [for_people(value, kind) for value, kind in zip(row, kinds, strict=True)]
            for row in rows
        ],
        caption=table.title,
        header_column=kinds[0] is Kind.WORDS,
        total_rows=1 if table.total else 0,
    )
    document.small_print(f"{source} {table.caution}".strip())


def _how(document: Document, subject: Subject) -> None:
    document.heading("What this does not say")
    document.bullets(DOES_NOT_SAY)
    document.heading("How this was worked out")
    document.key_values(subject.facts)
    document.table(
        columns=[Column(title="File", share=2), Column(title="SHA-256", share=3)],
        rows=subject.files,
        caption="Files read",
        header_column=True,
    )
