"""Text from people, made safe to print.

A page has room for letters and line breaks only. Nothing in the text is ever read as markup, as a
path or as an address: there is no markup language here for it to be read in.
"""

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal

LONGEST_TEXT = 20_000
"""Characters of one paragraph, bullet or cell: about three thousand words, or seven pages."""

LONGEST_LABEL = 300
"""Characters of a title, heading, caption, column heading or label."""

MOST_LINES = 400
"""Line breaks kept in one text, so that a text of empty lines cannot fill a hundred pages."""

MOST_MARKS = 4
"""Combining marks kept on one letter; no written language we print needs more."""

CUT = " [cut here: the text is longer than this document can show]"

REPLACEMENT = "□"
"""What is printed for a character that cannot be: an emoji, or a script the typeface lacks."""

Printable = str | int | Decimal

_LINE_ENDS = re.compile("\r\n|[\r\n\v\f\x85\u2028\u2029]")
_SPACES = re.compile(r"[^\S\n]+")
_EMPTY_LINES = re.compile(r"\n{3,}")


class NotPrintable(TypeError):
    """A value that has no agreed way to be printed: format it before giving it to a document."""


def plain(value: Printable, *, longest: int = LONGEST_TEXT) -> str:
    """Return the value as text that is safe and bounded.

    Whole numbers and decimals are written out in full, never with an exponent. Control and
    formatting characters go (among them those that reverse the reading order), line breaks of
    every kind become one kind, spaces are closed up, and a text of more than `longest` characters
    is cut with a plain note that says so. The work done is bounded by `longest`, whatever comes.

    Raises NotPrintable for anything but text, whole numbers and decimals; a float or None must be
    put into words by someone who knows what it means.
    """
    text = _spelled(value)
    cut = len(text) > longest
    text = _LINE_ENDS.sub("\n", text[:longest])
    if not text.isascii():
        text = unicodedata.normalize("NFC", "".join(_few_marks(text)))
    text = "".join(_harmless(text)) if not text.isprintable() else text
    lines = _EMPTY_LINES.sub("\n\n", _SPACES.sub(" ", text)).strip().split("\n")
    if cut or len(lines) > MOST_LINES:
        return "\n".join(line.strip() for line in lines[:MOST_LINES]) + CUT
    return "\n".join(line.strip() for line in lines)


def label(value: Printable) -> str:
    """Return the value as one line of safe text, for a title, a heading or a label."""
    return plain(value, longest=LONGEST_LABEL).replace("\n", " ")


def _spelled(value: Printable) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    raise NotPrintable(f"{type(value).__name__} cannot be printed: give text, an int or a Decimal")


def _few_marks(text: str) -> Iterator[str]:
    """Yield the characters, without the marks heaped on a letter beyond the first few."""
    marks = 0
    for character in text:
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks <= MOST_MARKS:
            yield character


def _harmless(text: str) -> Iterator[str]:
    """Yield the characters, without controls and formatting; lone surrogates are replaced."""
    for character in text:
        kind = unicodedata.category(character)
        if character == "\n" or character.isprintable():
            yield character
        elif kind.startswith("Z") or character == "\t":
            yield " "
        elif kind not in ("Cc", "Cf"):
            yield REPLACEMENT
