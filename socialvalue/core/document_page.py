"""A document as a page: its parts in order, each with the name of what it is."""

from typing import Any

from socialvalue.core.pdf import Document, parts

KINDS = {
    parts.Heading: "heading",
    parts.Paragraph: "paragraph",
    parts.Bullets: "bullets",
    parts.KeyValues: "key_values",
    parts.Table: "table",
}


def page_parts(document: Document) -> list[dict[str, Any]]:
    """Return the parts of a document for the template components/document.html.

    Kinds that have no place on such a page (links, charts, page breaks) are left out.
    """
    return [
        {"kind": KINDS[type(part)], "part": _table(part) if isinstance(part, parts.Table) else part}
        for part in document.contents
        if type(part) in KINDS
    ]


def _table(table: parts.Table) -> dict[str, Any]:
    """Return a table whose cells stand beside their columns."""
    return {
        "caption": table.caption,
        "columns": table.columns,
        "header_column": table.header_column,
        "rows": [list(zip(table.columns, row, strict=True)) for row in table.rows],
    }
