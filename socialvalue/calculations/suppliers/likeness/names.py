"""A supplier's name as it is compared: cut into words, abbreviations written out."""

import csv
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_ABBREVIATIONS = Path(__file__).parent.parent / "data" / "abbreviations.csv"
_LEGAL = frozenset(["LIMITED", "LTD", "PLC", "LLP", "CIC", "DAC", "THE", "AND"])
_CUT_LEGAL = frozenset(["L", "LI", "LIM", "LIMI", "LIMIT", "LIMITE", "LT", "LL", "PL", "CI"])
_ENDS_WHOLE = (" LIMITED", " LTD", " PLC", " LLP", " CIC", " DAC")
_TRADING_AS = re.compile(r"\b(?:T/AS?|TRADING AS)\b")
_FOUR_FIGURES = re.compile(r"[0-9]{4}")
_OWN_NUMBER = re.compile(
    r"^[A-Z]{0,3}[0-9]{4,}\s*[-:/|]\s*(?=[A-Z])|(?<=[A-Z.])\s*(?:[-:/|]\s*[0-9]{4,}|\([0-9]{4,}\))$"
)
"""The publisher's number of a supplier in one cell with its name: "12345 - ACME LTD"."""
_WORD = re.compile(r"[A-Z]+|[0-9]+")
_WIDTH_OF_A_LEDGER = 25  # a name as long as this may have been cut at its end


@dataclass(frozen=True, slots=True)
class View:
    """A name as it is compared: the whole, or the owner or the trading name of "A t/a B".

    `of` is the position of the name. `words` are in the order of the name, without single letters,
    which are its `initials`, in the order of the alphabet. `compact` is all of it without spaces,
    `ordered` the words in the order of the alphabet.
    """

    of: int
    words: tuple[str, ...]
    initials: str
    compact: str
    ordered: str
    part: str
    may_be_cut: bool

    def may_be_compared(self, other: "View") -> bool:
        """Say whether two views can mean the same: two trading names of one owner cannot."""
        return self.of != other.of and (
            "owner" not in (self.part, other.part) or "whole" in (self.part, other.part)
        )


def views_of(name: str, at: int) -> Iterator[View]:
    """Yield how a name is compared: as a whole, or its owner and its trading name."""
    upper = _in_capitals(name).strip()
    if _FOUR_FIGURES.search(upper):
        upper = _OWN_NUMBER.sub("", upper)
    owner, *trading = _TRADING_AS.split(upper, maxsplit=1)
    if not trading or not _words(owner) or not _words(trading[0]):
        yield _view(upper, at, "whole")
        return
    yield _view(owner, at, "owner")
    yield _view(trading[0], at, "trading", may_be_cut=len(upper) >= _WIDTH_OF_A_LEDGER)


def _in_capitals(name: str) -> str:
    if name.isascii():
        return name.upper()
    return unicodedata.normalize("NFKD", name).upper().encode("ascii", "ignore").decode()


def _view(text: str, at: int, part: str, *, may_be_cut: bool = False) -> View:
    may_be_cut = may_be_cut or len(text) >= _WIDTH_OF_A_LEDGER
    may_be_cut = may_be_cut and not text.rstrip(". ").endswith(_ENDS_WHOLE)
    words = _words(text, may_be_cut=may_be_cut)
    initials = "".join(sorted(word for word in words if len(word) == 1 and word.isalpha()))
    kept = [word for word in words if len(word) > 1 or word.isdigit()]
    ordered = " ".join([*sorted(kept), initials])
    return View(at, tuple(kept), initials, "".join(words), ordered, part, may_be_cut)


def _words(text: str, *, may_be_cut: bool = False) -> list[str]:
    text = text.replace("&", " AND ").replace("'", "").replace(".", "")
    long_forms = _long_forms()
    found = _WORD.findall(text)
    if may_be_cut and found and found[-1] in _CUT_LEGAL:
        found.pop()
    return [long_forms.get(word, word) for word in found if word not in _LEGAL]


@cache
def _long_forms() -> Mapping[str, str]:
    with _ABBREVIATIONS.open(encoding="utf-8", newline="") as file:
        return {row["short"]: row["long"] for row in csv.DictReader(file)}
