"""Page furniture for documents that people go on editing: a Word file from plain values."""

from .document import Document, as_docx

__all__ = ["Document", "as_docx"]
