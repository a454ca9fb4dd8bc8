"""The document in which an applicant writes without a connection."""

import datetime as dt
from collections.abc import Sequence

from socialvalue.awards.models import Application
from socialvalue.awards.queries import Asked
from socialvalue.calculations.awards.filled import heading_of, reference_line
from socialvalue.calculations.awards.scheme import Scheme, Theme, fingerprint
from socialvalue.core import docx, pdf

STEPS = (
    "Write each answer in the empty row of its table. Leave the first row of each table as it is.",
    "Leave an answer empty to keep what is saved online.",
    "Pictures are not read: give them as evidence, online.",
    "Save as Word document (.docx), and upload it on the page of your application.",
    "You see what the document says before anything is saved.",
)
NOTHING_YET = " "


def offline_document(
    application: Application, *, scheme: Scheme, asked: Sequence[Asked], at: dt.datetime
) -> bytes:
    """Return the document as DOCX, with what is answered so far."""
    document = docx.Document(
        title=f"{scheme.title}: application",
        organisation=application.organisation.name,
        made_at=at,
    )
    document.paragraph(scheme.words)
    document.bullets(STEPS, numbered=True)
    document.small_print(
        reference_line(str(application.pk), fingerprint(application.running.version.document))
    )
    for theme in scheme.themes:
        _theme(document, theme, [each for each in asked if each.criterion.theme == theme.code])
    document.heading("How answers are judged")
    document.key_values((mark.title, mark.definition) for mark in scheme.marks)
    return document.render()


def _theme(document: docx.Document, theme: Theme, asked: Sequence[Asked]) -> None:
    document.heading(theme.title)
    if theme.words:
        document.paragraph(theme.words)
    for each in asked:
        criterion = each.criterion
        document.heading(criterion.title, level=3)
        document.paragraph(criterion.question)
        document.bullets(criterion.prompts)
        if criterion.equivalent:
            document.small_print(criterion.equivalent)
        document.table(
            columns=[pdf.Column(title=heading_of(criterion.title, criterion.code))],
            rows=[[each.answer.text if each.has_text else NOTHING_YET]],
            header_column=False,
        )
