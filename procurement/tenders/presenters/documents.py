"""A document as a page, for the presenters of this room and of those above."""

from procurement.tenders.document_page import page_parts

__all__ = ["page_parts"]
