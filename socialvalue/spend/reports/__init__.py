"""The report "Local spend analysis" as files: bytes out."""

from collections.abc import Callable
from dataclasses import dataclass

from socialvalue.core import docx, responses
from socialvalue.spend.models import Analysis
from socialvalue.spend.tables import Audience
from socialvalue.spend.tables.sections import Subject, subject_of

from .document import add_table, document_of
from .workbook import book_of, workbook_of

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def as_pdf(subject: Subject, *, audience: Audience = Audience.FILE) -> bytes:
    """Return the report as a tagged PDF; the same subject gives the same bytes."""
    return document_of(subject, audience=audience).render()


def as_docx(subject: Subject, *, audience: Audience = Audience.FILE) -> bytes:
    """Return the report as a Word file; the same subject gives the same bytes."""
    return docx.as_docx(document_of(subject, audience=audience))


def as_xlsx(subject: Subject, *, audience: Audience = Audience.FILE) -> bytes:
    """Return the report as a spreadsheet with every row of every table."""
    return workbook_of(subject, audience=audience)


@dataclass(frozen=True)
class Form:
    """A kind of file: what writes it, and what the browser is told that it is."""

    writer: Callable[..., bytes]
    content_type: str

    def write(self, analysis: Analysis, *, audience: Audience) -> bytes:
        """Return the report on an analysis for an audience."""
        return self.writer(subject_of(analysis), audience=audience)


FORMS = {
    "pdf": Form(as_pdf, responses.PDF),
    "docx": Form(as_docx, DOCX),
    "xlsx": Form(as_xlsx, XLSX),
}

__all__ = [
    "DOCX",
    "FORMS",
    "XLSX",
    "Form",
    "add_table",
    "as_docx",
    "as_pdf",
    "as_xlsx",
    "book_of",
    "document_of",
    "workbook_of",
]
