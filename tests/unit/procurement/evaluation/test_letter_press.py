"""Printing letters in one process and in several, and packing them."""

import datetime as dt
import io
import pickle
import subprocess

import pytest

from procurement.calculations.summaries import Supplier
from procurement.evaluation import letter_packing, letter_press
from socialvalue.core.pdf import Document

MADE = dt.datetime(2026, 11, 22, 9, tzinfo=dt.UTC)


def documents(count):
    """Return short letters."""
    letters = []
    for number in range(count):
        letter = Document(title=f"Letter {number}", organisation="Mereside", made_at=MADE)
        letter.paragraph(f"To supplier {number}.")
        letters.append(letter)
    return letters


def test_several_processes_print_the_same_as_one():
    letters = documents(letter_press.FEWEST + 1)
    told = []

    several = letter_press.printed(letters, processes=2, report=told.append)

    assert several == letter_press.printed(letters)
    assert told == [2 * number for number in range(1, 12)]


def test_few_letters_are_printed_in_one_process():
    told = []

    letters = letter_press.printed(documents(2), processes=2, report=told.append)

    assert told == [1, 2]
    assert letters[0].pdf.startswith(b"%PDF")
    assert letters[0].docx.startswith(b"PK")


def test_a_process_that_dies_is_noticed(monkeypatch):
    def dead(arguments, **more):
        return subprocess.Popen(["/bin/sh", "-c", "cat >/dev/null"], **more)

    monkeypatch.setattr(letter_press, "start", dead)

    with pytest.raises(letter_press.PressFailed):
        letter_press.printed(documents(letter_press.FEWEST + 1), processes=2)


def test_the_started_program_gives_back_what_it_was_given():
    stream = io.BytesIO()

    letter_press.serve(io.BytesIO(pickle.dumps(documents(1))), stream)

    assert pickle.loads(stream.getvalue()) == letter_press.printed(documents(1))  # noqa: S301 -- ours


def test_a_pack_has_a_list_in_which_no_cell_is_a_formula():
    supplier = Supplier(name="=HYPERLINK(1)", email="a@example.org")
    letter = letter_packing.Packed(stem="001", supplier=supplier, pdf=b"p", docx=b"d", html=b"h")

    pack = letter_packing.packed([letter])

    assert pack.content == letter_packing.packed([letter]).content
    assert letter_packing.member(pack.content, stem="001", form="docx") == b"d"
    with pytest.raises(letter_packing.NotInThePack):
        letter_packing.member(pack.content, stem="../001", form="pdf")
