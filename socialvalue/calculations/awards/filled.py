"""Reading an application that was filled in offline, in the document that was downloaded for it.

Each answer stands in a table of its own, under a heading row that ends in the criterion's code in
square brackets. What stands around the tables is not read. Faults name their place; while there is
one, nothing is taken.

Source: ECMA-376 part 1, 17 (WordprocessingML).
"""

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from socialvalue.calculations.evidence import EvidenceRefused, kind_of
from socialvalue.calculations.evidence.kinds import DOCX

MOST_BYTES = 2 * 1024 * 1024
MOST_BYTES_OF_TEXT = 16 * 1024 * 1024
MAIN_PART = "word/document.xml"

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CODE = re.compile(r"\[([^\[\]]+)\]\s*$")
_REFERENCE = re.compile(r"Reference: ([0-9a-f-]{36}), ([0-9a-f]{16})")
_PICTURES = (f"{_W}drawing", f"{_W}pict", f"{_W}object")
_BREAKS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n"}
_UNFIT = frozenset({"Cc", "Cs"})
_DOWNLOAD = "Download the document again, copy your answers into it, and upload that."


class DocumentRefused(ValueError):
    """The file is not read at all. The message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong at one place of the document, and what to do."""

    place: str
    words: str


class FaultsFound(ValueError):
    """The file is the right one, and something in it is wrong. Nothing of it is taken."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("; ".join(f"{each.place}: {each.words}" for each in faults))
        self.faults = tuple(faults)


def heading_of(title: str, code: str) -> str:
    """Return the heading row of the table in which a criterion is answered."""
    return f"Your answer: {title} [{code}]"


def reference_line(key: str, fingerprint: str) -> str:
    """Return the line by which a document is known again: the application, and its scheme."""
    return f"Reference: {key}, {fingerprint[:16]}"


def read_filled(
    content: bytes,
    *,
    key: str,
    fingerprint: str,
    titles: Mapping[str, str],
    longest: int,
) -> dict[str, str]:
    """Return the answers that a filled document gives, by the code of the criterion.

    `titles` has the title of each criterion by its code; `longest` is the most characters of an
    answer. An empty answer is left out.

    Raises DocumentRefused for what is no such document, or is one of another application or of
    another version of its scheme; FaultsFound with every place that is wrong.
    """
    body = _body(content)
    _refuse_other(body, key=key, fingerprint=fingerprint)
    faults: list[Fault] = []
    answers: dict[str, str] = {}
    seen: set[str] = set()
    for code, cells in _answered(body):
        place = f"Answer to {titles.get(code, code)}"
        if wrong := _wrong(code, seen, titles):
            faults.append(Fault(place, wrong))
            continue
        seen.add(code)
        text = "\n".join(_text_of(cell) for cell in cells).strip()
        faults.extend(Fault(place, words) for words in _faults_of(cells, text, longest))
        if text:
            answers[code] = text
    faults.extend(
        Fault(f"Answer to {title}", f"Its table is missing. {_DOWNLOAD}")
        for code, title in titles.items()
        if code not in seen
    )
    if faults:
        raise FaultsFound(faults)
    return answers


def _body(content: bytes) -> ET.Element:
    """Return the document's body. Raises DocumentRefused."""
    try:
        kind = kind_of(content, name="", most_bytes=MOST_BYTES)
    except EvidenceRefused as refusal:
        raise DocumentRefused(str(refusal)) from None
    if kind != DOCX:
        raise DocumentRefused(
            f"The file is no Word document (.docx), but {kind.title}. {_DOWNLOAD}"
        )
    with zipfile.ZipFile(io.BytesIO(content)) as archive, archive.open(MAIN_PART) as part:
        text = part.read(MOST_BYTES_OF_TEXT + 1)
    if len(text) > MOST_BYTES_OF_TEXT:
        raise DocumentRefused(f"The document holds far more than answers. {_DOWNLOAD}")
    plain = text.replace(b"\0", b"")
    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
        raise DocumentRefused(f"The document is damaged. {_DOWNLOAD}")
    try:
        return ET.fromstring(text)  # noqa: S314 -- declares no entities, as just seen
    except ET.ParseError:
        raise DocumentRefused(f"The document is damaged. {_DOWNLOAD}") from None


def _refuse_other(body: ET.Element, *, key: str, fingerprint: str) -> None:
    found = _REFERENCE.search("\n".join(_lines(body)))
    if found is None:
        raise DocumentRefused(
            f"This is not the document of an application: its reference is missing. {_DOWNLOAD}"
        )
    if found[1] != key:
        raise DocumentRefused(f"This document belongs to another application. {_DOWNLOAD}")
    if found[2] != fingerprint[:16]:
        raise DocumentRefused(f"The scheme has changed since this was downloaded. {_DOWNLOAD}")


def _answered(body: ET.Element) -> Iterator[tuple[str, list[ET.Element]]]:
    """Yield the code in the heading row of each table, and the cells below it."""
    for table in body.iter(f"{_W}tbl"):
        rows = table.findall(f"{_W}tr")
        heading = rows.pop(0) if rows else table
        if found := _CODE.search("\n".join(_lines(heading))):
            yield found[1], [cell for row in rows for cell in row.findall(f"{_W}tc")]


def _wrong(code: str, seen: set[str], titles: Mapping[str, str]) -> str:
    """Return why a table cannot be read, empty if it can."""
    if code not in titles:
        return "There is no such criterion in this application. Take its table out."
    if code in seen:
        return "It is there twice. Take one of the two tables out."
    return ""


def _faults_of(cells: Sequence[ET.Element], text: str, longest: int) -> Iterator[str]:
    if len(text) > longest:
        yield f"Shorten it to {longest:,} characters or fewer. It has {len(text):,}."
    if any(next(cell.iter(tag), None) is not None for cell in cells for tag in _PICTURES):
        yield "Pictures and objects are not read. Take them out, and give them as evidence."


def _text_of(cell: ET.Element) -> str:
    """Return the lines of a cell, without control characters."""
    return "\n".join(_lines(cell)).strip()


def _lines(within: ET.Element) -> Iterator[str]:
    for paragraph in within.iter(f"{_W}p"):
        text = "".join(_pieces(paragraph))
        yield "".join(
            letter
            for letter in text
            if letter in "\n\t" or unicodedata.category(letter) not in _UNFIT
        )


def _pieces(paragraph: ET.Element) -> Iterator[str]:
    """Yield the words of a paragraph as they stand once every change to it is accepted."""
    for piece in (each for run in paragraph.iter(f"{_W}r") for each in run):
        if piece.tag == f"{_W}t":
            yield piece.text or ""
        else:
            yield _BREAKS.get(piece.tag, "")
