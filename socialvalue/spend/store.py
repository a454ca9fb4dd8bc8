"""The columnar store of payment lines: one Parquet file for each payments file.

A partition is named by the hash of the file it came from and by how it was read, and is written
beside its place and then moved there: it is whole or absent, and the same file read in the same
way is the same partition. Text columns stay dictionary-coded, amounts whole pence; where an amount
has a part of a penny, its exact net and VAT stand beside it.
"""

import hashlib
import json
import uuid
from array import array
from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
from django.conf import settings

from socialvalue.calculations.spend.columns import CodedColumn, PaymentLines

TEXTS = ("sheet", "supplier", "category", "transaction_number", "description", "postcode")
NUMBERS = {"row": "i", "days": "i", "pence": "q", "vat_pence": "q"}
# The exact net amount and VAT of a line that has parts of a penny, as "1/3 0"; empty elsewhere.
EXACT = "exact"
# Part of a partition's name: raise it when the reader would read an old file differently.
READER = 2
# So many lines lie together: to show a page of payments, only its group is read.
ROWS_A_GROUP = 65_536


def path_of(*, sha256: str, columns: Mapping[str, str], amounts: str) -> Path:
    """Return where the lines of a file read in this way lie, whether they are there or not."""
    how = json.dumps([READER, sorted(columns.items()), amounts])
    name = f"{sha256[:32]}-{hashlib.sha256(how.encode()).hexdigest()[:16]}.parquet"
    return Path(settings.DATA_DIR) / "payments" / name


def write(lines: PaymentLines, *, to: Path) -> None:
    """Keep the lines. Safe to run twice, and from two workers at once."""
    from pyarrow import parquet  # noqa: PLC0415 -- slow import

    to.parent.mkdir(parents=True, exist_ok=True)
    part = to.with_suffix(f".{uuid.uuid4().hex}.part")
    groups = _groups(lines)
    first = next(groups)
    try:
        with parquet.ParquetWriter(part, first.schema, compression="zstd") as writer:
            for group in chain([first], groups):
                writer.write_table(group)
        part.replace(to)
    finally:
        part.unlink(missing_ok=True)


def _groups(lines: PaymentLines) -> Iterator[Any]:
    """Yield the lines in groups, each with only the texts that it needs; at least one group."""
    import pyarrow as pa  # noqa: PLC0415 -- slow import

    texts = {name: pa.array(getattr(lines, name).values, pa.string()) for name in TEXTS}
    codes = {name: np.asarray(getattr(lines, name).codes, dtype=np.int32) for name in TEXTS}
    numbers = {name: np.asarray(getattr(lines, name), dtype=kind) for name, kind in NUMBERS.items()}
    for start in range(0, max(len(lines), 1), ROWS_A_GROUP):
        part = slice(start, start + ROWS_A_GROUP)
        columns = {name: _dictionary(codes[name][part], texts[name]) for name in TEXTS}
        columns |= {name: pa.array(of[part]) for name, of in numbers.items()}
        yield pa.table(columns | {EXACT: _exact(lines, part)})


def _exact(lines: PaymentLines, part: slice) -> Any:
    """Return the exact amounts of those lines as text, null where the whole pence are exact."""
    import pyarrow as pa  # noqa: PLC0415 -- slow import

    positions = range(*part.indices(len(lines)))
    if not lines.exact:
        return pa.nulls(len(positions), pa.string())
    amounts = (lines.exact.get(at) for at in positions)
    return pa.array([amount and f"{amount[0]} {amount[1]}" for amount in amounts], pa.string())


def _dictionary(codes: np.ndarray, texts: Any) -> Any:
    import pyarrow as pa  # noqa: PLC0415 -- slow import

    used, compact = np.unique(codes, return_inverse=True)
    return pa.DictionaryArray.from_arrays(pa.array(compact.astype(np.int32)), texts.take(used))


def text_of(path: Path, name: str) -> CodedColumn:
    """Return one column of text of all lines; one of TEXTS."""
    return _coded(_column(path, name))


def numbers_of(path: Path, name: str) -> np.ndarray:
    """Return one column of numbers of all lines; one of NUMBERS."""
    numbers: np.ndarray = _column(path, name).to_numpy()
    return numbers


def exact_of(path: Path) -> dict[int, tuple[Fraction, Fraction]]:
    """Return the exact net amount and VAT, in pence, of each line that has a part of a penny."""
    return _amounts(_column(path, EXACT))


def _amounts(column: Any) -> dict[int, tuple[Fraction, Fraction]]:
    found = {}
    for at in np.flatnonzero(column.is_valid().to_numpy()).tolist():
        net, vat = map(Fraction, column[at].as_py().split())
        found[at] = net, vat
    return found


def lines_at(path: Path, positions: np.ndarray) -> PaymentLines:
    """Return the lines at these positions, which rise. Only the groups that hold them are read."""
    import pyarrow as pa  # noqa: PLC0415 -- slow import

    with _opened(path) as partition:
        parts = [partition.schema_arrow.empty_table()]
        for group in np.unique(positions // ROWS_A_GROUP):
            here = positions[positions // ROWS_A_GROUP == group] % ROWS_A_GROUP
            parts.append(partition.read_row_group(int(group)).take(here))
        table = pa.concat_tables(parts)
    texts = {name: _coded(table.column(name)) for name in TEXTS}
    numbers = {
        name: array(kind, table.column(name).to_numpy().tobytes()) for name, kind in NUMBERS.items()
    }
    return PaymentLines(**texts, **numbers, exact=_amounts(table.column(EXACT)))


def _opened(path: Path) -> Any:
    from pyarrow import parquet  # noqa: PLC0415 -- slow import

    return parquet.ParquetFile(path, read_dictionary=list(TEXTS))


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
