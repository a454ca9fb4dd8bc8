"""Which pairs of names cannot be alike enough, told for a million pairs in a few steps.

What is left out here could not have reached the likeness that is asked for, whatever the spelling
of its words; what may reach it is looked at by itself (scoring.py). So no pair is lost: the bounds
only save time. Each says of pairs of views whether one way to be alike may apply to them.
"""

from collections.abc import Mapping, Sequence
from itertools import product

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

from .coding import Coded, Numbers, Truths, coded
from .scoring import LEFT_OF_A_CUT, LONG_WORD, SHORTEST_MISSPELT, SHORTEST_RUN_TOGETHER

_AT_ONCE = 50_000  # pairs, so that what is held of them stays small
_WIDEST = 10  # a view of more words is always looked at
_NO_WORD = -1


class Bounds:
    """The bounds for pairs of views: who may have `from_likeness` thousandths or more.

    `weights` are those of the words, in hundredths.
    """

    def __init__(self, table: Coded, *, weights: Mapping[str, int], from_likeness: int) -> None:
        """Note what is asked of each view."""
        self.table = table
        self.from_likeness = from_likeness
        self.compact = np.array([view.compact for view in table.views], dtype=object)
        self.vocabulary = _Vocabulary(table, weights)
        place = np.arange(len(table.word_of)) - table.first[table.view_of]
        kept = place < _WIDEST
        self.has_more_words = table.words > _WIDEST
        width = int(min(table.words.max(initial=0), _WIDEST))
        self.words = np.full((len(table.views), width), _NO_WORD, dtype=np.int32)
        self.words[table.view_of[kept], place[kept]] = table.word_of[kept]
        self.weight = self.vocabulary.weight[self.words]
        self.weight_of_all = self.weight.sum(axis=1)

    def may_be_alike(self, first: Numbers, second: Numbers) -> Truths:
        """Say of each pair of views, given by their positions, whether it may be alike enough."""
        may = np.zeros(len(first), dtype=np.bool_)
        for start in range(0, len(first), _AT_ONCE):
            some = slice(start, start + _AT_ONCE)
            may[some] = self._may_be_alike(first[some], second[some])
        return may

    def _may_be_alike(self, first: Numbers, second: Numbers) -> Truths:
        table = self.table
        may: Truths = (
            (table.compact[first] == table.compact[second])
            | (table.ordered[first] == table.ordered[second])
            | self._by_words(first, second)
        )
        for bound in (self._one_letter_apart, self._cut_short):
            left = np.flatnonzero(~may)
            may[left] = bound(first[left], second[left])
        return may

    def _one_letter_apart(self, first: Numbers, second: Numbers) -> Truths:
        one, other = self.table.length[first], self.table.length[second]
        same_initials = self.table.initials[first] == self.table.initials[second]
        may: Truths = (one == other) | (same_initials & (np.abs(one - other) == 1))
        may &= np.minimum(one, other) >= SHORTEST_RUN_TOGETHER
        may[may] = _at_most_one_slip(
            self.compact[first[may]].tolist(), self.compact[second[may]].tolist()
        )
        return may

    def _cut_short(self, first: Numbers, second: Numbers) -> Truths:
        length = self.table.length
        is_first = length[first] < length[second]
        short, long = np.where(is_first, first, second), np.where(is_first, second, first)
        may: Truths = (
            self.table.may_be_cut[short]
            & (length[short] >= LEFT_OF_A_CUT)
            & (length[short] < length[long])
        )
        left = zip(self.compact[long[may]], length[short[may]].tolist(), strict=True)
        starts = [name[:letters] for name, letters in left]
        may[may] = _at_most_one_slip(self.compact[short[may]].tolist(), starts)
        return may

    def _by_words(self, first: Numbers, second: Numbers) -> Truths:
        """Say where enough weight is in words that are shared or may be the same, misspelt."""
        left, right = self.words[first], self.words[second]
        lone_left, lone_right = _not_among(left, right), _not_among(right, left)
        may: Truths = ~(self._has_number(left, lone_left) | self._has_number(right, lone_right))
        lost_left, lost_right = lone_left.copy(), lone_right.copy()
        for one, other in product(range(left.shape[1]), repeat=2):
            rows = np.flatnonzero(lone_left[:, one] & lone_right[:, other])
            near = rows[self.vocabulary.may_be_misspelt(left[rows, one], right[rows, other])]
            lost_left[near, one] = False
            lost_right[near, other] = False
        lost = (self.weight[first] * lost_left).sum(axis=1)
        lost += (self.weight[second] * lost_right).sum(axis=1)
        everything = self.weight_of_all[first] + self.weight_of_all[second]
        may &= np.greater_equal((everything - lost) * 1000, self.from_likeness * everything)
        may |= self.has_more_words[first] | self.has_more_words[second]
        return may

    def _has_number(self, words: Numbers, lone: Truths) -> Truths:
        number: Truths = np.logical_or.reduce(self.vocabulary.is_number[words] & lone, axis=1)
        return number


class _Vocabulary:
    """The words by their number, and behind them the absence of one."""

    def __init__(self, table: Coded, weights: Mapping[str, int]) -> None:
        words = table.vocabulary
        self.weight = np.array([*(weights[word] for word in words), 0], dtype=np.int64)
        self.is_number = np.array([*(word.isdigit() for word in words), False], dtype=np.bool_)
        self.length = table.letters
        self.start, _ = coded(word[:SHORTEST_MISSPELT] for word in words)
        self.letters_of = np.array([_letters(word) for word in words], dtype=np.int64)
        self.slips = np.where(self.length >= LONG_WORD, 2, 1)

    def may_be_misspelt(self, one: Numbers, other: Numbers) -> Truths:
        """Say where one word may be the other, misspelt or cut short.

        Cut short it has the same start. A slip changes the length by one at most, and of the
        letters that a word has it takes one away and brings one in.
        """
        slips = np.minimum(self.slips[one], self.slips[other])
        away = np.bitwise_count(self.letters_of[one] ^ self.letters_of[other])
        is_near = (away <= 2 * slips) & (np.abs(self.length[one] - self.length[other]) <= slips)
        is_long = np.minimum(self.length[one], self.length[other]) >= SHORTEST_MISSPELT
        near: Truths = is_long & (is_near | (self.start[one] == self.start[other]))
        return near


def _letters(word: str) -> int:
    """Return which letters and figures a word has: a bit for each."""
    return sum(1 << (ord(letter) - ord("0")) for letter in set(word))


def _not_among(words: Numbers, others: Numbers) -> Truths:
    """Say of each word of a row whether it is none of the others of that row."""
    among: Truths = words == _NO_WORD
    for column in range(others.shape[1]):
        among |= words == others[:, column : column + 1]
    return ~among


def _at_most_one_slip(names: Sequence[str], others: Sequence[str]) -> Truths:
    away = process.cpdist(names, others, scorer=OSA.distance, score_cutoff=1)
    may: Truths = away <= 1
    return may
