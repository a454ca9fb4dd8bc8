"""Reading a payments file of 200,000 rows line by line, against the raw parse of its bytes."""

import csv
import datetime as dt
import io
import random
from collections.abc import Callable

from pyarrow import csv as arrow_csv

from socialvalue.calculations.spend.reading import read_payments

ROWS = 200_000


def payments() -> bytes:
    """Return a made-up file of the usual kind, always the same."""
    made = random.Random(7)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["Supplier Name", "Postcode", "Payment Date", "Number", "Amount", "Category"])
    for number in range(ROWS):
        day = dt.date(2024, 4, 1) + dt.timedelta(days=made.randrange(365))
        pence = made.randrange(50_000, 90_000_000)
        writer.writerow(
            [
                f"Supplier {int(made.paretovariate(1)) % 60_000} Ltd",
                f"PR{made.randrange(1, 9)} {made.randrange(10)}AB",
                f"{day:%d/%m/%Y}",
                number,
                f"{pence // 100:,}.{pence % 100:02}",
                f"Category {made.randrange(40)}",
            ]
        )
    return out.getvalue().encode()


def pairs() -> list[tuple[str, Callable[[], object], Callable[[], object]]]:
    """Return what is timed."""
    content = payments()
    return [
        (
            f"read {ROWS:,} rows strictly (v. raw Arrow parse)",
            lambda: read_payments(content, name="made-up.csv"),
            lambda: arrow_csv.read_csv(io.BytesIO(content)),
        ),
    ]
