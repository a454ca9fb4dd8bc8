"""Which names of suppliers are likely the same, and why: proposals for a person, never a fact.

Names are cut into words (names.py); only names that share a block are compared (blocks.py), and of
them only those that can be alike enough (bounds.py). Of two names that are compared, each word
weighs the more the seldomer it is (scoring.py):

    likeness = 2 x weight of the words they share / weight of all their words

A word that is misspelt, cut short or run together with the next is shared in part. Numbers must be
equal: unit 12 is not unit 21. Likeness is in thousandths, from 0 to 1,000.

Source: cosine of words with soft matching, after Cohen, Ravikumar and Fienberg, A Comparison of
String Distance Metrics for Name-Matching Tasks (2003); docs/sums_suppliers.md.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from .blocks import pairs_in_blocks
from .bounds import Bounds
from .coding import Coded, Truths
from .names import View, views_of
from .scoring import likeness_of_views, weights_of

ALIKE = 900
"""From this likeness on, in thousandths, two names are proposed as the same."""

_WORTH_A_LOOK = 80  # of 100: what is less alike letter by letter is not compared word by word


@dataclass(frozen=True, slots=True)
class Pair:
    """Two names that are likely the same, by their positions; `likeness` is in thousandths."""

    first: int
    second: int
    likeness: int
    why: str


def likely_the_same(names: Sequence[str], *, from_likeness: int = ALIKE) -> list[Pair]:
    """Return the pairs of names that are likely the same, the likeliest first.

    `names` are as they stand in payments; which of them are equal in normal form should have been
    settled before. Positions are those in `names`, the smaller first.
    """
    views = [view for at, name in enumerate(names) for view in views_of(name, at)]
    weights = weights_of(views)
    found: dict[tuple[int, int], tuple[int, str]] = {}
    for one, other in _worth_a_look(views, weights, from_likeness):
        likeness, why = likeness_of_views(one, other, weights=weights)
        pair = (one.of, other.of)
        if likeness >= from_likeness and likeness > found.get(pair, (0, ""))[0]:
            found[pair] = likeness, why
    pairs = [Pair(*pair, *alike) for pair, alike in found.items()]
    return sorted(pairs, key=lambda pair: (-pair.likeness, pair.first, pair.second))


def likeness_of(one: str, other: str) -> tuple[int, str]:
    """Return how alike two names are in thousandths, all words weighing the same, and why."""
    left, right = list(views_of(one, 0)), list(views_of(other, 1))
    weights = {word: 100 for view in [*left, *right] for word in view.words}
    compared = [
        likeness_of_views(a, b, weights=weights)
        for a in left
        for b in right
        if a.may_be_compared(b)
    ]
    return max(compared, default=(0, ""))


def _worth_a_look(
    views: Sequence[View], weights: Mapping[str, int], from_likeness: int
) -> list[tuple[View, View]]:
    """Return the pairs that share a block, can be alike enough, and are so letter by letter."""
    table = Coded(views)
    first, second = pairs_in_blocks(table)
    may = Bounds(table, weights=weights, from_likeness=from_likeness).may_be_alike(first, second)
    pairs = [
        (views[one], views[other])
        for one, other in zip(first[may].tolist(), second[may].tolist(), strict=True)
        if views[one].may_be_compared(views[other])
    ]
    by_words = _letters_alike([(one.ordered, other.ordered) for one, other in pairs])
    together = _letters_alike([(one.compact, other.compact) for one, other in pairs])
    return [
        (one, other)
        for (one, other), is_alike in zip(pairs, (by_words | together).tolist(), strict=True)
        if is_alike or one.may_be_cut or other.may_be_cut
    ]


def _letters_alike(texts: Sequence[tuple[str, str]]) -> Truths:
    """Say of each two texts whether they have enough letters in common, in their order."""
    likeness = process.cpdist(
        [one for one, _ in texts],
        [other for _, other in texts],
        scorer=fuzz.ratio,
        score_cutoff=_WORTH_A_LOOK,
    )
    alike: Truths = likeness > 0
    return alike
