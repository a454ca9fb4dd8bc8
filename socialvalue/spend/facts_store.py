"""Facts of partitions, kept beside them: worked out once, and named by what they were made of.

A folder for each partition holds its groups, its distinct texts, the group of each line, and a
fingerprint of each line by which repeats are found. It is written under another name and then given
its own in one step: it is whole or absent. What is missing is made anew from the partition.
"""

import shutil
import uuid
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from django.conf import settings

from socialvalue.calculations.spend.facts import KEYS, Facts, facts_of_columns, merged_with_groups
from socialvalue.spend import store

# Part of the folder's name: raise it when facts would be made differently.
VERSION = 1
COMPARED = ("supplier", "transaction_number", "category", "description")
_SEED = np.uint64(0x9E3779B97F4A7C15)
_PRIME = np.uint64(0xFF51AFD7ED558CCD)
_HALF = np.uint64(32)


class Block(NamedTuple):
    """Some lines of a partition, one after the other, as Arrow has them."""

    columns: Mapping[str, tuple[list[str], np.ndarray]]
    days: np.ndarray
    pence: np.ndarray
    exact: Mapping[int, tuple[Any, Any]]


def folder_of(partition: Path) -> Path:
    """Return where the facts of a partition lie, whether they are there or not."""
    return Path(settings.DATA_DIR) / "facts" / f"{partition.stem}-{VERSION}"


def kept(partition: Path) -> Path:
    """Return the folder of a partition's facts; if it is not there, they are made.

    Safe to run twice, and from two workers at once.
    """
    folder = folder_of(partition)
    if not folder.exists():
        _write(partition, folder)
    return folder


def _write(partition: Path, folder: Path) -> None:
    unfinished = folder.with_name(f"unfinished-{uuid.uuid4().hex}")
    unfinished.mkdir(parents=True)
    try:
        parts, groups, fingerprints = [], [], []
        for block in _blocks(partition):
            facts, of_lines = facts_of_columns(
                columns={name: block.columns[name] for name in KEYS},
                days=block.days,
                pence=block.pence,
                exact=block.exact,
            )
            parts.append(facts)
            groups.append(of_lines)
            fingerprints.append(_fingerprints(block))
        facts, places = merged_with_groups(parts)
        _write_facts(facts, unfinished)
        lines = [place[of_lines] for place, of_lines in zip(places, groups, strict=True)]
        np.save(unfinished / "lines.npy", np.concatenate([np.empty(0, np.int32), *lines]))
        np.save(
            unfinished / "fingerprints.npy",
            np.concatenate([np.empty(0, np.uint64), *fingerprints]),
        )
        unfinished.rename(folder)
    except OSError:
        if not folder.exists():  # another process may have been first: then they are there
            raise
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def _blocks(partition: Path) -> Iterator[Block]:
    """Yield the lines of a partition, a group of its rows at a time."""
    from pyarrow import parquet  # noqa: PLC0415 -- slow import

    texts = sorted({*KEYS, *COMPARED})
    with parquet.ParquetFile(partition, read_dictionary=texts) as opened:
        for number in range(opened.num_row_groups):
            table = opened.read_row_group(number, columns=[*texts, "days", "pence", store.EXACT])
            table = table.unify_dictionaries().combine_chunks()
            yield Block(
                columns={name: _coded(table.column(name)) for name in texts},
                days=table.column("days").to_numpy(),
                pence=table.column("pence").to_numpy(),
                exact=store.amounts(table.column(store.EXACT)),
            )


def _coded(column: Any) -> tuple[list[str], np.ndarray]:
    chunk = column.chunk(0)
    return chunk.dictionary.to_pylist(), chunk.indices.to_numpy().astype(np.int32)


def _fingerprints(block: Block) -> np.ndarray:
    """Return a number for each line; lines that are equal in what rule 4 compares have equal ones.

    Whole pence stand for the exact amount: who compares lines further looks at all of it.
    """
    from pandas.util import hash_array  # noqa: PLC0415 -- slow import

    found = np.full(len(block.days), _SEED, dtype=np.uint64)
    for name in COMPARED:
        texts, codes = block.columns[name]
        hashes = hash_array(np.array(texts, dtype=object), categorize=False)
        found = _mixed(found, hashes[codes])
    for numbers in (block.days, block.pence):
        found = _mixed(found, numbers.astype(np.int64).view(np.uint64))
    return found


def _mixed(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    mixed = (one ^ other) * _PRIME
    mixed: np.ndarray = (mixed ^ (mixed >> _HALF)) * _SEED
    return mixed


def _write_facts(facts: Facts, folder: Path) -> None:
    import pyarrow as pa  # noqa: PLC0415 -- slow import
    from pyarrow import parquet  # noqa: PLC0415 -- slow import

    parts = np.full(len(facts), None, dtype=object)
    for group, part in facts.parts.items():
        parts[group] = str(part)
    groups = pa.table(
        {
            "month": facts.months,
            **{key: facts.codes[key] for key in KEYS},
            "lines": facts.lines,
            "pence": facts.pence,
            "parts": pa.array(parts, pa.string()),
        }
    )
    parquet.write_table(groups, folder / "groups.parquet", compression="zstd")
    by_text = facts.lines_by_text()
    texts = pa.table(
        {
            "key": pa.array([key for key in KEYS for _ in facts.texts[key]], pa.string()),
            "text": pa.array([text for key in KEYS for text in facts.texts[key]], pa.string()),
            "lines": pa.array(
                [lines for key in KEYS for lines in by_text[key].values()], pa.int64()
            ),
        }
    )
    parquet.write_table(texts, folder / "texts.parquet", compression="zstd")


def texts_of(folder: Path) -> dict[str, dict[str, int]]:
    """Return how many lines have each distinct text, by key."""
    from pyarrow import parquet  # noqa: PLC0415 -- slow import

    found: dict[str, dict[str, int]] = {key: {} for key in KEYS}
    table = parquet.read_table(folder / "texts.parquet").to_pydict()
    for key, text, lines in zip(table["key"], table["text"], table["lines"], strict=True):
        found[key][text] = lines
    return found


def facts_of(folder: Path) -> Facts:
    """Return the facts."""
    from pyarrow import parquet  # noqa: PLC0415 -- slow import

    table = parquet.read_table(folder / "groups.parquet")
    parts = table.column("parts")
    some = np.flatnonzero(parts.is_valid().to_numpy()).tolist()
    return Facts(
        texts={key: tuple(texts) for key, texts in texts_of(folder).items()},
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
