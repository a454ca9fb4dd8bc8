"""Money, shares and days in words: the same on every page, in every file and in every report."""

import datetime as dt
from decimal import Decimal
from fractions import Fraction

from socialvalue.calculations.rounding import half_up, shown

MILLION = 100_000_000  # pence
UNREAD_HEADINGS = [
    "Sheet", "Row", "Supplier", "Payment date", "Amount", "VAT", "Category", "Transaction number",
    "Description", "Supplier's postcode", "Set aside because", "What is wrong",
]  # fmt: skip
"""The columns of the file in which rows that were not read go out and come back."""
LEFT_OUT_AS = [
    ("", "Nothing: it counts as spend"),
    ("grant", "Grants"),
    ("financing", "Loans and other financing"),
    ("tax_payroll_pension", "Tax, pay or pensions"),
    ("public_body", "Payments to public bodies"),
]
"""As what a person may leave a category out; codes are reasons of calculations.spend.exclusions."""


def pounds(pence: int | Fraction) -> str:
    """Return an amount in full, to the penny: "-£1,234.56"."""
    amount = half_up(Fraction(pence) / 100, places=2)
    return f"{'-' if amount < 0 else ''}£{abs(amount):,.2f}"


def pounds_short(pence: int | Fraction) -> str:
    """Return an amount as one says it: "£15.4 million", "£820,500"."""
    size = abs(Fraction(pence))
    sign = "-" if pence < 0 else ""
    if size >= 10 * MILLION:
        return f"{sign}£{half_up(size / MILLION, places=0):,f} million"
    if size >= MILLION:
        return f"{sign}£{half_up(size / MILLION, places=1):,f} million"
    return f"{sign}£{half_up(size / 100, places=0):,f}"


def pounds_tiny(pence: int | Fraction) -> str:
    """Return an amount where there is little room, as on an axis: "£1.5m", "£821k", "£9,450"."""
    thousands = half_up(abs(Fraction(pence)) / 100_000, places=0)
    if 10 <= thousands < 1000:
        return f"{'-' if pence < 0 else ''}£{thousands:f}k"
    return pounds_short(pence).replace(" million", "m")


def percent(part: int, of: int) -> str:
    """Return a share to one decimal place, or words where there is nothing to share."""
    return f"{shown(Fraction(100 * part, of), places=1)}%" if of else "not known"


def share(part: Fraction | None) -> str:
    """Return a fraction of one as a share to one decimal place."""
    return f"{shown(100 * part, places=1)}%" if part is not None else "not known"


def as_pounds(pence: int) -> Decimal:
    """Return whole pence as pounds, for a file that others work on with."""
    return Decimal(pence).scaleb(-2)


def rounded_pounds(pence: int | Fraction) -> Decimal:
    """Return an exact amount in pence as pounds to the penny, for a file."""
    return half_up(Fraction(pence) / 100, places=2)


def period(start: dt.date, end: dt.date) -> str:
    """Return two days as a period: "1 April 2014 to 31 March 2015"."""
    return f"{start:%-d %B %Y} to {end:%-d %B %Y}"


def period_called(start: dt.date, end: dt.date) -> str:
    """Return what a period is called: "financial year 2024/25", or its two days."""
    days = (start.month, start.day, end.month, end.day)
    if days == (4, 1, 3, 31) and end.year == start.year + 1:
        return f"financial year {start.year}/{end.year % 100:02}"
    return f"payments of {period(start, end)}"


def counted(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun: "1 payment", "1,204 payments"."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"


def noun(number: int, one: str, many: str = "") -> str:
    """Return the noun that goes with a number: "supplier", "suppliers"."""
    return one if number == 1 else many or f"{one}s"


def capital(words: str) -> str:
    """Return the words with a large first letter."""
    return words[:1].upper() + words[1:]


def lower(words: str) -> str:
    """Return the words with a small first letter."""
    return words[:1].lower() + words[1:]
