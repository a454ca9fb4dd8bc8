"""Reading files: JSON, JSON lines, gzip, and what is refused."""

import gzip
import json

import pytest

from procurement.calculations.ocds import NotAFile, documents_of, files


def test_one_value_stands_alone():
    assert documents_of(b'\xef\xbb\xbf{"a":\n 1}') == [("", {"a": 1})]


def test_json_lines_come_with_their_numbers():
    assert documents_of(b'{"a": 1}\n\n{"b": 2}\n') == [("line 1", {"a": 1}), ("line 3", {"b": 2})]


def test_gzip_is_opened():
    assert documents_of(gzip.compress(b"[1]")) == [("", [1])]


def test_line_that_cannot_be_read_leaves_the_others():
    (first, fault), (second, value) = documents_of(b'{"a": NaN}\n{"b": 2}')

    assert (first, str(fault)) == ("line 1", "Remove NaN, which is not a JSON number.")
    assert (second, value) == ("line 2", {"b": 2})


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty."),
        (b" \n ", "The file is empty."),
        (b"\x1f\x8bnot gzip", "The file begins like a gzip file, and cannot be unpacked."),
        (
            gzip.compress(b"[1]" * 99, mtime=0)[:-9],
            "The file begins like a gzip file, and cannot be unpacked.",
        ),
        (b"\xff", "Save the file as UTF-8: byte 0 is not UTF-8."),
        (b'{"a": 1, "a": 2}', 'Keep only one of the members named "a" of an object.'),
        (
            b"{\n",
            "Correct the JSON at line 2, column 1: Expecting",
        ),
        (b"[" * 300 + b"]" * 300, "Nest lists and objects no deeper than 200 levels."),
    ],
)
def test_file_that_cannot_be_read_is_refused_with_what_to_do(content, sentence):
    with pytest.raises(NotAFile) as refused:
        documents_of(content)

    assert str(refused.value).startswith(sentence[:40])


def test_file_that_is_too_large_packed_or_not_is_refused(monkeypatch):
    monkeypatch.setattr(files, "MOST_BYTES", 10)

    for content in (b"1" * 11, gzip.compress(b"1" * 11)):
        with pytest.raises(NotAFile, match="no more than 10 bytes"):
            documents_of(content)


def test_too_many_lines_are_refused(monkeypatch):
    monkeypatch.setattr(files, "MOST_DOCUMENTS", 2)

    with pytest.raises(NotAFile, match="no more than 2 lines"):
        documents_of(b"{}\n{}\n{}")


def test_json_over_many_lines_is_one_value():
    value = {"a": [1, {"b": 2}]}

    assert documents_of(json.dumps(value, indent=1).encode()) == [("", value)]
