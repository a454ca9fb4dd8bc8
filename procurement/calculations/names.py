"""Names of bidders in one form, so that two that look the same are the same."""

import unicodedata
from itertools import chain

SHOWS_NOTHING = frozenset(
    chain(
        (0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFFA0),
        range(0x180B, 0x1810),
        range(0xFE00, 0xFE10),
        range(0xE0100, 0xE01F0),
    )
)
"""Letters and marks that show nothing, though their category does not say so.

Source: Unicode 15.1, DerivedCoreProperties.txt, Default_Ignorable_Code_Point.
"""
BLANK = {0x2800: " "}
"""The blank Braille pattern looks like a space and is none."""


def plain_name(name: str) -> str:
    """Return a name without what does not show, letters composed, with single spaces.

    Left out are format and control characters, such as a space of no width. It may leave nothing.
    """
    composed = unicodedata.normalize("NFC", name.translate(BLANK))
    return " ".join("".join(letter for letter in composed if _shows(letter)).split())


def same_name(name: str) -> str:
    """Return what two names have in common that are the same: in any case and width of letters."""
    return plain_name(unicodedata.normalize("NFKC", plain_name(name)).casefold())


def _shows(letter: str) -> bool:
    """Whether a character shows, or is white space."""
    if letter.isspace():
        return True
    return unicodedata.category(letter) not in {"Cf", "Cc"} and ord(letter) not in SHOWS_NOTHING
