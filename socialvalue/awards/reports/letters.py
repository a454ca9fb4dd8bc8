"""A letter as a document, from the words that were kept: its page, PDF and Word file are of it."""

from typing import Any

from socialvalue.awards.models import Letter
from socialvalue.core.pdf import Column, Document

SHARES = (4, 2, 6)
"""How wide the columns of a letter's table are to each other: what, how judged, why."""


def letter_document(letter: Letter) -> Document:
    """Return a letter as a document. The words are those that were sent, whatever is true now."""
    application = letter.application
    decider = application.running.organisation
    document = Document(
        title=letter.subject,
        organisation=decider.name,
        made_at=letter.written_at,
        subject=f"Letter to {application.organisation.name}",
        reference=f"Application {application.number}, letter {letter.number}",
        watermark_words="Demonstration" if decider.is_demonstration else None,
    )
    for piece in letter.pieces:
        [(name, said)] = piece.items()
        _write(document, name, said)
    document.small_print(f"SHA-256 of the words of this letter: {letter.sha256}")
    return document


def _write(document: Document, name: str, said: Any) -> None:
    match name:
        case "heading":
            document.heading(said)
        case "inset":
            document.inset(said)
        case "entries":
            document.bullets(said)
        case "facts":
            document.key_values([(key, value) for key, value in said])
        case "table":
            document.table(
                caption=said["caption"],
                columns=[
                    Column(title=title, share=share)
                    for title, share in zip(said["columns"], SHARES, strict=True)
                ],
                rows=said["rows"],
            )
        case _:
            document.paragraph(said)
