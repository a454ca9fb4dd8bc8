"""What a file is, and which are refused with which words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialvalue.calculations.evidence import (
    KINDS,
    EvidenceRefused,
    agreeing_name,
    in_megabytes,
    kind_of,
    kinds,
    zipped,
)
from tests.unit.socialvalue.calculations.evidence import files

MEGABYTE = 1024 * 1024


def refusal(content, name="a.pdf", most_bytes=25 * MEGABYTE):
    """Return why a file is refused."""
    with pytest.raises(EvidenceRefused) as refused:
        kind_of(content, name=name, most_bytes=most_bytes)
    return str(refused.value)


@pytest.fixture
def _small_limits(monkeypatch):
    """So that a bomb need not be large."""
    monkeypatch.setattr(zipped, "MOST_BYTES_UNPACKED", MEGABYTE)


@pytest.mark.parametrize("which", files.GOOD)
def test_files_are_known_by_their_content(which):
    name, content = files.GOOD[which]

    kind = kind_of(content, name=name, most_bytes=MEGABYTE)

    assert kind.ending == files.ENDINGS.get(which, which)


@pytest.mark.parametrize("which", set(files.GOOD) - {"csv", "csv of Excel"})
def test_the_name_says_nothing_of_what_a_file_is(which):
    _, content = files.GOOD[which]

    kind = kind_of(content, name="invoice.exe", most_bytes=MEGABYTE)

    assert kind.ending == files.ENDINGS.get(which, which)


@pytest.mark.usefixtures("_small_limits")
@pytest.mark.parametrize("which", files.CORPUS)
def test_the_corpus_is_refused_in_words(which):
    name, content, why = files.CORPUS[which]

    assert why in refusal(content, name)


@pytest.mark.slow
def test_a_bomb_of_half_a_gigabyte_is_refused():
    content = files.bomb(500)

    assert len(content) < MEGABYTE
    assert "unpacks to far more" in refusal(content)


def test_a_bomb_of_many_parts_is_refused(monkeypatch):
    monkeypatch.setattr(zipped, "MOST_PARTS", 2)

    assert "more parts than any document" in refusal(files.with_part("word/a.xml", b"x"))


def test_a_part_that_is_packed_in_an_unknown_way_is_damage():
    content = bytearray(files.office())
    for sign, place in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        content[content.find(sign) + place] = 99

    assert "is damaged" in refusal(bytes(content))


def test_large_parts_within_the_limit_are_read_in_pieces():
    content = files.with_part("word/media/film.bin", b"\1" * (3 * MEGABYTE))

    assert kind_of(content, name="", most_bytes=MEGABYTE).ending == "docx"


def test_a_file_that_is_too_large_says_how_large():
    # 26,214,401 bytes are a byte above 25 MB: shown as 25.1 MB, never as 25 MB.
    sentence = refusal(b"x" * (25 * MEGABYTE + 1))

    assert sentence.startswith("The file is 25.1 MB, and the most is 25 MB. Make it smaller")


@pytest.mark.parametrize(
    ("size", "words"),
    [(0, "0 MB"), (1, "0.1 MB"), (MEGABYTE, "1 MB"), (2 * 1024 * MEGABYTE, "2,048 MB")],
)
def test_sizes_are_rounded_up(size, words):
    assert in_megabytes(size) == words


@pytest.mark.parametrize("which", files.CORPUS)
def test_every_refusal_says_what_to_do(which):
    name, content, _ = files.CORPUS[which]
    if which == "bomb":
        return

    words = refusal(content, name).lower()

    assert any(verb in words for verb in ("choose", "open it", "save it", "print it", "give the"))


@given(st.binary(max_size=200))
def test_no_bytes_make_it_fall_over(content):
    for start in (b"", b"PK\x03\x04", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"%PDF-"):
        try:
            kind = kind_of(start + content, name="a.txt", most_bytes=MEGABYTE)
        except EvidenceRefused:
            continue
        assert kind in KINDS


@given(st.data())
def test_a_document_with_a_changed_byte_never_makes_it_fall_over(data):
    content = bytearray(files.with_part("word/media/a.png", files.png()))
    at = data.draw(st.integers(0, len(content) - 1))
    content[at] = data.draw(st.integers(0, 255))

    try:
        kind = kind_of(bytes(content), name="", most_bytes=MEGABYTE)
    except EvidenceRefused:
        return
    assert kind in KINDS


def test_no_two_kinds_share_an_ending_or_a_type():
    assert len({kind.ending for kind in KINDS}) == len(KINDS)
    assert len({kind.media_type for kind in KINDS}) == len(KINDS)


@pytest.mark.parametrize(
    ("name", "kind", "shown"),
    [
        ("policy.pdf", kinds.PDF, "policy.pdf"),
        ("POLICY.PDF", kinds.PDF, "POLICY.PDF"),
        ("photo.jpeg", kinds.JPEG, "photo.jpeg"),
        ("virus.exe", kinds.TEXT, "virus.txt"),
        ("invoice.pdf.exe", kinds.TEXT, "invoice.pdf.txt"),
        ("photo.png", kinds.JPEG, "photo.jpg"),
        ("policy", kinds.PDF, "policy.pdf"),
        ("Report v1.2", kinds.PDF, "Report v1.2.pdf"),
        ("Board, 3 May. Minutes of it", kinds.PDF, "Board, 3 May. Minutes of it.pdf"),
        (".exe", kinds.TEXT, ".exe.txt"),
        ("x" * 255, kinds.PDF, "x" * 251 + ".pdf"),
    ],
)
def test_a_name_ends_in_what_the_file_is(name, kind, shown):
    assert agreeing_name(name, kind) == shown
