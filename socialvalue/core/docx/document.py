"""A document as a Word file (DOCX): the same parts as a PDF, for whoever must edit them."""

from socialvalue.core import pdf


class Document(pdf.Document):
    """A letter or a pack in the making: add parts as to `core.pdf.Document`, then `render`.

    Every text may come from a stranger. It goes into the file as the characters of a run: never as
    a field, a link, a style or markup. Control characters are taken out beforehand.
    """

    def render(self) -> bytes:
        """Return the document as DOCX. The same document gives the same bytes."""
        return as_docx(self)


def as_docx(document: pdf.Document) -> bytes:
    """Return any document as DOCX, so that one text gives both files.

    It has a title, a language, headings by level, lists, and tables whose first row is repeated as
    their heading. A chart becomes the table of its values. The same document gives the same bytes.
    """
    from . import package, writing  # noqa: PLC0415 -- slow import: python-docx

    return package.steady(writing.written(document))
