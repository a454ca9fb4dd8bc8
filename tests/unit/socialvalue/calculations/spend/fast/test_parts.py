import io
from collections import Counter
from fractions import Fraction

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from socialvalue.calculations.spend import text_files
from socialvalue.calculations.spend.fast import days, pounds, scanning
from socialvalue.calculations.spend.fast.exact_sums import exact, whole
from socialvalue.calculations.spend.fast.noting import Notes
from socialvalue.calculations.spend.fast.pounds import AmountReader, attempt
from socialvalue.calculations.spend.findings import FileRefused, Finding
from socialvalue.calculations.spend.money import money_from_text
from tests.unit.socialvalue.calculations.spend.test_workbooks import xlsx

from .same import assert_same

HEAD = "Supplier,Date,Amount\n"
marks = st.text("0123456789,.-£()+ CRD\u2212", max_size=12)
numbers = st.from_regex(r"-?£?[0-9]{0,3}(,[0-9]{2,3}){0,4}(\.[0-9]{0,3})?-?", fullmatch=True)


@given(st.lists(st.one_of(marks, numbers, st.text(max_size=4)), max_size=20))
def test_amounts_at_once_are_as_one_by_one(texts):
    given = [text.strip() for text in texts]

    found = AmountReader(money_from_text).amounts(pa.array(given, pa.string()), sure=None)

    one_by_one = [attempt(text, money_from_text) for text in given]
    known = [got for got in one_by_one if not isinstance(got, str)]
    assert found.pence.tolist() == [0 if isinstance(got, str) else got.pence for got in one_by_one]
    assert found.said == {
        at: got for at, got in enumerate(one_by_one) if isinstance(got, str) or got.licence
    }
    assert found.exact == {
        at: got.exact
        for at, got in enumerate(one_by_one)
        if not isinstance(got, str) and isinstance(got.exact, Fraction)
    }
    assert found.style == frozenset().union(*(got.style for got in known))


@given(st.lists(st.integers(-(2**63), 2**63 - 1), max_size=50))
@example([3, -5])
@example([2**62, 2**62])
@example([-(2**63), -(2**63)])
def test_whole_pence_add_up_however_large(pence):
    assert whole(np.array(pence, dtype=np.int64)) == sum(pence)


def test_exact_sum_down_to_a_row():
    pence = np.array([1, 2, 3])

    # 1 + 1.5 (kept beside the 2), and with the third 3
    assert exact(pence, {1: Fraction(3, 2)}, until=2) == Fraction(5, 2)
    assert exact(pence, {1: Fraction(3, 2)}) == Fraction(11, 2)


def test_what_is_known_of_texts_does_not_grow_without_end(monkeypatch):
    monkeypatch.setattr(pounds, "_MOST_KNOWN", 1)
    monkeypatch.setattr(days, "_MOST_KNOWN", 1)
    rows = "".join(f"A,{n} May 2024,0.{n}25\n" for n in range(1, 9))

    assert_same((HEAD + rows * 2).encode(), block=1 << 20)


def test_a_spreadsheet_is_read_whole():
    content = xlsx([["Supplier", "Date", "Amount"], ["A", "13/04/2024", "1.005"], ["B", "x", "1"]])

    assert_same(content, block=10)


def test_a_total_in_a_row_without_an_amount_is_none():
    assert_same((HEAD + "A,13/04/2024,1.00\n,,much\n,,1.00\n").encode(), block=1 << 20)


@pytest.mark.parametrize("size", [5, 64, 1_000])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_a_line_without_end_is_refused_however_it_comes(monkeypatch, size, encoding):
    monkeypatch.setattr(text_files, "LONGEST_LINE", 100)
    monkeypatch.setattr(scanning, "PIECE", size)
    content = (HEAD + "Ä" + "x" * 90 + "\n" + "y" * 120).encode(encoding)

    with pytest.raises(FileRefused, match=r"a line of more than 100 characters"):
        scanning.encoding_of(io.BytesIO(content))
    assert_same(content, block=20)


@pytest.mark.parametrize("bad", ["\x00", "\x1f", "\x08"])
@pytest.mark.parametrize("size", [3, 1_000])
def test_a_control_character_is_told_by_its_line(monkeypatch, bad, size):
    monkeypatch.setattr(scanning, "PIECE", size)
    content = f"{HEAD}A,13/04/2024,1.00\nB,{bad}{bad},\n".encode("cp1252")

    with pytest.raises(FileRefused, match="line 3 holds a character"):
        scanning.encoding_of(io.BytesIO(content))


@given(
    text=st.text("aÄ£é’“”€\x81\x90 \n", max_size=40),
    size=st.integers(1, 7),
    encoding=st.sampled_from(("cp1252", "cp850")),
)
def test_the_encoding_does_not_depend_on_the_pieces(text, size, encoding):
    content = text.encode(encoding, errors="replace")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(scanning, "PIECE", size)
        try:
            expected = text_files.text_of(content)[1]
        except FileRefused:
            return

        assert scanning.encoding_of(io.BytesIO(content)) == expected


def test_findings_beyond_what_is_kept_are_counted():
    notes = Notes(most=1)
    found = [Finding("", row, "", "", "No day", "Write one") for row in (3, 2)]

    notes.find(found)
    notes.count(Counter({("No day", True): 5}))

    assert ([each.row for each in notes.findings], notes.room(refused=True)) == ([2], 0)
    assert notes.problems == {("No day", True): 7}
