"""The columnar store of payment lines: one Parquet file for each payments file.

A partition is named by the hash of the file it came from and by how it was read, and is written
beside its place and then moved there: it is whole or absent, and the same file read in the same
way is the same partition. Text columns stay dictionary-coded, amounts whole pence; where an amount
has a part of a penny, its exact net and VAT stand beside it.
"""

import hashlib
import json
from array import array
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
from django.conf import settings

from socialvalue.calculations.spend.columns import CodedColumn, PaymentLines
from socialvalue.calculations.spend.facts import whole_and_parts_of
from socialvalue.calculations.spend.fast.exact_sums import amounts_in
from socialvalue.spend.unfinished import unfinished

TEXTS = ("sheet", "supplier", "category", "transaction_number", "description", "postcode")
NUMBERS = {"row": "i", "days": "i", "pence": "q", "vat_pence": "q"}
# The exact net amount and VAT of a line that has parts of a penny, as "1/3 0"; empty elsewhere.
EXACT = "exact"
# At most so many lines lie together. To show a payment all of its group are read, in about 1.3 ms,
# and a page of 100 payments may need 100 groups; smaller ones take more room.
ROWS_A_GROUP = 8_192


def path_of(*, sha256: str, columns: Mapping[str, str], amounts: str, reader: int) -> Path:
    """Return where the lines of a file read in this way lie, whether they are there or not."""
    how = json.dumps([reader, sorted(columns.items()), amounts])
    name = f"{sha256[:32]}-{hashlib.sha256(how.encode()).hexdigest()[:16]}.parquet"
    return Path(settings.DATA_DIR) / "payments" / name


def write(lines: PaymentLines, *, to: Path) -> None:
    """Keep the lines. Safe to run twice, and from two workers at once."""
    from socialvalue.calculations.spend.fast.partition import (  # noqa: PLC0415 -- slow import
        tables_of,
    )

    with writing(to) as partition:
        for table in tables_of(lines):
            partition.add(table)


@contextmanager
def writing(to: Path) -> "Iterator[PartitionWriter]":
    """Give what takes the lines of a partition; it is in its place only if all went well."""
    part = unfinished(to.parent)
    try:
        writer = PartitionWriter(part)
        try:
            yield writer
        finally:
            writer.close()
        part.replace(to)
    finally:
        part.unlink(missing_ok=True)


class PartitionWriter:
    """Writes tables of payment lines (`fast.partition`) into a file."""

    def __init__(self, path: Path) -> None:
        """Begin an empty file."""
        self._path = path
        self._begin()

    def _begin(self) -> None:
        from pyarrow import parquet  # noqa: PLC0415 -- slow import

        from socialvalue.calculations.spend.fast.partition import (  # noqa: PLC0415 -- slow import
            CODED,
            SCHEMA,
        )

        self._file = parquet.ParquetWriter(
            self._path,
            SCHEMA,
            # Codes are small already: lz4 takes two thirds of zstd's time for them.
            compression={name: "lz4" if name in CODED else "zstd" for name in SCHEMA.names},
            use_dictionary=list(CODED),
            column_encoding=dict.fromkeys(NUMBERS, "BYTE_STREAM_SPLIT"),
            write_statistics=False,
        )

    def add(self, lines: Any) -> None:
        """Write lines below those before."""
        if lines.num_rows:
            self._file.write_table(lines, row_group_size=ROWS_A_GROUP)

    def start_again(self) -> None:
        """Forget all lines."""
        self.close()
        self._begin()

    def close(self) -> None:
        """End the file."""
        self._file.close()


def text_of(path: Path, name: str) -> CodedColumn:
    """Return one column of text of all lines; one of TEXTS."""
    return _coded(_column(path, name))


def numbers_of(path: Path, name: str) -> np.ndarray:
    """Return one column of numbers of all lines; one of NUMBERS."""
    numbers: np.ndarray = _column(path, name).to_numpy()
    return numbers


def exact_of(path: Path) -> dict[int, tuple[Fraction, Fraction]]:
    """Return the exact net amount and VAT, in pence, of each line that has a part of a penny."""
    return amounts_in(_column(path, EXACT))


def whole_pence_of(path: Path) -> tuple[np.ndarray, dict[int, int]]:
    """Return the whole pence of all lines, rounded down, and the parts of a penny beyond them."""
    return whole_and_parts_of(numbers_of(path, "pence"), exact_of(path))


def lines_at(path: Path, positions: np.ndarray) -> PaymentLines:
    """Return the lines at these positions, which rise. Only the groups that hold them are read."""
    import pyarrow as pa  # noqa: PLC0415 -- slow import

    # Most texts of a group are thrown away at once: to code them costs more than to read them.
    with _opened(path, coded=()) as partition:
        parts = [partition.schema_arrow.empty_table()]
        sizes = [
            partition.metadata.row_group(at).num_rows for at in range(partition.num_row_groups)
        ]
        starts = np.cumsum([0, *sizes])
        of_each = np.searchsorted(starts, positions, side="right") - 1
        for group in np.unique(of_each).tolist():
            here = positions[of_each == group] - starts[group]
            parts.append(partition.read_row_group(group).take(here))
        table = pa.concat_tables(parts)
    # Only the texts of these lines: those of all lines around them are many.
    texts = {
        name: _coded(table.column(name).cast(pa.string()).dictionary_encode()) for name in TEXTS
    }
    numbers = {
        name: array(kind, table.column(name).to_numpy().tobytes()) for name, kind in NUMBERS.items()
    }
    return PaymentLines(**texts, **numbers, exact=amounts_in(table.column(EXACT)))


def _opened(path: Path, *, coded: Sequence[str] = TEXTS) -> Any:
    from pyarrow import parquet  # noqa: PLC0415 -- slow import

    return parquet.ParquetFile(path, read_dictionary=list(coded))


def _column(path: Path, name: str) -> Any:
    with _opened(path) as partition:
        return partition.read(columns=[name]).column(name)


def _coded(column: Any) -> CodedColumn:
    """Return a text column as ours: the groups' texts become one list without repeats."""
    values: dict[str, int] = {}
    codes = array("i")
    for chunk in column.chunks:
        texts = chunk.dictionary.to_pylist()
        known = np.array([values.setdefault(text, len(values)) for text in texts], dtype=np.int32)
        codes.frombytes(known[chunk.indices.to_numpy()].tobytes())
    return CodedColumn(tuple(values), codes)


def parts_column(parts: Mapping[int, int], *, groups: int) -> Any:
    """Return the parts of a penny of so many groups, of which few have any, as an Arrow column."""
    import pyarrow as pa  # noqa: PLC0415 -- slow import

    texts = (str(parts[group]) if group in parts else None for group in range(groups))
    return pa.array(texts, pa.string()) if parts else pa.nulls(groups, pa.string())
