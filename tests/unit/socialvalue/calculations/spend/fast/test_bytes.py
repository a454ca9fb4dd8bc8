"""The bytes of a block: where its rows end, and whether every reader takes the same from it."""

import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from socialvalue.calculations.spend import text_files
from socialvalue.calculations.spend.fast import blocks as blocks_module
from socialvalue.calculations.spend.fast import quotes, scanning
from socialvalue.calculations.spend.fast.blocks import Blocks, pieces_of


@pytest.mark.parametrize(
    ("block", "plain"),
    [
        (b"a,b\nc,d\n", True),
        (b"a,b\r\nc,d\r\n", True),
        (b'a,"b, c"\n"say ""no""",d\n', True),
        (b"a,b\rc,d\n", False),
        (b"a,b\n\r", False),
        (b'a,b "c" d\n', False),
        (b'a,"b\n', False),
        (b"x" * 200_000 + b"\n", False),
    ],
)
def test_blocks_that_every_reader_takes_alike(block, plain):
    marks = quotes.marks_in(block)

    assert quotes.is_plain(block, marks=marks, delimiter=",") is plain


def test_lone_returns_are_seen_where_pieces_meet(monkeypatch):
    monkeypatch.setattr(quotes, "_NEAR", 4)

    found = [quotes.is_plain(text, marks=quotes.marks_in(text), delimiter=",") for text in (
        b"abc\r\nde\r\n", b"abc\rde\r\n", b"abcd\re\r\n",
    )]  # fmt: skip

    assert found == [True, False, False]
    assert quotes.count_lines(b"a\nb\n\n") == 3
    assert quotes.marks_in(b'a"bcd"').tolist() == [1, 5]


@pytest.mark.parametrize(
    ("block", "end"),
    [(b"a,b\nc,d\n", 8), (b'a,"b"\n', 6), (b'a,b\nc,"d\n', 4), (b'"a\n', 0)],
)
def test_last_whole_row_ends_before_a_mark_that_is_not_closed(block, end):
    assert quotes.whole_rows(block, marks=quotes.marks_in(block)) == end


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (b"Name,Amount\nAlpha,1.00\n" * 3, "utf-8"),
        ("Café £5\n".encode() * 3, "utf-8"),
        ("Café £5\n".encode("cp1252") * 3, "cp1252"),
        ("Café £5\n".encode("cp850") * 3, "cp850"),
        ("plain, and then é".encode("cp1252"), "cp1252"),
        ("cut short: é".encode()[:-1], "cp1252"),
    ],
)
@pytest.mark.parametrize("piece", [3, 4, 1000])
def test_encoding_is_known_piece_by_piece(content, encoding, piece, monkeypatch):
    monkeypatch.setattr(scanning, "PIECE", piece)

    assert scanning.encoding_of(io.BytesIO(content)) == encoding


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("size", [4, 7, 1000])
def test_blocks_are_whole_lines_and_together_the_text(end, size):
    text = "".join(f"line {number}{end}" for number in range(12)).encode()
    blocks = Blocks(pieces_of(io.BytesIO(text), encoding="utf-8", size=size), size=size)

    taken = list(iter(blocks.block, b""))

    assert b"".join(taken) == text
    assert all(block.endswith(end.encode()[-1:]) for block in taken)


def test_some_lines_are_taken_and_given_back():
    blocks = Blocks(iter([b"one\ntwo\nthree\n"]), size=1000)

    first = blocks.block(most=8)
    blocks.give_back(b"two\n")

    assert (first, blocks.head()) == (b"one\ntwo\n", b"two\nthree\n")
    assert blocks.block(most=2) == b"two\nthree\n"


@given(st.lists(st.binary(max_size=30), max_size=5))
@example([b"\xa3", b"\xe9\xa9\xc3\xc2"])  # each byte is one of another letter in UTF-8
@example([bytes(range(0xA0, 0x100)), b"\xa3\xe9"])  # more letters than are put in one by one
@example([b"\xc2\xc3\xa3\x83"])
def test_windows_text_in_pieces_is_that_of_the_whole(pieces):
    content = b"Supplier\n" + b"".join(pieces)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(blocks_module, "_PIECE", 7)

        found = b"".join(pieces_of(io.BytesIO(content), encoding="cp1252"))

    assert found.decode() == text_files.windows_text(content)
