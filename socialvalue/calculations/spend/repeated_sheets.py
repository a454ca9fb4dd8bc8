"""Whether a spreadsheet has its payments twice: a sheet for each month, and one for the year."""

from collections import Counter

from socialvalue.calculations.spend.columns import PaymentLines

MOST_OF = 9, 10  # nine payments in ten
FEWEST = 5
"""Fewer payments may be alike by chance."""


def repeated_sheet(lines: PaymentLines) -> str:
    """Return the name of the largest sheet whose payments stand in other sheets too, or nothing.

    Payments are alike that have the same supplier, day and amount.
    """
    by_sheet: dict[str, Counter[tuple[str, int, int]]] = {}
    rows = zip(lines.sheet, lines.supplier, lines.days, lines.pence, strict=True)
    for sheet, supplier, day, pence in rows:
        by_sheet.setdefault(sheet, Counter())[supplier, day, pence] += 1
    if len(by_sheet) < 2:
        return ""
    whole = sum(by_sheet.values(), start=Counter())
    for sheet, found in sorted(by_sheet.items(), key=lambda each: -each[1].total()):
        elsewhere = found & (whole - found)
        enough = elsewhere.total() * MOST_OF[1] >= found.total() * MOST_OF[0]
        if found.total() >= FEWEST and enough:
            return sheet
    return ""
