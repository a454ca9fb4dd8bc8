"""The payment lines of a file, from the store."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from socialvalue.calculations.spend.columns import PaymentLine
from socialvalue.calculations.spend.correcting import corrected, lines_of
from socialvalue.calculations.spend.dates import DateOrder
from socialvalue.calculations.spend.headings import Amounts
from socialvalue.spend import facts_store, store
from socialvalue.spend.models import PaymentFile

if TYPE_CHECKING:  # it loads Arrow
    from socialvalue.calculations.spend.fast.summaries import Summary


def lines_path(file: PaymentFile) -> Path:
    """Return where the lines of a file, read as confirmed, are kept."""
    return store.path_of(
        sha256=file.sha256, columns=file.columns, amounts=file.amounts, reader=file.reader
    )


class ReadOtherwise(RuntimeError):
    """The store lost a file's lines, and they cannot be read again as they were."""


def kept_path(file: PaymentFile) -> Path:
    """Return where the lines of an imported file are; what the store lost is read again.

    Raises ReadOtherwise if files are read differently since, and this is one that shows it: then
    the store is to be had back from a backup, or the file taken back and uploaded again.
    """
    path = lines_path(file)
    if path.exists():
        return path
    if file.corrects_id:
        write_corrections(file)
        return path
    placed = read_whole(file).placed
    if (placed.lines, placed.pence) != (file.rows_read, file.total_pence):
        facts_store.forget(path)
        raise ReadOtherwise(
            f"{file.name} had {file.rows_read:,} payments and would have {placed.lines:,} if it "
            "was read now. Restore the folder of payments, or take the file back and upload it."
        )
    return path


def write_corrections(file: PaymentFile) -> None:
    """Write the lines of corrected rows, as the corrections' own content has them, to the store."""
    with file.content.open("rb") as content:
        kept = json.load(content)
    order, amounts = DateOrder(kept["date_order"]), Amounts(kept["amounts"])
    payments = [
        corrected(row["texts"], sheet=row["sheet"], row=row["row"], amounts=amounts, order=order)
        for row in kept["rows"]
    ]
    store.write(lines_of(payments), to=lines_path(file))


def read_whole(file: PaymentFile) -> "Summary":
    """Read a file into the store, and its facts, with the columns that a person confirmed.

    The file goes through block by block and is in the store as a whole or not at all.
    Raises FileRefused, sums.TooMuchMoney.
    """
    from socialvalue.calculations.spend.fast.reading import (  # noqa: PLC0415 -- slow import
        read_into,
    )

    with file.content.open("rb") as content, facts_store.writing(lines_path(file)) as partition:
        return read_into(
            content,
            name=file.name,
            writer=partition,
            confirmed_columns=file.columns,
            amounts=file.amounts or None,
        )


def first_lines(file: PaymentFile, *, how_many: int) -> list[PaymentLine]:
    """Return the first lines of an imported file, in its order."""
    return list(store.lines_at(kept_path(file), np.arange(min(how_many, file.rows_read))))
