"""The columnar store of payment lines: one Parquet file for each payments file.

A partition is named by the hash of the file it came from and by how it was read, and is written
beside its place and then moved there: it is whole or absent, and the same file read in the same
way is the same partition. Text columns stay dictionary-coded, amounts whole pence.
"""

import hashlib
import json
import os
from array import array
from collections.abc import Mapping
from pathlib import Path

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

    columns = {}
    for name in TEXTS:
        column: CodedColumn = getattr(lines, name)
        codes = pa.array(column.codes, type=pa.int32())
        columns[name] = pa.DictionaryArray.from_arrays(codes, pa.array(column.values, pa.string()))
    for name, code in NUMBERS.items():
        columns[name] = pa.array(getattr(lines, name), pa.int32() if code == "i" else pa.int64())
    to.parent.mkdir(parents=True, exist_ok=True)
    part = to.with_suffix(f".{os.getpid()}.part")
    parquet.write_table(pa.table(columns), part, compression="zstd")
    part.replace(to)


def read(path: Path) -> PaymentLines:
    """Return the lines of a partition, in the order of the file."""
    import pyarrow as pa  # noqa: PLC0415 -- slow import
    from pyarrow import parquet  # noqa: PLC0415 -- slow import

    table = parquet.read_table(path, read_dictionary=list(TEXTS)).combine_chunks()
    columns: dict[str, object] = {}
    for name in TEXTS:
        column = table.column(name)
        coded = column.chunk(0) if column.num_chunks else pa.array([], column.type)
        codes = array("i", coded.indices.to_numpy(zero_copy_only=False).astype("int32").tobytes())
        columns[name] = CodedColumn(tuple(coded.dictionary.to_pylist()), codes)
    for name, code in NUMBERS.items():
        columns[name] = array(code, table.column(name).to_numpy().tobytes())
    return PaymentLines(**columns)
