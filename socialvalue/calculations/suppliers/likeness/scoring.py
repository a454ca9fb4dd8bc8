"""How alike two names are, and why: word by word, each word the heavier the seldomer it is."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from rapidfuzz.distance import OSA, JaroWinkler

from .names import View

SHORTEST_MISSPELT = 4  # a shorter word is another word if a letter of it differs
SHORTEST_RUN_TOGETHER = 8  # letters of a whole name
LONG_WORD = 11  # so long that two slips may be in it
LEFT_OF_A_CUT = 13  # so many letters must be left of a name that was cut short
WEIGHT_OF_INITIALS = 500  # hundredths, as a word that few names have
HOPELESS = 700  # thousandths: what no misspelt word can make good


def weights_of(views: Sequence[View]) -> dict[str, int]:
    """Return the weight of each word in hundredths: the seldomer the heavier."""
    seen = Counter(word for view in views for word in set(view.words))
    top = math.log(len(views) + 1)
    return {word: round(100 * (top - math.log(count)) + 30) for word, count in seen.items()}


def likeness_of_views(one: View, other: View, *, weights: Mapping[str, int]) -> tuple[int, str]:
    """Return how alike two views are in thousandths, and why."""
    if one.compact == other.compact:
        return 1000, "The same but for abbreviations, marks and the kind of company"
    if one.initials and other.initials and one.initials != other.initials:
        return 0, "Their initials differ"
    if one.ordered == other.ordered:
        return 990, "The same words in another order"
    if cut := _cut_short(one, other):
        return cut, "One is cut short"
    return _by_words(one, other, weights)


def _cut_short(one: View, other: View) -> int:
    """Return the likeness of a name to one that ends where it may have been cut; else 0."""
    short, long = sorted((one, other), key=lambda view: len(view.compact))
    left = len(short.compact)
    if not short.may_be_cut or not LEFT_OF_A_CUT <= left < len(long.compact):
        return 0
    start = long.compact[:left]
    away = OSA.distance(short.compact, start, score_cutoff=1)
    return 0 if away > 1 or _differ_in_digits(short.compact, start) else 940 - 40 * away


def _by_words(one: View, other: View, weights: Mapping[str, int]) -> tuple[int, str]:
    left = [word for word in one.words if word not in other.words]
    right = [word for word in other.words if word not in one.words]
    if any(map(str.isdigit, left)) or any(map(str.isdigit, right)):
        return 0, "Their numbers differ"
    apart = _one_letter_apart(one, other)
    alone, against = _weight(left, weights), _weight(right, weights)
    everything = _weight(one.words, weights) + _weight(other.words, weights)
    shared = everything - alone - against
    if one.initials != other.initials:
        everything += WEIGHT_OF_INITIALS
    # What no misspelt word can make good need not be looked at letter by letter.
    hopeless = (shared + 2 * min(alone, against)) * 1000 < everything * HOPELESS
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
    if len(short) < SHORTEST_MISSPELT:
        return 0
    if long.startswith(short):
        return 900
    away = OSA.distance(word, against, score_cutoff=2)
    if away > 2 or (away == 2 and len(short) < LONG_WORD):
        return 0
    return round(1000 * JaroWinkler.similarity(word, against))


def _one_letter_apart(one: View, other: View) -> int:
    """Return the likeness of names whose words are parted in other places, misspelt or not.

    Initials may be parted from each other too, but none may be missing.
    """
    short, long = sorted((len(one.compact), len(other.compact)))
    if short < SHORTEST_RUN_TOGETHER or (one.initials != other.initials and short != long):
        return 0
    away = OSA.distance(one.compact, other.compact, score_cutoff=1)
    return 0 if away > 1 or _differ_in_digits(one.compact, other.compact) else 960


def _differ_in_digits(one: str, other: str) -> bool:
    return re.findall(r"[0-9]+", one) != re.findall(r"[0-9]+", other)
