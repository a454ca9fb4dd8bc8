from array import array
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from socialvalue.calculations.spend.columns import Coder, PaymentLines
from socialvalue.calculations.spend.fast.partition import tables_of
from socialvalue.spend import store

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=5)
days = st.integers(1, 3_000_000)
pence = st.integers(-(2**62), 2**62)
rows = st.tuples(*[texts] * len(store.TEXTS), st.integers(1, 2**31 - 1), days, pence, pence)


def lines_of(given_rows, exact=()):
    """Return payment lines of these rows: the texts, then the numbers, in the store's order."""
    coders = {name: Coder() for name in store.TEXTS}
    numbers = {name: array(kind) for name, kind in store.NUMBERS.items()}
    for row in given_rows:
        for coder, text in zip(coders.values(), row, strict=False):
            coder.add(text)
        for column, number in zip(numbers.values(), row[len(coders) :], strict=True):
            column.append(number)
    return PaymentLines(
        **{name: coder.column() for name, coder in coders.items()}, **numbers, exact=dict(exact)
    )


def everything_in(path):
    """Return all lines of a partition."""
    return list(store.lines_at(path, np.arange(len(store.numbers_of(path, "pence")))))


@pytest.fixture
def path(tmp_path):
    """A place for a partition, in a folder that is not there yet."""
    return tmp_path / "payments" / "one.parquet"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(given_rows=st.lists(rows, max_size=12), group=st.integers(1, 5))
def test_what_is_written_is_read_again(path, given_rows, group):
    lines = lines_of(given_rows)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(store, "ROWS_A_GROUP", group)

        store.write(lines, to=path)

        assert everything_in(path) == list(lines)
        assert list(store.text_of(path, "supplier")) == list(lines.supplier)
        assert store.numbers_of(path, "pence").tolist() == list(lines.pence)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(given_rows=st.lists(rows, min_size=1, max_size=12), data=st.data())
def test_lines_at_some_positions(path, given_rows, data):
    lines = lines_of(given_rows)
    wanted = sorted(data.draw(st.sets(st.integers(0, len(given_rows) - 1))))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(store, "ROWS_A_GROUP", 3)
        store.write(lines, to=path)

        found = store.lines_at(path, np.array(wanted, dtype=int))

        assert list(found) == [lines.at(position) for position in wanted]


def test_parts_of_a_penny_are_kept(path, monkeypatch):
    monkeypatch.setattr(store, "ROWS_A_GROUP", 2)
    rows = [(*"abcdef", 2, 700_000, 1, 0)] * 5
    exact = {1: (Fraction(1, 2), Fraction(0)), 4: (Fraction(-12345, 1000), Fraction(1, 10))}

    store.write(lines_of(rows, exact), to=path)

    assert store.exact_of(path) == exact
    found = store.lines_at(path, np.array([0, 4]))
    assert [found.exact_at(0), found.exact_at(1)] == [(1, 0), exact[4]]


def test_a_partition_that_cannot_be_written_leaves_nothing(path, monkeypatch):
    def full(*args, **kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(store.Path, "replace", full)

    with pytest.raises(OSError, match="No space left"):
        store.write(lines_of([]), to=path)

    assert list(path.parent.iterdir()) == []


def test_the_same_file_read_in_another_way_is_another_partition(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    how = {"sha256": "a" * 64, "columns": {"supplier": "Name"}, "amounts": "net", "reader": 3}
    one = store.path_of(**how)

    assert one.parent == tmp_path / "payments"
    assert one == store.path_of(**how)
    assert one != store.path_of(**how | {"columns": {"supplier": "Payee"}})
    assert one != store.path_of(**how | {"amounts": "gross"})
    assert one != store.path_of(**how | {"sha256": "b" * 64})
    assert one != store.path_of(**how | {"reader": 4})


def table_of_one(letters):
    """Return a table of one line with these texts."""
    return next(tables_of(lines_of([(*letters, 2, 700_000, 1, 0)])))


def test_a_partition_begun_again_has_only_what_came_then(path):
    with store.writing(path) as partition:
        partition.add(table_of_one("abcdef"))
        partition.start_again()
        partition.add(table_of_one("ghijkl"))

    assert [line.supplier for line in everything_in(path)] == ["h"]


def test_groups_of_any_size_are_found_by_position(path):
    rows = [(*"abcdef", row, 700_000, row, 0) for row in range(1, 8)]
    parts = (rows[:1], rows[1:5], [], rows[5:])

    with store.writing(path) as partition:
        for part in parts:
            partition.add(next(tables_of(lines_of(part))))

    assert [line.row for line in store.lines_at(path, np.array([0, 3, 4, 5, 6]))] == [1, 4, 5, 6, 7]


def test_what_stops_the_reading_leaves_nothing(path):
    def stopped():
        with store.writing(path) as partition:
            partition.add(table_of_one("abcdef"))
            raise KeyError

    with pytest.raises(KeyError):
        stopped()

    assert list(path.parent.iterdir()) == []
