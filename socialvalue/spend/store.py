"""The columnar store of payment lines: one Parquet file for each payments file.

A partition is named by the hash of the file it came from and by how it was read, and is written
beside its place and then moved there: it is whole or absent, and the same file read in the same
way is the same partition. Text columns stay dictionary-coded, amounts whole pence.
"""

import hashlib
import json
import uuid
from array import array
from collections.abc import Mapping
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from django.conf import settings

from socialvalue.calculations.spend.columns import CodedColumn, PaymentLines

TEXTS = ("sheet", "supplier", "category", "transaction_number", "description", "postcode")
NUMBERS = {"row": "i", "days": "i", "pence": "q", "vat_pence": "q"}
# Part of a partition's name: raise it when the reader would read an old file differently.
READER = 1


def path_of(*, sha256: str, columns: Mapping[str, str], amounts: str) -> Path:
    """Return where the lines of a file read in this way lie, whether they are there or not."""
    how = json.dumps([READER, sorted(columns.items()), amounts])
    name = f"{sha256[:32]}-{hashlib.sha256(how.encode()).hexdigest()[:16]}.parquet"
    return Path(settings.DATA_DIR) / "payments" / name


def write(lines: PaymentLines, *, to: Path) -> None:
    """Keep the lines. Safe to run twice, and from two workers at once."""
    import pyarrow as pa  # noqa: PLC0415 -- slow import
    from pyarrow import parquet  # noqa: PLC0415 -- slow import

    columns = {name: _dictionary(getattr(lines, name)) for name in TEXTS}
    for name, kind in NUMBERS.items():
        columns[name] = pa.array(np.asarray(getattr(lines, name), dtype=kind))
    to.parent.mkdir(parents=True, exist_ok=True)
    part = to.with_suffix(f".{uuid.uuid4().hex}.part")
    try:
        parquet.write_table(pa.table(columns), part, compression="zstd")
        part.replace(to)
    finally:
        part.unlink(missing_ok=True)


def _dictionary(column: CodedColumn) -> Any:
    import pyarrow as pa  # noqa: PLC0415 -- slow import

    codes = pa.array(np.asarray(column.codes, dtype=np.int32))
    return pa.DictionaryArray.from_arrays(codes, pa.array(column.values, pa.string()))


def read(path: Path, *, first: int | None = None) -> PaymentLines:
    """Return the lines of a partition in the order of the file: all of them, or the first."""
    table = _table(path, first=first)
    texts = {name: _coded(table.column(name)) for name in TEXTS}
    numbers = {name: array(kind, _bytes(table.column(name))) for name, kind in NUMBERS.items()}
    return PaymentLines(**texts, **numbers)


def _table(path: Path, *, first: int | None) -> Any:
    import pyarrow as pa  # noqa: PLC0415 -- slow import
    from pyarrow import parquet  # noqa: PLC0415 -- slow import

    with parquet.ParquetFile(path, read_dictionary=list(TEXTS)) as partition:
        if first is None:
            return partition.read().combine_chunks()
        batches = list(islice(partition.iter_batches(batch_size=first), 1))
        return pa.Table.from_batches(batches, schema=partition.schema_arrow)


def _coded(column: Any) -> CodedColumn:
    """Return a text column as ours; one without any line has no chunk."""
    if not column.num_chunks:
        return CodedColumn((), array("i"))
    chunk = column.chunk(0)
    return CodedColumn(tuple(chunk.dictionary.to_pylist()), array("i", _bytes(chunk.indices)))


def _bytes(numbers: Any) -> bytes:
    return numbers.to_numpy(zero_copy_only=False).tobytes()
