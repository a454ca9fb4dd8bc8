"""Facts of partitions, kept beside them: worked out once, and named by what they were made of.

A folder for each partition holds its groups, its distinct texts, the group of each line, and a
fingerprint of each line by which repeats are found. It is written under another name and then given
its own in one step: it is whole or absent. What is missing is made anew from the partition.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from django.conf import settings

from socialvalue.calculations.spend.facts import KEYS, Counted, Facts
from socialvalue.spend import store
from socialvalue.spend.unfinished import unfinished

if TYPE_CHECKING:  # it loads Arrow
    from socialvalue.calculations.spend.fast.grouping import Grouping

# Part of the folder's name: raise it when facts would be made differently.
VERSION = 2


def folder_of(partition: Path) -> Path:
    """Return where the facts of a partition lie, whether they are there or not."""
    return Path(settings.DATA_DIR) / "facts" / f"{partition.stem}-{VERSION}"


def kept(partition: Path) -> Path:
    """Return the folder of a partition's facts; if it is not there, they are made.

    Safe to run twice, and from two workers at once.
    """
    folder = folder_of(partition)
    if not folder.exists():
        _write(_grouped(partition), folder)
    return folder


class LinesAndFacts:
    """Takes the lines of a partition, and groups them while they are there."""

    def __init__(self, lines: store.PartitionWriter) -> None:
        """Begin without lines."""
        self._lines = lines
        self.grouping = _grouping()

    def add(self, lines: Any) -> None:
        """Take lines below those before. Raises sums.TooMuchMoney."""
        self._lines.add(lines)
        self.grouping.add(lines)

    def start_again(self) -> None:
        """Forget all lines."""
        self._lines.start_again()
        self.grouping = _grouping()


@contextmanager
def writing(partition: Path) -> Iterator[LinesAndFacts]:
    """Give what takes the lines of a partition; it and its facts are kept if all goes well."""
    with store.writing(partition) as lines:
        both = LinesAndFacts(lines)
        yield both
    folder = folder_of(partition)
    if not folder.exists():
        _write(both.grouping, folder)


def forget(partition: Path) -> None:
    """Remove a partition and its facts."""
    shutil.rmtree(folder_of(partition), ignore_errors=True)
    partition.unlink()


def _grouping() -> "Grouping":
    from socialvalue.calculations.spend.fast.grouping import (  # noqa: PLC0415 -- slow import
        Grouping,
    )

    return Grouping()


def _grouped(partition: Path) -> "Grouping":
    """Return the lines of a partition, grouped."""
    from pyarrow import parquet  # noqa: PLC0415 -- slow import

    grouping = _grouping()
    with parquet.ParquetFile(partition, read_dictionary=list(KEYS)) as opened:
        for number in range(opened.num_row_groups):
            grouping.add(opened.read_row_group(number))
    return grouping


def _write(grouping: "Grouping", folder: Path) -> None:
    part = unfinished(folder.parent)
    part.mkdir()
    try:
        facts, groups, fingerprints = grouping.finished()
        _write_facts(facts, part)
        np.save(part / "lines.npy", groups)
        np.save(part / "fingerprints.npy", fingerprints)
        part.rename(folder)
    except OSError:
        if not folder.exists():  # another process may have been first: then they are there
            raise
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _write_facts(facts: Facts, folder: Path) -> None:
    import pyarrow as pa  # noqa: PLC0415 -- slow import
    from pyarrow import parquet  # noqa: PLC0415 -- slow import

    groups = pa.table(
        {
            "month": facts.months,
            **{key: facts.codes[key] for key in KEYS},
            "lines": facts.lines,
            "pence": facts.pence,
            "parts": store.parts_column(facts.parts, groups=len(facts)),
        }
    )
    counted = facts.counted()
    keys = np.repeat(np.arange(len(KEYS), dtype=np.int8), [len(counted[key].texts) for key in KEYS])
    texts = pa.table(
        {
            "key": pa.DictionaryArray.from_arrays(pa.array(keys), pa.array(KEYS)),
            "text": pa.concat_arrays([counted[key].texts for key in KEYS]),
            "lines": np.concatenate([counted[key].lines for key in KEYS]),
        }
    )
    for table, name, numbers in (
        (groups, "groups", ("month", *KEYS, "lines", "pence")),
        (texts, "texts", ("lines",)),
    ):
        parquet.write_table(
            table,
            folder / f"{name}.parquet",
            # Every question reads them: lz4 takes half of zstd's time.
            compression="lz4",
            use_dictionary=False,
            column_encoding=dict.fromkeys(numbers, "BYTE_STREAM_SPLIT"),
            write_statistics=False,
        )


def texts_of(folder: Path) -> dict[str, Counted]:
    """Return how many lines have each distinct text, by key and in their order."""
    from pyarrow import parquet  # noqa: PLC0415 -- slow import

    table = parquet.read_table(folder / "texts.parquet")
    keys = table.column("key").combine_chunks().indices.to_numpy()
    texts, lines = table.column("text").combine_chunks(), table.column("lines").to_numpy()
    ends = np.searchsorted(keys, np.arange(len(KEYS) + 1)).tolist()
    return {
        key: Counted(texts[start:end], lines[start:end])
        for key, (start, end) in zip(KEYS, pairwise(ends), strict=True)
    }


def facts_of(folder: Path) -> Facts:
    """Return the facts."""
    texts = {key: counted.texts for key, counted in texts_of(folder).items()}
    return replace(numbers_of(folder), texts=texts)


def numbers_of(folder: Path) -> Facts:
    """Return the facts without their texts, which one may have already."""
    from pyarrow import parquet  # noqa: PLC0415 -- slow import

    table = parquet.read_table(folder / "groups.parquet")
    parts = table.column("parts")
    some = np.flatnonzero(parts.is_valid().to_numpy()).tolist()
    return Facts(
        texts={},
        months=table.column("month").to_numpy(),
        codes={key: table.column(key).to_numpy() for key in KEYS},
        lines=table.column("lines").to_numpy(),
        pence=table.column("pence").to_numpy(),
        parts={group: int(parts[group].as_py()) for group in some},
    )


def groups_of_lines(folder: Path) -> np.ndarray:
    """Return the group of each line, as it lies on disk."""
    return _array(folder / "lines.npy")


def fingerprints_of(folder: Path) -> np.ndarray:
    """Return the fingerprint of each line, as it lies on disk."""
    return _array(folder / "fingerprints.npy")


def _array(path: Path) -> np.ndarray:
    return np.load(path, mmap_mode="r", allow_pickle=False).view(np.ndarray)
