"""A made-up ledger of payments, read strictly, stored and grouped, against what one would write.

`LEDGER_ROWS=10000000 ./run bench ledger` for another size than a million. The yardsticks: the raw
parse of the same bytes by Arrow, and a short script of pandas. Both do less: nothing is checked,
set aside or told.
"""

import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pandas as pd
import pyarrow as pa
from pyarrow import csv as arrow_csv

from benchmarks.payments import ledger

ROWS = int(os.environ.get("LEDGER_ROWS", "1000000"))
_FOLDER = Path(tempfile.gettempdir()) / "made-up-ledger"


def pairs() -> list[tuple[str, Callable[[], object], Callable[[], object]]]:
    """Return what is timed."""
    _prepare()
    files = ledger(_FOLDER / str(ROWS), rows=ROWS)
    naive(files[:1])
    print(
        f"memory of one process: {memory('work', files)} MiB; of pandas: {memory('naive', files)}"
    )
    one = files[-1:]
    return [
        (f"{ROWS:,} rows (v. raw Arrow parse)", lambda: work(files), lambda: parse(files)),
        (f"{ROWS:,} rows (v. pandas)", lambda: work(files), lambda: naive(files)),
        (f"{ROWS:,} rows, two processes (v. one)", lambda: in_two(files), lambda: work(files)),
        (f"one file of {len(files)} (v. all)", lambda: work(one), lambda: work(files)),
    ]


def _prepare() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    os.environ["DATA_DIR"] = str(_FOLDER / "data")
    import django  # noqa: PLC0415 -- after its settings are named

    django.setup()


def work(files: list[Path]) -> int:
    """Read each file into a partition with its facts, and return the sum of all in pence."""
    from socialvalue.calculations.spend.fast.reading import read_into  # noqa: PLC0415 -- app ready
    from socialvalue.spend import facts_store, store  # noqa: PLC0415 -- app ready

    total = 0
    for path in files:
        partition = _FOLDER / "payments" / f"{path.stem}.parquet"
        shutil.rmtree(facts_store.folder_of(partition), ignore_errors=True)
        with path.open("rb") as file, store.writing(partition) as writer:
            read_into(file, name=path.name, writer=writer)
        total += int(facts_store.facts_of(facts_store.kept(partition)).pence.sum())
    return total


def in_two(files: list[Path]) -> int:
    """Do the same in two processes."""
    with ProcessPoolExecutor(2, mp_context=get_context("fork")) as pool:
        return sum(pool.map(work, [[path] for path in files]))


def parse(files: list[Path]) -> int:
    """Parse each file into columns of bytes, and do nothing with them."""
    names = [str(at) for at in range(8)]
    read = arrow_csv.ReadOptions(column_names=names)
    kinds = arrow_csv.ConvertOptions(column_types=dict.fromkeys(names, pa.binary()))
    return sum(
        arrow_csv.read_csv(path, read_options=read, convert_options=kinds).num_rows
        for path in files
    )


def naive(files: list[Path]) -> int:
    """Add up the payments by month, supplier, category and postcode with pandas."""
    frames = [pd.read_csv(path, dtype=str, encoding="cp1252") for path in files]
    lines = pd.concat(frames, ignore_index=True)
    text = lines["Net Amount (£)"].str.strip().str.replace(r"[£,]", "", regex=True)
    text = text.str.replace(r"^\((.*)\)$", r"-\1", regex=True)
    text = text.str.replace(r"^(.*)-$", r"-\1", regex=True)
    lines["amount"] = pd.to_numeric(text)
    lines["month"] = pd.to_datetime(lines["Payment Date"], format="%d/%m/%Y").dt.to_period("M")
    places = lines[["Supplier Postcode"]].drop_duplicates()
    places["place"] = places["Supplier Postcode"].str.strip().str.upper()
    lines = lines.merge(places, on="Supplier Postcode", how="left")
    keys = ["month", "Supplier Name", "Expense Type", "place"]
    return round(lines.groupby(keys, observed=True)["amount"].sum().sum() * 100)


def memory(step: str, files: list[Path]) -> str:
    """Return the peak memory in MiB of a process of its own that takes one step."""
    command = [sys.executable, "-m", __name__, step, *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
    return done.stdout.strip()


if __name__ == "__main__":
    _prepare()
    {"work": work, "naive": naive}[sys.argv[1]]([Path(name) for name in sys.argv[2:]])
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
