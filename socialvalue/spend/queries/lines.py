"""The payment lines of a file, from the store."""

from pathlib import Path

from socialvalue.calculations.spend.columns import PaymentLine, PaymentLines
from socialvalue.spend import store
from socialvalue.spend.models import PaymentFile
from socialvalue.spend.queries.proposing import reading_of


def lines_path(file: PaymentFile) -> Path:
    """Return where the lines of a file, read as confirmed, are kept."""
    return store.path_of(sha256=file.sha256, columns=file.columns, amounts=file.amounts)


def lines_of(file: PaymentFile) -> PaymentLines:
    """Return the lines of an imported file; from the file itself if the store has lost them."""
    return store.read(_kept(file))


def first_lines(file: PaymentFile, *, how_many: int) -> list[PaymentLine]:
    """Return the first lines of an imported file, in its order."""
    return list(store.read(_kept(file), first=how_many))


def _kept(file: PaymentFile) -> Path:
    path = lines_path(file)
    if not path.exists():
        store.write(reading_of(file).lines, to=path)
    return path
