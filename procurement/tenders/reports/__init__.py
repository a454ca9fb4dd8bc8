"""Documents about a tender, as plain parts that become a page, a PDF or a Word file."""

from procurement.tenders.reports.pack import pack_of

__all__ = ["pack_of"]
