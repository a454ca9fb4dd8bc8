"""A made-up ledger of UK payments, as large as wanted: one CSV for each anchor and year.

60,000 suppliers whose amounts follow Zipf's law, money written in every usual way, dates day first,
Windows-1252; 12 columns and about 170 bytes a row, as published files have (10 to 26 columns, 130
to 210 bytes). The same numbers give the same bytes on every machine.
"""

from collections.abc import Iterator
from pathlib import Path

import numpy as np

SUPPLIERS = 60_000
ROWS_A_FILE = 200_000
CATEGORIES = 120
COLUMNS = (
    "Body Name", "Service Area", "Expense Area", "Supplier Name",
    "Supplier Postcode", "Supplier Type", "Payment Date", "Transaction Number", "Net Amount (£)",
    "Expense Type", "Description", "VAT Registration Number",
)  # fmt: skip
SERVICES = ("General Fund", "Adult Social Care", "Housing Revenue Account", "Estates", "Highways")
AREA_OF = ("Business Delivery", "Corporate Services", "Community Wellbeing and Public Health")
TYPES = ("Trade", "Voluntary and community", "Public body")
KINDS = ("Ltd", "Limited", "PLC", "LLP", "Services", "Trust", "& Sons", "Café Ltd")
AREAS = ("PR", "BB", "LA", "M", "L", "WN", "OL", "BL", "SK", "CH", "LS", "B", "EC1A", "SW1A")


def ledger(folder: Path, *, rows: int) -> list[Path]:
    """Write a ledger of so many rows and return its files, each of at most 200,000 rows."""
    folder.mkdir(parents=True, exist_ok=True)
    suppliers = list(_suppliers())
    paths = []
    for number, start in enumerate(range(0, rows, ROWS_A_FILE)):
        path = folder / f"anchor_{number // 5 + 1:02}_{2019 + number % 5}.csv"
        paths.append(path)
        if not path.exists():
            many = min(ROWS_A_FILE, rows - start)
            lines = "".join(_rows(number, many=many, suppliers=suppliers))
            path.write_bytes(f"{','.join(COLUMNS)}\r\n{lines}".encode("cp1252"))
    return paths


def _suppliers() -> Iterator[str]:
    """Yield the name and postcode of each supplier; some have a comma in their name."""
    made = np.random.default_rng(1)
    digits = made.integers(0, 10, size=(SUPPLIERS, 2))
    letters = made.integers(0, 20, size=(SUPPLIERS, 2))
    for number, (sector, unit), (one, two) in zip(
        range(SUPPLIERS), digits.tolist(), letters.tolist(), strict=True
    ):
        name = f"Supplier {number} {KINDS[number % len(KINDS)]}"
        written = f'"{name}, Preston"' if number % 50 == 0 else name
        inward = f"{unit}{'ABDEFGHJLNPQRSTUWXYZ'[one]}{'ABDEFGHJLNPQRSTUWXYZ'[two]}"
        yield f"{written},{AREAS[number % len(AREAS)]}{sector} {inward}"


def _rows(number: int, *, many: int, suppliers: list[str]) -> Iterator[str]:
    made = np.random.default_rng(100 + number)
    who = np.minimum(made.zipf(1.3, size=many) - 1, made.integers(0, SUPPLIERS, size=many))
    pence = (25_000 * made.pareto(1.2, size=many) + 100).astype(np.int64) % 10**10
    first = np.datetime64(f"{2019 + number % 5}-04-01")
    days = [f"{day[8:]}/{day[5:7]}/{day[:4]}" for day in map(str, first + np.arange(365))]
    when = made.integers(0, 365, size=many)
    style = made.integers(0, 100, size=many)
    category = made.integers(0, CATEGORIES, size=many)
    each = zip(
        who.tolist(), pence.tolist(), when.tolist(), style.tolist(), category.tolist(), strict=True
    )
    for at, (supplier, amount, day, written, kind) in enumerate(each):
        yield (
            f"Anchor {number // 5 + 1},{SERVICES[kind % len(SERVICES)]},"
            f"{AREA_OF[kind % len(AREA_OF)]},{suppliers[supplier]},{TYPES[supplier % len(TYPES)]},"
            f"{days[day]},{number:03}{at:07},{_money(amount, written)},Category {kind},"
            f"Invoice {at % 977} of {days[day]},GB{supplier:09}\r\n"
        )


def _money(pence: int, style: int) -> str:
    """Return an amount in one of the ways that payment files write them, by a number below 100."""
    pounds, rest = divmod(pence, 100)
    if style < 40:
        return f"{pounds}.{rest:02}"
    if style < 70:
        return f'"{pounds:,}.{rest:02}"'
    if style < 85:
        return f'"£{pounds:,}.{rest:02}"'
    if style < 89:
        return f"-{pounds}.{rest:02}"
    if style < 92:
        return f'"-£{pounds:,}.{rest:02}"'
    if style < 94:
        return f'"({pounds:,}.{rest:02})"'
    return f"{pounds}.{rest:02}-" if style < 96 else str(pounds)
