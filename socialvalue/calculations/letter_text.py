"""The text of a letter, which an authority may word as it likes, and what is put into it.

The text is plain: paragraphs with an empty line between, `## Heading`, `- entry of a list`, and
placeholders in braces. A placeholder that stands for a few words may stand anywhere; one that
stands for a whole part, such as a table of scores, stands on a line of its own.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

PLACEHOLDER = re.compile(r"\{([^{}\n]*)\}")
LONGEST = 20_000
"""Letters of a letter's text."""

LONGEST_TOLD = 40
"""Letters of a placeholder that a message repeats."""


class TextWrong(ValueError):
    """The text cannot be used as it is. The message says what to change."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading within the letter."""

    words: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; a line break in it is kept."""

    words: str


@dataclass(frozen=True, slots=True)
class Entries:
    """A list with bullets."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A part of the letter that is not written by hand, by its name."""

    name: str


Piece = Heading | Paragraph | Entries | Block


def check(
    text: str, *, words: Collection[str], blocks: Collection[str], needed: Collection[str]
) -> None:
    """Raise TextWrong unless every placeholder is known and those that are needed are there.

    `words` are the placeholders that stand for a few words, `blocks` those for a whole part;
    `needed` are the ones of either kind without which the letter would not say what it must.
    """
    if not text.strip():
        raise TextWrong("Enter the text of the letter.")
    if len(text) > LONGEST:
        raise TextWrong(f"Shorten the text to {LONGEST:,} letters: it has {len(text):,}.")
    used = set()
    for number, line in enumerate(text.splitlines(), start=1):
        for name in PLACEHOLDER.findall(line):
            _refuse_unknown(name, number, known=[*words, *blocks])
            if name in blocks and line.strip() != f"{{{name}}}":
                raise TextWrong(f"Line {number}: put {{{name}}} on a line of its own.")
            used.add(name)
    missing = [f"{{{name}}}" for name in needed if name not in used]
    if missing:
        raise TextWrong(f"Put back what this letter must hold: {', '.join(missing)}.")


def _refuse_unknown(name: str, number: int, *, known: Collection[str]) -> None:
    """Raise TextWrong for a placeholder that stands for nothing."""
    if name in known:
        return
    told = name if len(name) <= LONGEST_TOLD else f"{name[:LONGEST_TOLD]}…"
    close = get_close_matches(told, known, n=1)
    meant = f" Did you mean {{{close[0]}}}?" if close else ""
    raise TextWrong(f"Line {number}: {{{told}}} stands for nothing.{meant}")


def used_in(text: str) -> frozenset[str]:
    """Return the names of all placeholders in a text."""
    return frozenset(PLACEHOLDER.findall(text))


def filled(text: str, *, words: Mapping[str, str], blocks: Collection[str]) -> list[Piece]:
    """Return the pieces of a letter, in order, with the words put in.

    What is put in is never read as markup: a heading or list is one by what stands in the text.
    The text must have passed `check`.
    """
    pieces: list[Piece] = []
    paragraph: list[str] = []
    entries: list[str] = []

    def end() -> None:
        """Close the paragraph or list that is open."""
        if paragraph:
            pieces.append(Paragraph("\n".join(paragraph)))
        if entries:
            pieces.append(Entries(tuple(entries)))
        paragraph.clear()
        entries.clear()

    for line in text.splitlines():
        bare = line.strip()
        name = bare[1:-1] if PLACEHOLDER.fullmatch(bare) else ""
        if not bare:
            end()
        elif name in blocks:
            end()
            pieces.append(Block(name))
        elif bare.startswith("## "):
            end()
            pieces.append(Heading(_put_in(bare.removeprefix("## "), words)))
        elif bare.startswith("- "):
            if paragraph:
                end()
            entries.append(_put_in(bare.removeprefix("- "), words))
        else:
            if entries:
                end()
            paragraph.append(_put_in(bare, words))
    end()
    return pieces


def _put_in(line: str, words: Mapping[str, str]) -> str:
    """Return a line with its placeholders filled."""
    return PLACEHOLDER.sub(lambda found: words.get(found[1], found[0]), line)
