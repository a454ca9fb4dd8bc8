"""The result as files for other programs: CSV and JSON. Plain values in, bytes out."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from procurement.calculations.canonical import canonical_json
from procurement.evaluation.lot_view import BidLine, LotView
from socialvalue.core import exports


def bundle_json(bundle: dict[str, Any]) -> bytes:
    """Return the bundle as a file that `manage.py assess_tender` reads.

    It is canonical JSON, so that `sha256sum` of the file gives the fingerprint of the result.
    """
    return canonical_json(bundle)


def result_csv(lots: Sequence[LotView]) -> bytes:
    """Return one row for each bid of each lot, with its points on every criterion."""
    criteria = list(dict.fromkeys(row["code"] for lot in lots for row in lot.criteria))
    headings = [
        "Lot", "Rank", "Bid", "Bidder", "Price (£)", "Quality", "Quality weight (%)",
        "Social value", "Social value weight (%)", "Price score", "Price weight (%)", "Total",
        "Ranked by", "Value ranked by", "Preferred", "Abnormally low price", "Disqualified because",
        *(f"{code} points" for code in criteria),
    ]  # fmt: skip
    rows = []
    for lot in lots:
        lines = [*lot.lines, *lot.out]
        points = [
            {row["code"]: row["cells"][place]["text"] for row in lot.criteria}
            for place in range(len(lines))
        ]
        rows += [
            _csv_row(lot, line, [mine.get(code) for code in criteria])
            for line, mine in zip(lines, points, strict=True)
        ]
    return exports.csv_bytes(headings, rows)


def _csv_row(lot: LotView, line: BidLine, points: Sequence[str | None]) -> list[Any]:
    """Return the row of one bid; figures as numbers, what does not exist left empty."""
    has_total = lot.gives_price_score
    return [
        lot.code,
        line.rank,
        line.code,
        line.name,
        line.price_figure,
        _figure(line.quality),
        Decimal(lot.weights["quality"]),
        _figure(line.social_value),
        Decimal(lot.weights["social_value"]),
        _figure(line.price_score),
        Decimal(lot.weights["price"]),
        _figure(line.total) if has_total else None,
        lot.measure,
        line.ranked_by_figure,
        "yes" if line.is_preferred else "no",
        " ".join(line.flags) or None,
        " ".join(line.disqualifications) or None,
        *(_figure(each) for each in points),
    ]


def _figure(text: str | None) -> Decimal | None:
    """Return a figure as a number, and nothing for a dash."""
    return None if text is None or text == "–" else Decimal(text)
