"""Payment lines as Arrow tables: what one partition of the columnar store holds.

Texts of which there are few are dictionary-coded, amounts are whole pence. Where an amount has a
part of a penny, `exact` holds its exact net and VAT as "1/3 0"; elsewhere it is null.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from socialvalue.calculations.spend.columns import PaymentLines
from socialvalue.calculations.spend.fast.cells import coded, empty_texts
from socialvalue.calculations.spend.money import Pence

CODED = ("sheet", "supplier", "category", "postcode")
TEXTS = ("sheet", "supplier", "category", "transaction_number", "description", "postcode")
NUMBERS = ("row", "days", "pence", "vat_pence")
LINES_A_TABLE = 65_536
_TEXT = pa.dictionary(pa.int32(), pa.string())
SCHEMA = pa.schema(
    [(name, _TEXT if name in CODED else pa.string()) for name in TEXTS]
    + [("row", pa.int32()), ("days", pa.int32()), ("pence", pa.int64()), ("vat_pence", pa.int64())]
    + [("exact", pa.string())]
)


def table_of(
    *,
    numbers: NDArray[Any],
    texts: Mapping[str, Any],
    days: NDArray[Any],
    pence: NDArray[Any],
    vat_pence: NDArray[Any],
    exact: Mapping[int, tuple[Pence, Pence]],
    keep: NDArray[np.bool_],
) -> Any:
    """Return the rows to keep of a block of a text file (which has no sheets) as a table."""
    columns = {name: texts.get(name) for name in TEXTS} | {"sheet": empty_texts(len(numbers))}
    written: list[str | None] = [None] * len(numbers)
    for row, (net, vat) in exact.items():
        written[row] = f"{net} {vat}"
    table = pa.table(
        {name: column if name in CODED else _plain(column) for name, column in columns.items()}
        | {
            "row": pa.array(numbers.astype(np.int32)),
            "days": pa.array(days.astype(np.int32)),
            "pence": pa.array(pence),
            "vat_pence": pa.array(vat_pence),
            "exact": pa.array(written, pa.string())
            if exact
            else pa.nulls(len(numbers), pa.string()),
        },
        schema=SCHEMA,
    )
    return table if keep.all() else _recoded(table.filter(pa.array(keep)))


def tables_of(lines: PaymentLines) -> Iterator[Any]:
    """Yield payment lines as tables of at most LINES_A_TABLE; an empty one if there is none."""
    texts = {name: pa.array(getattr(lines, name).values, pa.string()) for name in TEXTS}
    codes = {name: np.asarray(getattr(lines, name).codes, dtype=np.int32) for name in TEXTS}
    numbers = {name: np.asarray(getattr(lines, name)) for name in NUMBERS}
    for start in range(0, max(len(lines), 1), LINES_A_TABLE):
        part = slice(start, start + LINES_A_TABLE)
        rows = range(*part.indices(len(lines)))
        exact = (lines.exact.get(row) for row in rows)
        yield pa.table(
            {name: _those(codes[name][part], texts[name], name=name) for name in TEXTS}
            | {name: pa.array(of[part], SCHEMA.field(name).type) for name, of in numbers.items()}
            | {"exact": pa.array([of and f"{of[0]} {of[1]}" for of in exact], pa.string())},
            schema=SCHEMA,
        )


def _those(codes: NDArray[np.int32], texts: Any, *, name: str) -> Any:
    """Return the texts that codes stand for, as the column keeps them."""
    used, compact = np.unique(codes, return_inverse=True)
    column = pa.DictionaryArray.from_arrays(pa.array(compact.astype(np.int32)), texts.take(used))
    return column if name in CODED else _plain(column)


def _plain(texts: Any) -> Any:
    return texts.dictionary_decode() if isinstance(texts, pa.DictionaryArray) else texts


def _recoded(table: Any) -> Any:
    """Return the table without the texts that none of its rows has."""
    for at, name in enumerate(TEXTS):
        if name in CODED:
            table = table.set_column(
                at, SCHEMA.field(name), coded(table.column(name).combine_chunks())
            )
    return table
