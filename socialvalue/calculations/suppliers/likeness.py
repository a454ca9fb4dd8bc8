"""Which names of suppliers are likely the same, and why: proposals for a person, never a fact.

Names are cut into words; usual abbreviations are written out, and words that say only what kind of
company it is are dropped. Only names that share a **block** are compared (the beginning, the end,
or a seldom word, told by its consonants), so that the work grows with the names and not with their
square. Of two names that are compared, each word weighs the more the seldomer it is:

    likeness = 2 x weight of the words they share / weight of all their words

A word that is misspelt, cut short or run together with the next is shared in part. Numbers must be
equal: unit 12 is not unit 21. Likeness is in thousandths, from 0 to 1,000.

Source: cosine of words with soft matching, after Cohen, Ravikumar and Fienberg, A Comparison of
String Distance Metrics for Name-Matching Tasks (2003); docs/sums_suppliers.md.
"""

import csv
import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA, JaroWinkler

ALIKE = 900
"""From this likeness on, in thousandths, two names are proposed as the same."""

_ABBREVIATIONS = Path(__file__).parent / "data" / "abbreviations.csv"
_LEGAL = frozenset(["LIMITED", "LTD", "PLC", "LLP", "CIC", "DAC", "THE", "AND"])
_CUT_LEGAL = frozenset(["L", "LI", "LIM", "LIMI", "LIMIT", "LIMITE", "LT", "LL", "PL", "CI"])
_ENDS_WHOLE = (" LIMITED", " LTD", " PLC", " LLP", " CIC", " DAC")
_TRADING_AS = re.compile(r"\b(?:T/AS?|TRADING AS)\b")
_OWN_NUMBER = re.compile(
    r"^[A-Z]{0,3}[0-9]{4,}\s*[-:/|]\s*(?=[A-Z])|(?<=[A-Z.])\s*(?:[-:/|]\s*[0-9]{4,}|\([0-9]{4,}\))$"
)
"""The publisher's number of a supplier in one cell with its name: "12345 - ACME LTD"."""
_WORD = re.compile(r"[A-Z]+|[0-9]+")
_VOWELS = re.compile(r"[AEIOUY]")
_TWICE = re.compile(r"(.)\1+")
_COMPARED_ALL = 24
_NEIGHBOURS = 8
_WEIGHT_OF_INITIALS = 500  # hundredths, as a word that few names have
_WORTH_A_LOOK = 80  # of 100: what is less alike letter by letter is not compared word by word
_SHORTEST_BLOCK_WORD = 4
_LONG_WORD = 11  # so long that two slips may be in it
_LEFT_OF_A_CUT = 13
_WIDTH_OF_A_LEDGER = 25  # a name as long as this may have been cut at its end


@dataclass(frozen=True, slots=True)
class Pair:
    """Two names that are likely the same, by their positions; `likeness` is in thousandths."""

    first: int
    second: int
    likeness: int
    why: str


@dataclass(frozen=True, slots=True)
class _View:
    """A name as it is compared: the whole, or the owner or the trading name of "A t/a B"."""

    of: int
    words: tuple[str, ...]
    initials: str
    compact: str
    ordered: str
    part: str
    may_be_cut: bool


def likely_the_same(names: Sequence[str], *, from_likeness: int = ALIKE) -> list[Pair]:
    """Return the pairs of names that are likely the same, the likeliest first.

    `names` are as they stand in payments; which of them are equal in normal form should have been
    settled before. Positions are those in `names`, the smaller first.
    """
    views = [view for at, name in enumerate(names) for view in _views(name, at)]
    weights = _weights(views)
    found: dict[tuple[int, int], tuple[int, str]] = {}
    for one, other in _worth_a_look(views):
        likeness, why = _likeness(one, other, weights)
        pair = (min(one.of, other.of), max(one.of, other.of))
        if likeness >= from_likeness and likeness > found.get(pair, (0, ""))[0]:
            found[pair] = likeness, why
    pairs = [Pair(*pair, *alike) for pair, alike in found.items()]
    return sorted(pairs, key=lambda pair: (-pair.likeness, pair.first, pair.second))


def likeness_of(one: str, other: str) -> tuple[int, str]:
    """Return how alike two names are in thousandths, all words weighing the same, and why."""
    left, right = list(_views(one, 0)), list(_views(other, 1))
    weights = {word: 100 for view in [*left, *right] for word in view.words}
    compared = [_likeness(a, b, weights) for a in left for b in right if _may_be_compared(a, b)]
    return max(compared, default=(0, ""))


@cache
def _long_forms() -> Mapping[str, str]:
    with _ABBREVIATIONS.open(encoding="utf-8", newline="") as file:
        return {row["short"]: row["long"] for row in csv.DictReader(file)}


def _views(name: str, at: int) -> Iterator[_View]:
    upper = unicodedata.normalize("NFKD", name).upper().encode("ascii", "ignore").decode()
    upper = _OWN_NUMBER.sub("", upper.strip())
    owner, *trading = _TRADING_AS.split(upper, maxsplit=1)
    if not trading or not _words(owner) or not _words(trading[0]):
        yield _view(upper, at, "whole")
        return
    yield _view(owner, at, "owner")
    yield _view(trading[0], at, "trading", may_be_cut=len(upper) >= _WIDTH_OF_A_LEDGER)


def _view(text: str, at: int, part: str, *, may_be_cut: bool = False) -> _View:
    may_be_cut = may_be_cut or len(text) >= _WIDTH_OF_A_LEDGER
    may_be_cut = may_be_cut and not text.rstrip(". ").endswith(_ENDS_WHOLE)
    words = _words(text, may_be_cut=may_be_cut)
    initials = "".join(sorted(word for word in words if len(word) == 1 and word.isalpha()))
    kept = [word for word in words if len(word) > 1 or word.isdigit()]
    ordered = " ".join([*sorted(kept), initials])
    return _View(at, tuple(kept), initials, "".join(words), ordered, part, may_be_cut)


def _words(text: str, *, may_be_cut: bool = False) -> list[str]:
    text = text.replace("&", " AND ").replace("'", "").replace(".", "")
    long_forms = _long_forms()
    found = _WORD.findall(text)
    if may_be_cut and found and found[-1] in _CUT_LEGAL:
        found.pop()
    return [long_forms.get(word, word) for word in found if word not in _LEGAL]


def _weights(views: Sequence[_View]) -> dict[str, int]:
    """Return the weight of each word in hundredths: the seldomer the heavier."""
    seen = Counter(word for view in views for word in set(view.words))
    top = math.log(len(views) + 1)
    return {word: round(100 * (top - math.log(count)) + 30) for word, count in seen.items()}


def _worth_a_look(views: Sequence[_View]) -> Iterator[tuple[_View, _View]]:
    """Yield the pairs that share a block and are not too far apart letter by letter."""
    pairs = list(_candidates(views))
    apart = _letters_alike(pairs, [view.ordered for view in views])
    together = _letters_alike(pairs, [view.compact for view in views])
    for (one, other), is_alike in zip(pairs, (apart | together).tolist(), strict=True):
        if is_alike or views[one].may_be_cut or views[other].may_be_cut:
            yield views[one], views[other]


def _letters_alike(
    pairs: Sequence[tuple[int, int]], texts: Sequence[str]
) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Return for each pair whether its texts have enough letters in common, in their order."""
    likeness = process.cpdist(
        [texts[one] for one, _ in pairs],
        [texts[other] for _, other in pairs],
        scorer=fuzz.ratio,
        score_cutoff=_WORTH_A_LOOK,
    )
    return likeness > 0


def _candidates(views: Sequence[_View]) -> Iterator[tuple[int, int]]:
    """Yield each pair of positions that shares a block, once."""
    blocks: defaultdict[str, list[int]] = defaultdict(list)
    seldom = _seldom_words(views)
    for at, view in enumerate(views):
        for key in chain(_keys(view), seldom.intersection(view.words)):
            blocks[key].append(at)
    compared: set[int] = set()
    for members in blocks.values():
        reach = len(members)
        if reach > _COMPARED_ALL:
            # In a large block only neighbours: whoever is alike shares a smaller block as well.
            members.sort(key=lambda at: views[at].compact)
            reach = _NEIGHBOURS
        for place, first in enumerate(members):
            for second in members[place + 1 : place + 1 + reach]:
                pair = min(first, second) * len(views) + max(first, second)
                if pair not in compared and _may_be_compared(views[first], views[second]):
                    compared.add(pair)
                    yield first, second


def _seldom_words(views: Sequence[_View]) -> frozenset[str]:
    seen = Counter(word for view in views for word in view.words)
    return frozenset(word for word, times in seen.items() if 1 < times <= _COMPARED_ALL)


def _may_be_compared(one: _View, other: _View) -> bool:
    """Say whether two views can mean the same: two trading names of one owner cannot."""
    return one.of != other.of and (
        "owner" not in (one.part, other.part) or "whole" in (one.part, other.part)
    )


def _keys(view: _View) -> Iterator[str]:
    yield f"^{view.compact[:6]}"
    yield f"${view.compact[-8:]}"
    yield f"~{view.ordered[:9]}"
    skeletons = [_skeleton(word) for word in view.words if len(word) >= _SHORTEST_BLOCK_WORD]
    for place, skeleton in enumerate(skeletons):
        for other in skeletons[place + 1 : place + 3]:
            yield "+".join(sorted((skeleton, other)))
    if len(skeletons) == 1:
        yield f"={skeletons[0]}"


@lru_cache(maxsize=100_000)
def _skeleton(word: str) -> str:
    """Return the first letter and the consonants after it, none twice in a row."""
    return word[0] + _TWICE.sub(r"\1", _VOWELS.sub("", word[1:]))[:4]


def _likeness(one: _View, other: _View, weights: Mapping[str, int]) -> tuple[int, str]:
    if one.compact == other.compact:
        return 1000, "The same but for abbreviations, marks and the kind of company"
    if one.initials and other.initials and one.initials != other.initials:
        return 0, "Their initials differ"
    if one.ordered == other.ordered:
        return 990, "The same words in another order"
    if cut := _cut_short(one, other):
        return cut, "One is cut short"
    return _by_words(one, other, weights)


def _cut_short(one: _View, other: _View) -> int:
    """Return the likeness of a name to one that ends where it may have been cut; else 0."""
    short, long = sorted((one, other), key=lambda view: len(view.compact))
    if not short.may_be_cut or len(short.compact) < _LEFT_OF_A_CUT:
        return 0
    start = long.compact[: len(short.compact)]
    away = OSA.distance(short.compact, start, score_cutoff=1)
    return 0 if away > 1 or _differ_in_digits(short.compact, start) else 940 - 40 * away


def _by_words(one: _View, other: _View, weights: Mapping[str, int]) -> tuple[int, str]:
    left = [word for word in one.words if word not in other.words]
    right = [word for word in other.words if word not in one.words]
    if any(map(str.isdigit, left)) or any(map(str.isdigit, right)):
        return 0, "Their numbers differ"
    apart = _one_letter_apart(one, other)
    alone, against = _weight(left, weights), _weight(right, weights)
    everything = _weight(one.words, weights) + _weight(other.words, weights)
    shared = everything - alone - against
    if one.initials != other.initials:
        everything += _WEIGHT_OF_INITIALS
    # What no misspelt word can make good need not be looked at letter by letter.
    hopeless = (shared + 2 * min(alone, against)) * 10 < everything * 7
    gained = 0 if hopeless else _misspelt(left, right, weights)
    likeness = (shared + gained) * 1000 // everything if everything else 0
    if apart >= likeness:
        return apart, "One letter apart"
    return likeness, "A word is spelt in another way" if gained else "They share seldom words"


def _weight(words: Iterable[str], weights: Mapping[str, int]) -> int:
    return sum(weights[word] for word in words)


def _misspelt(left: Iterable[str], right: list[str], weights: Mapping[str, int]) -> int:
    """Return the weight that misspelt words share, each with the one it is likest."""
    gained = 0
    for word in left:
        like, best = max(((_spelling(word, each), each) for each in right), default=(0, ""))
        if like:
            gained += (weights[word] + weights[best]) * like // 1000
            right.remove(best)
    return gained


@lru_cache(maxsize=500_000)
def _spelling(word: str, against: str) -> int:
    """Return how alike two words are spelt in thousandths; 0 for what must be equal."""
    short, long = sorted((word, against), key=len)
    if len(short) < _SHORTEST_BLOCK_WORD:
        return 0
    if long.startswith(short):
        return 900
    away = OSA.distance(word, against, score_cutoff=2)
    if away > 2 or (away == 2 and len(short) < _LONG_WORD):
        return 0
    return round(1000 * JaroWinkler.similarity(word, against))


def _one_letter_apart(one: _View, other: _View) -> int:
    """Return the likeness of names whose words are parted in other places, misspelt or not."""
    short = min(len(one.compact), len(other.compact))
    if one.initials != other.initials or short < 2 * _SHORTEST_BLOCK_WORD:
        return 0
    away = OSA.distance(one.compact, other.compact, score_cutoff=1)
    return 0 if away > 1 or _differ_in_digits(one.compact, other.compact) else 960


def _differ_in_digits(one: str, other: str) -> bool:
    return re.findall(r"[0-9]+", one) != re.findall(r"[0-9]+", other)
