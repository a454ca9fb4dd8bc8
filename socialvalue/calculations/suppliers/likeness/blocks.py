"""Which names are compared at all: those that share a block.

A block is a beginning, an end, a seldom word, or the consonants of two words that stand together.
So the work grows with the names and not with their square.
"""

import re
from collections.abc import Callable, Iterator, Sequence

import numpy as np

from .coding import Coded, Numbers, coded, distinct
from .names import View
from .scoring import SHORTEST_MISSPELT

_VOWELS = re.compile(r"[AEIOUY]")
_TWICE = re.compile(r"(.)\1+")
_COMPARED_ALL = 24
_NEIGHBOURS = 8
_FORMS: Sequence[Callable[[View], str]] = (
    lambda view: view.compact[:6],
    lambda view: view.compact[-8:],
    lambda view: view.ordered[:9],
)
_Block = tuple[Numbers, Numbers]
"""Members of blocks of one kind: the number of the block, and the view."""


def pairs_in_blocks(table: Coded) -> tuple[Numbers, Numbers]:
    """Return the pairs of views of two names that share a block, each pair once, smaller first."""
    size = len(table.views)
    found = [np.empty(0, dtype=np.int64)]
    for one, other in _neighbours(*_members(table)):
        first, second = np.minimum(one, other), np.maximum(one, other)
        found.append((first * size + second)[table.of[one] != table.of[other]])
    both = distinct(np.concatenate(found))
    return both // size, both % size


def _members(table: Coded) -> _Block:
    """Return the members of all blocks: block by block, in each by their letters."""
    blocks, members = [], []
    taken = 0
    for block, member in _kinds(table):
        blocks.append(block + taken)
        members.append(member)
        taken += int(block.max(initial=0)) + 1
    block, member = np.concatenate(blocks), np.concatenate(members)
    by_letters = sorted(range(len(table.views)), key=lambda at: table.views[at].compact)
    place = np.empty(len(table.views), dtype=np.int64)
    place[by_letters] = np.arange(len(table.views))
    order = np.lexsort((place[member], block))
    return block[order], member[order]


def _neighbours(block: Numbers, member: Numbers) -> Iterator[_Block]:
    """Yield the members of a block that are compared: all of a small one, neighbours of a large.

    Whoever is alike in a large block shares a smaller one as well, or stands near.
    """
    sizes = np.bincount(np.cumsum(np.diff(block, prepend=block[:1]) != 0))
    is_small = np.repeat(sizes <= _COMPARED_ALL, sizes)
    for away in range(1, _COMPARED_ALL):
        near = block[:-away] == block[away:]
        if away > _NEIGHBOURS:
            near &= is_small[:-away]
        yield member[:-away][near], member[away:][near]


def _kinds(table: Coded) -> Iterator[_Block]:
    """Yield for each kind of block its members."""
    everybody = np.arange(len(table.views))
    for form in _FORMS:
        yield coded(map(form, table.views))[0], everybody
    yield _seldom_words(table)
    consonants, view = _long_words(table)
    yield _of_two_words(consonants, view)
    yield _of_the_only_word(consonants, view)


def _seldom_words(table: Coded) -> _Block:
    times = np.bincount(table.word_of, minlength=len(table.vocabulary))
    is_seldom = ((times > 1) & (times <= _COMPARED_ALL))[table.word_of]
    word, view = table.word_of[is_seldom], table.view_of[is_seldom]
    once = distinct(word * len(table.views) + view)
    return once // len(table.views), once % len(table.views)


def _long_words(table: Coded) -> _Block:
    """Return the consonants of each word that is long enough, and the view that it stands in."""
    consonants, _ = coded(map(_skeleton, table.vocabulary))
    is_long = table.letters[table.word_of] >= SHORTEST_MISSPELT
    return consonants[table.word_of[is_long]], table.view_of[is_long]


def _of_two_words(consonants: Numbers, view: Numbers) -> _Block:
    """Return blocks of two words that stand next, or next but one, in either order."""
    different = int(consonants.max(initial=0)) + 1
    blocks, members = [], []
    for away in (1, 2):
        same = view[:-away] == view[away:]
        one, other = consonants[:-away][same], consonants[away:][same]
        blocks.append(np.minimum(one, other) * different + np.maximum(one, other))
        members.append(view[:-away][same])
    return np.concatenate(blocks), np.concatenate(members)


def _of_the_only_word(consonants: Numbers, view: Numbers) -> _Block:
    is_alone = np.bincount(view)[view] == 1
    return consonants[is_alone], view[is_alone]


def _skeleton(word: str) -> str:
    """Return the first letter and the consonants after it, none twice in a row."""
    return word[0] + _TWICE.sub(r"\1", _VOWELS.sub("", word[1:]))[:4]
