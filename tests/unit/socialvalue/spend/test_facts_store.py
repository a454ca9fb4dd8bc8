"""Facts beside partitions: made once, the same as from the lines, and made anew when missing."""

import datetime as dt
import uuid
from collections import Counter
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from socialvalue.calculations.spend.facts import KEYS, facts_of
from socialvalue.calculations.spend.fast.partition import tables_of
from socialvalue.spend import facts_store, store
from tests.unit.socialvalue.calculations.spend.test_facts import (
    as_counted,
    as_told,
    lines_of,
    row,
)


@pytest.fixture(autouse=True)
def partition(settings, tmp_path):
    """A place for a partition, in a data folder of the test."""
    settings.DATA_DIR = tmp_path
    return tmp_path / "payments" / "one.parquet"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(rows=st.lists(row, max_size=12))
def test_facts_of_a_partition_are_those_of_its_lines(partition, rows):
    path = partition.with_name(f"{uuid.uuid4().hex}.parquet")
    lines = lines_of(rows)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(store, "ROWS_A_GROUP", 3)
        store.write(lines, to=path)
    whole, groups = facts_of(lines)

    folder = facts_store.kept(path)

    found = facts_store.facts_of(folder)
    assert as_told(found) == as_told(whole)
    assert as_counted(facts_store.texts_of(folder)) == as_counted(whole.counted())
    assert facts_store.groups_of_lines(folder).tolist() == groups.tolist()
    assert len(facts_store.fingerprints_of(folder)) == len(rows)


def test_lines_have_one_fingerprint_if_and_only_if_what_is_compared_is_equal(partition):
    day, other = dt.date(2024, 4, 1), dt.date(2024, 4, 2)
    rows = [
        ("Alpha", "Care", "", day, 5, 0),
        ("Alpha", "Care", "PR1 2RL", day, 5, 0),
        ("Beta", "Care", "", day, 5, 0),
        ("Alpha", "Roads", "", day, 5, 0),
        ("Alpha", "Care", "", other, 5, 0),
        ("Alpha", "Care", "", day, 6, 0),
    ]
    store.write(lines_of(rows), to=partition)

    found = facts_store.fingerprints_of(facts_store.kept(partition)).tolist()

    # the postcode is not compared
    assert found[0] == found[1]
    assert Counter(Counter(found).values()) == {1: 4, 2: 1}


def test_a_fingerprint_is_the_same_in_any_file(partition):
    day = dt.date(2024, 4, 1)
    one, other = ("Alpha", "Care", "", day, 5, 0), ("Beta", "Roads", "", day, -5, 0)
    store.write(lines_of([one, other]), to=partition)
    second = partition.with_name("two.parquet")
    store.write(lines_of([other, one, one]), to=second)

    first, second = (
        facts_store.fingerprints_of(facts_store.kept(path)).tolist() for path in (partition, second)
    )

    assert second == [first[1], first[0], first[0]]


def test_lines_are_grouped_while_they_are_written(partition):
    day = dt.date(2024, 4, 1)
    wrong, right = (lines_of([(name, "", "", day, 5, 0)] * 2) for name in ("Alpha", "Beta"))

    with facts_store.writing(partition) as writer:
        writer.add(next(tables_of(wrong)))
        writer.start_again()
        writer.add(next(tables_of(right)))

    folder = facts_store.folder_of(partition)
    assert as_told(facts_store.facts_of(folder)) == {("2024-04", "Beta", "", ""): (2, 10)}
    assert facts_store.groups_of_lines(folder).tolist() == [0, 0]
    assert store.numbers_of(partition, "pence").tolist() == [5, 5]


def test_facts_of_a_partition_that_is_written_again_stay(partition):
    lines = lines_of([("Alpha", "", "", dt.date(2024, 4, 1), 5, 0)])
    store.write(lines, to=partition)
    before = facts_store.kept(partition).stat().st_mtime_ns

    with facts_store.writing(partition) as writer:
        writer.add(next(tables_of(lines)))

    assert facts_store.folder_of(partition).stat().st_mtime_ns == before


def test_a_reading_that_is_stopped_leaves_neither_lines_nor_facts(partition, tmp_path):
    with pytest.raises(KeyError), facts_store.writing(partition):
        raise KeyError

    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_facts_that_are_there_are_not_made_again(partition, monkeypatch):
    store.write(lines_of([]), to=partition)
    folder = facts_store.kept(partition)
    monkeypatch.setattr(facts_store, "_write", None)

    assert facts_store.kept(partition) == folder


def test_facts_that_cannot_be_written_leave_nothing(partition, monkeypatch, tmp_path):
    def full(*args, **kwargs):
        raise OSError(28, "No space left on device")

    store.write(lines_of([]), to=partition)
    monkeypatch.setattr(facts_store.np, "save", full)

    with pytest.raises(OSError, match="No space left"):
        facts_store.kept(partition)

    assert list((tmp_path / "facts").iterdir()) == []


def test_facts_that_another_process_wrote_first_are_taken(partition, monkeypatch):
    store.write(lines_of([("Alpha", "", "", dt.date(2024, 4, 1), 5, 0)]), to=partition)
    written = facts_store.kept(partition)
    before = written.stat().st_mtime_ns
    monkeypatch.setattr(facts_store.Path, "exists", lambda path: path != written or exists())
    answers = iter([False, True])

    def exists():
        return next(answers)

    assert facts_store.kept(partition) == written
    assert written.stat().st_mtime_ns == before


def test_whole_pence_and_parts_come_from_the_partition(partition):
    rows = [("Alpha", "", "", dt.date(2024, 4, 1), 5, tenths) for tenths in (0, 5)]
    store.write(lines_of(rows), to=partition)

    pence, parts = store.whole_pence_of(partition)

    assert pence.tolist() == [5, 5]
    assert {at: Fraction(part, 10**60) for at, part in parts.items()} == {1: Fraction(1, 2)}


def test_every_key_has_its_texts_also_of_an_empty_file(partition):
    store.write(lines_of([]), to=partition)

    found = facts_store.facts_of(facts_store.kept(partition))

    assert [found.texts[key].to_pylist() for key in KEYS] == [[]] * 3
    assert found.pence.dtype == np.int64
