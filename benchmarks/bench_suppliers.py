"""Proposing which of 60,000 names of suppliers are the same, and comparing every name with every.

All pairs of 60,000 names would take minutes a round, so the yardstick compares a part of the names
with all of them; it says only how alike the letters are, and reads no word.
"""

from collections.abc import Callable
from itertools import combinations

from rapidfuzz import fuzz, process

from benchmarks.supplier_names import made
from socialvalue.calculations.spend.suppliers import normal_form
from socialvalue.calculations.suppliers.likeness.proposals import likely_the_same, likeness_of

NAMES = 60_000
PART = 60
"""The yardstick of letters does one in so many of all comparisons, and each pair twice."""
SLOW_NAMES = 1_200
"""So many names are compared each with each as we compare them, word by word."""


def quality(names: list[str], of: list[int]) -> tuple[float, float]:
    """Return precision and recall over pairs of names, those equal in normal form included."""
    forms: dict[str, list[int]] = {}
    for at, name in enumerate(names):
        forms.setdefault(normal_form(name), []).append(at)
    groups = list(forms.values())
    proposed = [
        (one, other)
        for pair in likely_the_same([names[group[0]] for group in groups])
        for one in groups[pair.first]
        for other in groups[pair.second]
    ]
    proposed += [pair for group in groups for pair in combinations(group, 2)]
    right = sum(of[one] == of[other] for one, other in proposed)
    written: dict[int, int] = {}
    for supplier in of:
        written[supplier] = written.get(supplier, 0) + 1
    true = sum(times * (times - 1) // 2 for times in written.values())
    return right / len(proposed), right / true


def pairs() -> list[tuple[str, Callable[[], object], Callable[[], object]]]:
    """Return what is timed, after telling how often it is right."""
    names, of = made(NAMES, seed=2026)
    precision, recall = quality(names, of)
    f1 = 2 * precision * recall / (precision + recall)
    print(f"{NAMES:,} names: precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f}")
    texts = list({normal_form(name): name for name in names}.values())
    few = texts[:SLOW_NAMES]
    return [
        (
            f"{len(texts):,} names, likely the same (v. letters of 1 in {PART // 2} of all pairs)",
            lambda: likely_the_same(texts),
            lambda: process.cdist(texts[: len(texts) // PART], texts, scorer=fuzz.token_sort_ratio),
        ),
        (
            f"{SLOW_NAMES:,} names, likely the same (v. all their pairs by the same measure)",
            lambda: likely_the_same(few),
            lambda: [likeness_of(one, other) for one, other in combinations(few, 2)],
        ),
    ]
