"""All letters of a tender in one ZIP: the same letters give the same bytes."""

import hashlib
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass

from procurement.calculations.summaries import Supplier
from socialvalue.core import exports

MADE = (1980, 1, 1, 0, 0, 0)
"""The moment that every member bears: a ZIP cannot hold none."""

HEADINGS = ["Supplier", "E-mail", "Postal address", "Letter", "SHA-256 of the PDF"]


class NotInThePack(LookupError):
    """The pack has no such letter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed:
    """One letter in its three forms. `stem` is its name without the ending."""

    stem: str
    supplier: Supplier
    pdf: bytes
    docx: bytes
    html: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """The ZIP, and what is in it."""

    content: bytes
    letters: tuple[Packed, ...]


def packed(letters: Sequence[Packed]) -> Pack:
    """Return the letters as one ZIP, with a list of whom each goes to."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression=zipfile.ZIP_DEFLATED) as archive:
        _add(archive, "list-of-letters.csv", _list(letters))
        for letter in letters:
            _add(archive, f"pdf/{letter.stem}.pdf", letter.pdf)
            _add(archive, f"word/{letter.stem}.docx", letter.docx)
            _add(archive, f"html/{letter.stem}.html", letter.html)
    return Pack(content=stream.getvalue(), letters=tuple(letters))


def member(content: bytes, *, stem: str, form: str) -> bytes:
    """Return one letter of a pack: `form` is pdf, docx or html. Raises NotInThePack."""
    folder = {"pdf": "pdf", "docx": "word", "html": "html"}[form]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        try:
            return archive.read(f"{folder}/{stem}.{form}")
        except KeyError:
            raise NotInThePack(f"There is no letter {stem} in the pack.") from None


def _list(letters: Sequence[Packed]) -> bytes:
    """Return the list of letters, for whoever sends them."""
    return exports.csv_bytes(
        HEADINGS,
        [
            [
                letter.supplier.name,
                letter.supplier.email,
                letter.supplier.postal_address,
                letter.stem,
                hashlib.sha256(letter.pdf).hexdigest(),
            ]
            for letter in letters
        ],
    )


def _add(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    """Add a member that bears no moment of its own."""
    entry = zipfile.ZipInfo(name, date_time=MADE)
    entry.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(entry, content)
