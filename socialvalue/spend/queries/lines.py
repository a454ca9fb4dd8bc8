"""The payment lines of a file, from the store."""

from pathlib import Path

import numpy as np

from socialvalue.calculations.spend.columns import PaymentLine
from socialvalue.spend import store
from socialvalue.spend.models import PaymentFile
from socialvalue.spend.queries.proposing import reading_of


def lines_path(file: PaymentFile) -> Path:
    """Return where the lines of a file, read as confirmed, are kept."""
    return store.path_of(sha256=file.sha256, columns=file.columns, amounts=file.amounts)


def kept_path(file: PaymentFile) -> Path:
    """Return where the lines of an imported file are; what the store lost is read again."""
    path = lines_path(file)
    if not path.exists():
        store.write(reading_of(file).lines, to=path)
    return path


def first_lines(file: PaymentFile, *, how_many: int) -> list[PaymentLine]:
    """Return the first lines of an imported file, in its order."""
    return list(store.lines_at(kept_path(file), np.arange(min(how_many, file.rows_read))))
