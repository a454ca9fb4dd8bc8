"""What a file is, by its content. Its name is believed nowhere but between two kinds of text.

A file that is two things at once (a picture with an archive behind it, a page of the web in a text
file) is refused: whoever opens it later may open the other one.

Source: OWASP, file upload; ISO 32000-1 (PDF), 7.5; WHATWG, MIME sniffing.
"""

import io
import re
import zipfile

from socialvalue.calculations.evidence import kinds, pictures, zipped
from socialvalue.calculations.evidence.kinds import FileKind
from socialvalue.calculations.evidence.refusals import SAVE_AS_PDF, EvidenceRefused, in_megabytes

OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
FIRST_BYTES = 1024
LAST_BYTES = 2048

_BIG_ENDIAN, _LITTLE_ENDIAN = b"\xfe\xff", b"\xff\xfe"
_PAGE = re.compile(r"<(?:!doctype|html|head|body|script|svg|iframe|\?xml|\?php)", re.I)
_PROGRAM = ("#!", "{\\rtf")
_PDF_NAME = re.compile(rb"/[A-Za-z0-9#]{6,40}")
_HEX = re.compile(rb"#([0-9A-Fa-f]{2})")
_ACTIVE = {
    b"/JavaScript": "a program (JavaScript)",
    b"/Launch": "a command that starts a program",
    b"/EmbeddedFile": "other files inside it",
    b"/EmbeddedFiles": "other files inside it",
    b"/RichMedia": "a film or a program",
}
_CONTROLS = frozenset(range(32)) - frozenset(b"\t\n\r\f")

NOT_TAKEN = (
    "The file is of a kind that is not taken here. Choose a PDF, a Word, Excel, PowerPoint or "
    "OpenDocument file, a JPEG or PNG picture, a CSV table or plain text"
)


def kind_of(content: bytes, *, name: str, most_bytes: int) -> FileKind:
    """Return what the file is.

    `name` tells CSV from other text, and nothing else. Raises EvidenceRefused, in words: empty,
    larger than `most_bytes`, of a kind that is not taken, locked, damaged, two kinds at once, with
    macros or programs, or made to unpack to far more than it is.
    """
    if not content:
        raise EvidenceRefused(
            "The file is empty (0 bytes). Open it to see whether it was saved, and choose it again"
        )
    refuse_size(len(content), most_bytes=most_bytes)
    if content.startswith(OLD_OFFICE):
        raise EvidenceRefused(
            "The file is locked with a password or in an old Office format (.doc, .xls, .ppt). "
            "Open it, save it without a password as .docx, .xlsx, .pptx or PDF, and choose that"
        )
    if content.startswith(b"PK"):
        _refuse_second_kind(content, is_archive=True)
        return zipped.kind_of(content)
    _refuse_second_kind(content, is_archive=False)
    if content.startswith(b"%PDF-"):
        return _pdf(content)
    if picture := pictures.kind_of(content):
        return picture
    return _text(content, name)


def refuse_size(size: int, *, most_bytes: int) -> None:
    """Raise EvidenceRefused for a file that is too large; for callers that know only its length."""
    if size > most_bytes:
        raise EvidenceRefused(
            f"The file is {in_megabytes(size)}, and the most is {in_megabytes(most_bytes)}. "
            "Make it smaller, such as by saving pictures at a lower quality, or give the pages "
            "that matter in a file of their own"
        )


def _refuse_second_kind(content: bytes, *, is_archive: bool) -> None:
    """Refuse what opens as one thing here and as another elsewhere."""
    is_pdf = content.startswith(b"%PDF-")
    hides_pdf = not is_pdf and b"%PDF-" in content[:FIRST_BYTES]
    hides_archive = not is_archive and zipfile.is_zipfile(io.BytesIO(content))
    if hides_pdf or hides_archive:
        raise EvidenceRefused(f"The file is of two kinds at once, which is unsafe. {SAVE_AS_PDF}")


def _pdf(content: bytes) -> FileKind:
    if b"%%EOF" not in content[-LAST_BYTES:]:
        raise EvidenceRefused(
            "The PDF is cut off: its end is missing. Open it to see whether it is whole, save it "
            "again, and choose that file"
        )
    for found in _PDF_NAME.finditer(content):
        name = _HEX.sub(lambda digits: bytes([int(digits[1], 16)]), found[0])
        if name == b"/Encrypt":
            raise EvidenceRefused(
                "The PDF is locked with a password. Save it without one, and choose that file"
            )
        if name in _ACTIVE:
            raise EvidenceRefused(
                f"The PDF holds {_ACTIVE[name]}, which is never run here. Print it to a new PDF, "
                "and choose that file"
            )
    return kinds.PDF


def _text(content: bytes, name: str) -> FileKind:
    """Return which text this is. Raises EvidenceRefused for what is no plain text."""
    text = _decoded(content)
    if text is None or any(ord(letter) in _CONTROLS for letter in set(text)):
        raise EvidenceRefused(NOT_TAKEN)
    start = text.lstrip("\ufeff \t\r\n")
    if start.startswith(_PROGRAM) or _PAGE.search(start[:FIRST_BYTES]):
        raise EvidenceRefused(
            "The file is a page of the web or a program, not plain text. "
            f"Open it, print it to PDF, and choose that file. {NOT_TAKEN}"
        )
    return kinds.CSV if name.lower().endswith(".csv") else kinds.TEXT


def _decoded(content: bytes) -> str | None:
    """Return the text, None if it is none in any way that text is written nowadays."""
    if content.startswith((_BIG_ENDIAN, _LITTLE_ENDIAN)):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8", "cp1252"]
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None
