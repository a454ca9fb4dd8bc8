"""Office documents are archives: what one must pass before it is kept.

A few kilobytes can be made to unpack to gigabytes, and an archive to say other sizes than it has.
So every part is unpacked once, in pieces, with a limit, and none is kept. Nothing of it is run,
and no part is read as XML.

Source: OWASP, file upload; ECMA-376 part 2 (packages); OpenDocument 1.3 part 2; APPNOTE 4.3 (zip).
"""

import io
import lzma
import re
import zipfile
from collections.abc import Sequence

from socialvalue.calculations.evidence import kinds
from socialvalue.calculations.evidence.kinds import FileKind
from socialvalue.calculations.evidence.refusals import SAVE_AS_PDF, EvidenceRefused
from socialvalue.calculations.spend.archives import DAMAGED

MOST_PARTS = 3_000
MOST_BYTES_UNPACKED = 200 * 1024 * 1024
MOST_BYTES_INSIDE = 25 * 1024 * 1024
MOST_BYTES_LISTED = 1024 * 1024
"""The list of parts itself, which is read whole before any part is."""

_MAIN_PARTS = {
    "word/document.xml": kinds.DOCX,
    "xl/workbook.xml": kinds.XLSX,
    "ppt/presentation.xml": kinds.PPTX,
}
_MIMETYPES = {each.media_type.encode(): each for each in (kinds.ODT, kinds.ODS, kinds.ODP)}
_CONTENT_TYPES = "[Content_Types].xml"
_MACROS = re.compile(r"vbaProject|vbaData|(?:^|/)macrosheets/|^Basic/|^Scripts/|activeX", re.I)
_LEADS_OUT = re.compile(r"^[/\\]|^[A-Za-z]:|(?:^|[/\\])\.\.(?:[/\\]|$)|[\0-\x1f]")
_REMOTE_TEMPLATE = re.compile(
    rb"attachedTemplate[^>]*Target=[\"'](?:https?:|\\\\|file:/{4,})", re.I
)
_END, _END_SIZE = b"PK\x05\x06", 22
_LONGEST_COMMENT = 65_535
_PIECE = 1 << 16
_FIRST = 4096
_PROGRAMS = (b"MZ", b"\x7fELF", b"\xd0\xcf\x11\xe0")
_LOCKED = 0x1


def kind_of(content: bytes) -> FileKind:
    """Return which document the archive is. Raises EvidenceRefused."""
    try:
        with _opened(content) as archive:
            parts = archive.infolist()
            _refuse_parts(parts)
            kind = _kind(archive)
            _walk(archive, parts)
            return kind
    except EvidenceRefused:
        raise
    except (*DAMAGED, lzma.LZMAError):
        raise EvidenceRefused(
            f"The file is damaged and cannot be opened. Open it to see what is left. {SAVE_AS_PDF}"
        ) from None


def _opened(content: bytes) -> zipfile.ZipFile:
    """Open an archive whose list of parts is no longer than any document's."""
    end = content.rfind(_END, max(0, len(content) - _END_SIZE - _LONGEST_COMMENT))
    if end < 0:
        raise zipfile.BadZipFile("the archive has no end")
    listed = int.from_bytes(content[end + 12 : end + 16], "little")
    if listed > MOST_BYTES_LISTED:
        raise _too_many()
    return zipfile.ZipFile(io.BytesIO(content))


def _refuse_parts(parts: Sequence[zipfile.ZipInfo]) -> None:
    """Refuse by the list of parts alone."""
    names = [part.filename for part in parts]
    if len(names) > MOST_PARTS:
        raise _too_many()
    if any(part.flag_bits & _LOCKED for part in parts):
        raise EvidenceRefused(
            "The file is locked with a password. Save it without one, and choose that file"
        )
    _refuse_macros(names)
    if len(set(names)) < len(names):
        raise zipfile.BadZipFile("one part is there twice")
    # The library cuts a name at its first NUL; what it was stays in `orig_filename`.
    if any(_LEADS_OUT.search(part.orig_filename) for part in parts):
        raise EvidenceRefused(
            "The file holds a part whose name leads out of the file, which no office program "
            f"writes. {SAVE_AS_PDF}"
        )


def _refuse_macros(names: Sequence[str]) -> None:
    if any(_MACROS.search(name) for name in names):
        raise _macros()


def _kind(archive: zipfile.ZipFile) -> FileKind:
    """Return what the archive says it is. Raises EvidenceRefused for what is no document."""
    names = set(archive.namelist())
    if _CONTENT_TYPES in names:
        if b"macroEnabled" in _beginning(archive, _CONTENT_TYPES, most=MOST_BYTES_LISTED):
            raise _macros()
        for main, kind in _MAIN_PARTS.items():
            if main in names:
                return kind
    mimetype = _beginning(archive, "mimetype", most=100) if "mimetype" in names else b""
    if mimetype.strip() in _MIMETYPES:
        return _MIMETYPES[mimetype.strip()]
    raise EvidenceRefused(
        "The file is an archive (ZIP), not a document. Unpack it, and choose the documents in it "
        "one by one"
    )


def _beginning(archive: zipfile.ZipFile, name: str, *, most: int) -> bytes:
    with archive.open(name) as part:
        return part.read(most)


def _walk(archive: zipfile.ZipFile, parts: Sequence[zipfile.ZipInfo]) -> None:
    """Unpack every part in pieces, looking at what it begins with, no further than the limit."""
    left = MOST_BYTES_UNPACKED
    for each in parts:
        with archive.open(each) as part:
            first = part.read(_FIRST)
            _refuse_beginning(each.filename, first, archive)
            left -= len(first)
            while piece := part.read(_PIECE):
                left -= len(piece)
                if left < 0:
                    raise EvidenceRefused(
                        "The file unpacks to far more than a document holds, which is unsafe. "
                        + SAVE_AS_PDF
                    )


def _refuse_beginning(name: str, first: bytes, archive: zipfile.ZipFile) -> None:
    """Refuse a part by what it begins with."""
    if first.startswith(_PROGRAMS):
        raise EvidenceRefused(
            "The file has a program or an old Office object inside it. Take out embedded objects, "
            "or save the file as PDF, and choose that"
        )
    if first.startswith(b"PK\x03\x04"):
        _refuse_nested(_beginning(archive, name, most=MOST_BYTES_INSIDE))
    if name.endswith((".xml", ".rels", ".rdf")):
        plain = first.replace(b"\0", b"")
        if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
            raise zipfile.BadZipFile("a part declares entities, which no office program does")
    if name.endswith(".rels") and _REMOTE_TEMPLATE.search(first):
        raise EvidenceRefused(
            "The file fetches its template from another computer when it is opened. " + SAVE_AS_PDF
        )


def _refuse_nested(content: bytes) -> None:
    """Let be the spreadsheet behind a chart; refuse archives, and documents that carry macros."""
    with _opened(content) as archive:
        names = archive.namelist()
        _refuse_macros(names)
        if _CONTENT_TYPES not in names:
            raise EvidenceRefused(
                f"The file has an archive (ZIP) inside it, which is not opened here. {SAVE_AS_PDF}"
            )


def _macros() -> EvidenceRefused:
    return EvidenceRefused(
        "The file carries macros, which are never run here. Save it without macros (.docx, .xlsx, "
        "not .docm, .xlsm), or as PDF, and choose that file"
    )


def _too_many() -> EvidenceRefused:
    return EvidenceRefused(f"The file has more parts than any document has. {SAVE_AS_PDF}")
