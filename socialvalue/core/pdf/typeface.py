"""The typeface: Inter, embedded, with figures of one width so that columns of numbers line up."""

from functools import lru_cache
from pathlib import Path

from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont

from .words import REPLACEMENT

FONTS = Path(__file__).parent / "fonts"

HAIR = 0.001
"""Points that a line may be too long: less than any eye sees, more than sums of floats are out."""


class Face:
    """One weight of the typeface: measures words and finds where lines end."""

    def __init__(self, name: str, *, file: Path):
        self.name = name
        self.font = TTFont(name, str(file))
        registerFont(self.font)
        self._drawable = frozenset(self.font.face.charToGlyph) | {ord("\n")}
        self._widths = self.font.face.charWidths
        self._word_width = lru_cache(maxsize=20_000)(self._measured)

    def drawable(self, text: str) -> str:
        """Return the text with a visible box for each character the typeface lacks."""
        if text.isascii():
            return text
        return "".join(c if ord(c) in self._drawable else REPLACEMENT for c in text)

    def width(self, text: str, size: float) -> float:
        """Return the width of a text on one line, in points."""
        text = self.drawable(text)
        return sum(self._word_width(word) for word in text.split(" ")) * size / 1000 + (
            text.count(" ") * self._widths[32] * size / 1000
        )

    def lines(self, text: str, *, size: float, width: float) -> list[str]:
        """Return the lines that the text makes in that width (points). Time grows with length."""
        room = (width + HAIR) * 1000 / size
        broken = []
        for line in text.split("\n"):
            broken += self._broken(self.drawable(line), room)
        return broken

    def widest_word(self, text: str, size: float) -> float:
        """Return the width of the widest word, in points."""
        words = self.drawable(text).split()
        return max((self._word_width(word) for word in words), default=0) * size / 1000

    def _measured(self, word: str) -> float:
        widths = self._widths
        return sum(widths[ord(character)] for character in word)

    def _broken(self, line: str, room: float) -> list[str]:
        lines, words, used = [], [], 0.0
        space = self._widths[32]
        for word in line.split(" "):
            wide = self._word_width(word)
            if words and used + space + wide > room:
                lines.append(" ".join(words))
                words, used = [], 0.0
            if wide > room:
                *whole, word = self._pieces(word, room)
                lines += whole
                wide = self._word_width(word)
            used += wide + (space if words else 0)
            words.append(word)
        return [*lines, " ".join(words)]

    def _pieces(self, word: str, room: float) -> list[str]:
        """Return a word that is wider than the line, cut into pieces that are not."""
        pieces, start, used = [], 0, 0.0
        for at, character in enumerate(word):
            wide = self._widths[ord(character)]
            if used + wide > room and at > start:
                pieces.append(word[start:at])
                start, used = at, 0.0
            used += wide
        return [*pieces, word[start:]]


@lru_cache(maxsize=1)
def faces() -> tuple[Face, Face]:
    """Return the regular and the bold face, read from disk once in the life of the process."""
    return (
        Face("Inter", file=FONTS / "Inter-Regular.ttf"),
        Face("Inter-Bold", file=FONTS / "Inter-Bold.ttf"),
    )
