"""What a ledger is held against: the raw parse, a script of pandas, and a loop of Decimal."""

import csv
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
from pyarrow import csv as arrow_csv

from benchmarks import ledger_steps
from benchmarks.payments import COLUMNS
from socialvalue.places.postcodes import store

Cell = tuple[str, str, str, str]
"""Month (2024-04), supplier, category and postcode, as written."""


def parse(files: list[Path]) -> int:
    """Parse each file into columns of bytes, and do nothing with them."""
    names = [str(at) for at in range(len(COLUMNS))]
    read = arrow_csv.ReadOptions(column_names=names)
    kinds = arrow_csv.ConvertOptions(column_types=dict.fromkeys(names, pa.binary()))
    return sum(
        arrow_csv.read_csv(path, read_options=read, convert_options=kinds).num_rows
        for path in files
    )


def postcodes() -> Path:
    """Return a file with the local authority of every postcode, which is made once."""
    path = ledger_steps.FOLDER / "postcodes.parquet"
    if not path.exists():
        table = store.held().table
        authorities = np.array(table.columns["lad"].values, dtype=object)
        pd.DataFrame(
            {
                "postcode": table.postcodes.astype(str),
                "authority": authorities[table.columns["lad"].positions],
            }
        ).to_parquet(path)
    return path


def pandas_script(files: list[Path]) -> list[pd.DataFrame]:
    """Place and add up the payments as one would write it: nothing is checked, stored or told."""
    frames = [pd.read_csv(path, dtype=str, encoding="cp1252") for path in files]
    lines = pd.concat(frames, ignore_index=True)
    text = lines["Net Amount (£)"].str.strip().str.replace(r"[£,]", "", regex=True)
    text = text.str.replace(r"^\((.*)\)$", r"-\1", regex=True)
    text = text.str.replace(r"^(.*)-$", r"-\1", regex=True)
    lines["amount"] = pd.to_numeric(text)
    lines["month"] = pd.to_datetime(lines["Payment Date"], format="%d/%m/%Y").dt.to_period("M")
    name = lines["Supplier Name"].str.upper().str.replace("&", "AND")
    name = name.str.replace(r"[^A-Z0-9 ]", "", regex=True)
    name = name.str.replace(r"\b(LIMITED|LTD|PLC|LLP|CIC)\b", "", regex=True)
    lines["supplier"] = name.str.replace(" ", "")
    lines["postcode"] = lines["Supplier Postcode"].str.upper().str.replace(" ", "")
    lines = lines.merge(pd.read_parquet(postcodes()), on="postcode", how="left")
    place = lines["authority"]
    near = np.where(place.isin(ledger_steps.WIDER.districts), "wider", "outside")
    near = np.where(place.isin(ledger_steps.PLACE.districts), "place", near)
    lines["band"] = np.where(place.isna(), "unknown", near)
    keys = (["supplier", "band"], ["Expense Type", "band"], ["month", "band"], ["authority"])
    return [lines.groupby(key, observed=True)["amount"].agg(["count", "sum"]) for key in keys]


def decimal_loop(files: list[Path]) -> dict[Cell, tuple[int, int]]:
    """Return the lines and the pence of every cell, line by line with the csv module."""
    cells: dict[Cell, tuple[int, int]] = {}
    for path in files:
        with path.open(encoding="cp1252", newline="") as file:
            for row in csv.DictReader(file):
                _, month, year = row["Payment Date"].split("/")
                cell = (
                    f"{year}-{month}",
                    row["Supplier Name"],
                    row["Expense Type"],
                    row["Supplier Postcode"],
                )
                lines, pence = cells.get(cell, (0, 0))
                cells[cell] = lines + 1, pence + int(_pounds(row["Net Amount (£)"]) * 100)
    return cells


def _pounds(text: str) -> Decimal:
    plain = re.sub("[£,()]", "", text)
    negative = text.startswith("(") or "-" in plain
    return Decimal(plain.strip("-")) * (-1 if negative else 1)


def cells_kept(files: list[Path]) -> Iterator[tuple[Cell, tuple[int, int]]]:
    """Yield every cell of the facts that are kept of all files together."""
    from socialvalue.calculations.spend.facts import KEYS, merged, month_text  # noqa: PLC0415
    from socialvalue.spend import facts_store  # noqa: PLC0415

    facts = merged(
        [facts_store.facts_of(facts_store.kept(ledger_steps.partition_of(path))) for path in files]
    )
    texts = [facts.texts[key].take(facts.codes[key]).to_pylist() for key in KEYS]
    months = map(month_text, facts.months.tolist())
    yield from zip(
        zip(months, *texts, strict=True),
        zip(facts.lines.tolist(), facts.pence.tolist(), strict=True),
        strict=True,
    )
