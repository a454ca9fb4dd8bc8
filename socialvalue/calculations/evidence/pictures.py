"""Pictures: whole, of a size that a computer can show, and with nothing behind their end.

Source: ISO/IEC 15948 (PNG), 5; ITU-T T.81 (JPEG), annex B.
"""

import re

from socialvalue.calculations.evidence import kinds
from socialvalue.calculations.evidence.kinds import FileKind
from socialvalue.calculations.evidence.refusals import EvidenceRefused

PNG = b"\x89PNG\r\n\x1a\n"
JPEG = b"\xff\xd8\xff"
MOST_PIXELS = 150_000_000
"""The largest cameras of today make 100 to 150 million; a computer needs 4 bytes for each."""

# Markers of JPEG that stand alone, and those that begin a frame and so say its size.
_ALONE = frozenset({0x01, *range(0xD0, 0xD8)})
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_SCAN, _END = 0xDA, 0xD9
# What phones write behind a picture (a preview, a depth map) is let be; what opens is not.
_OPENS = re.compile(rb"%PDF-|PK\x03\x04|<script|<html|<svg|<\?php|MZ\x90\0|\x7fELF", re.I)
_AGAIN = "Open the picture, save it again as JPEG or PNG, and choose that file"


def kind_of(content: bytes) -> FileKind | None:
    """Return what picture this is, None if it is none that is taken. Raises EvidenceRefused."""
    if content.startswith(PNG):
        return _png(content)
    if content.startswith(JPEG):
        return _jpeg(content)
    return None


def _png(content: bytes) -> FileKind:
    at = len(PNG)
    name = b""
    while name != b"IEND":
        size = int.from_bytes(content[at : at + 4], "big")
        name = content[at + 4 : at + 8]
        if at == len(PNG):
            _refuse_pixels(content[16:20], content[20:24], is_first=name == b"IHDR")
        at += 12 + size
        if at > len(content):
            raise _damaged()
    _refuse_behind(content[at:])
    return kinds.PNG


def _jpeg(content: bytes) -> FileKind:
    at = len(JPEG) - 1
    has_frame = False
    while True:
        marker = _marker(content, at)
        at += 2
        if marker == _END:
            break
        if marker in _ALONE:
            continue
        size = int.from_bytes(content[at : at + 2], "big")
        if marker in _FRAMES:
            has_frame = True
            _refuse_pixels(content[at + 3 : at + 5], content[at + 5 : at + 7])
        at = at + size if marker != _SCAN else _end_of_scan(content, at + size)
    if not has_frame:
        raise _damaged()
    _refuse_behind(content[at:])
    return kinds.JPEG


def _marker(content: bytes, at: int) -> int:
    """Return the marker that stands here. Raises EvidenceRefused if none does."""
    if len(content) < at + 2 or content[at] != 0xFF:
        raise _damaged()
    return content[at + 1]


def _end_of_scan(content: bytes, at: int) -> int:
    """Return where the next marker stands that is no part of the picture's points."""
    while True:
        at = content.find(b"\xff", at)
        if at < 0 or at + 1 >= len(content):
            raise _damaged()
        if content[at + 1] != 0 and content[at + 1] not in _ALONE and content[at + 1] != 0xFF:
            return at
        at += 1


def _refuse_pixels(width: bytes, height: bytes, *, is_first: bool = True) -> None:
    pixels = int.from_bytes(width, "big") * int.from_bytes(height, "big")
    if not pixels or not is_first:
        raise _damaged()
    if pixels > MOST_PIXELS:
        raise EvidenceRefused(
            f"The picture has {pixels:,} points, and the most is {MOST_PIXELS:,}. Save it at a "
            "smaller size, and choose that file"
        )


def _refuse_behind(rest: bytes) -> None:
    if _OPENS.search(rest):
        raise EvidenceRefused(f"Another file is hidden behind the picture. {_AGAIN}")


def _damaged() -> EvidenceRefused:
    return EvidenceRefused(f"The picture is damaged or cut off. {_AGAIN}")
