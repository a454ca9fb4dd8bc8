"""Rows that were not read, as their pages and their file show them."""

from collections.abc import Collection, Iterable
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from socialvalue.calculations.spend.findings import shortened
from socialvalue.core.exports import Cell
from socialvalue.spend import words
from socialvalue.spend.models import PaymentFile, Repeat, RowDecision
from socialvalue.spend.queries import AlikeRows, UnreadRow

SHOWN = 10
ORDER = (
    "supplier", "date", "amount", "vat", "category", "transaction_number", "description",
    "postcode",
)  # fmt: skip


def unread_table(rows: Iterable[UnreadRow]) -> list[dict[str, Any]]:
    """Return what the list shows of each row."""
    return [
        {
            "sheet": row.sheet,
            "number": row.number,
            "payment": _payment(row),
            "found": [
                {
                    "heading": found.heading,
                    "cell": shortened(found.cell),
                    "words": f"{found.problem}. {found.remedy}.",
                }
                for found in row.found
            ],
            "decision": row.decision,
            "corrected": _corrected(row),
        }
        for row in rows
    ]


def _payment(row: UnreadRow) -> str:
    """Return which payment a row is, as far as the file tells: supplier, day and amount."""
    texts = row.texts_before
    told = (shortened(texts[name]) for name in ("supplier", "date", "amount"))
    return ", ".join(filter(None, told))


def _corrected(row: UnreadRow) -> str:
    if row.decision is None or row.decision.kind != RowDecision.Kind.CORRECTED:
        return ""
    texts = row.decision.texts
    return ", ".join(filter(None, (texts["supplier"], texts["date"], texts["amount"])))


def alike_rows(file: PaymentFile, found: Iterable[AlikeRows]) -> list[dict[str, Any]]:
    """Return what the page says of rows that are wrong in the same way, and where to decide."""
    return [
        {
            "heading": one.heading,
            "problem": one.problem,
            "count": words.counted(len(one.rows), "row"),
            "undecided": f"{len(one.undecided):,}" if one.undecided else "",
            "aside": f"{len(one.set_aside):,}" if one.set_aside else "",
            "url": _alike_url("alike", file, one),
            "undo_url": _alike_url("undo_alike", file, one),
        }
        for one in found
    ]


def _alike_url(name: str, file: PaymentFile, one: AlikeRows) -> str:
    query = urlencode({"heading": one.heading, "problem": one.problem})
    return f"{reverse(f'spend:{name}', args=[file.pk])}?{query}"


def alike_page(one: AlikeRows) -> dict[str, Any]:
    """Return what the page shows of the rows that are to be set aside: some of them."""
    shown = [
        [
            f"{row.sheet}, {row.number}" if row.sheet else str(row.number),
            row.texts["supplier"], row.texts["date"], row.texts["amount"],
        ]
        for row in one.undecided[:SHOWN]
    ]  # fmt: skip
    more = len(one.undecided) - len(shown)
    return {
        "alike": one,
        "heading": f"Set {words.counted(len(one.undecided), 'row')} aside",
        "columns": [
            {"text": text, "numeric": text == "Amount"}
            for text in ("Row", "Supplier", "Date", "Amount")
        ],
        "rows": shown,
        "more": words.counted(more, "more row") if more else "",
    }


def unread_sum(file: PaymentFile, counts: dict[str, int]) -> str:
    """Return in words that every row that was not read is accounted for."""
    corrected, aside = counts["corrected"], counts["set_aside"]
    left = file.rows_refused - corrected - aside
    return (
        f"{words.counted(file.rows_refused, 'row')} not read: {corrected:,} corrected, "
        f"{aside:,} set aside, {left:,} to look at."
    )


def unread_cells(rows: Iterable[UnreadRow]) -> list[list[Cell]]:
    """Return the cells of the file for each row; words.UNREAD_HEADINGS are its headings."""
    return [
        [
            row.sheet,
            row.number,
            *(row.texts[name] for name in ORDER),
            row.decision.because if row.decision else "",
            "; ".join(f"{found.heading}: {found.problem}" for found in row.found),
        ]
        for row in rows
    ]


def repeat_pairs(repeats: Iterable[Repeat], *, ticked: Collection[str]) -> list[dict[str, Any]]:
    """Return what the page shows of each repeat: the payment, and the one that it repeats."""
    return [
        {
            "key": str(repeat.pk),
            "is_ticked": str(repeat.pk) in ticked,
            "supplier": repeat.supplier or "No name given",
            "day": f"{repeat.day:%-d %B %Y}",
            "amount": words.pounds(repeat.pence),
            "here": {"file": repeat.file, "where": _where(repeat.sheet, repeat.row)},
            "first": {"file": repeat.first_file, "where": f"row {repeat.first_row}"},
            "anchor": repeat.file.anchor.name,
            "repeat": repeat,
        }
        for repeat in repeats
    ]


def _where(sheet: str, row: int) -> str:
    return f"sheet {sheet}, row {row}" if sheet else f"row {row}"
