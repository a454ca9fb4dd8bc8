"""The scores of a bid where nothing is wrong with them: nearly all are such, and are told at once.

A tender of 200 bids has 42,000 points. To find out that one of them is right takes no account of
where in the file it stands; only what may be wrong is walked to place by place (`scores.py`).
"""

from collections.abc import Collection, Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Any

from procurement.calculations.bundle.checks.criteria import CheckedCriterion
from procurement.calculations.bundle.numbers import exact_number, is_number


def sound_scores(
    scores: object, *, allowed: Mapping[str, CheckedCriterion], expected: Collection[str]
) -> dict[str, Fraction] | None:
    """Return the consensus points by criterion, or None if anything may be wrong with the scores.

    `scores` is any JSON value. They are sound if each is of one of the criteria that are `allowed`,
    none is scored twice, none of the `expected` is left out, and each has points on the criterion's
    scale, a reason, and numbers for the evaluators' own points.
    """
    if not isinstance(scores, list):
        return None
    try:
        points = {score["criterion"]: _sound_points(score, allowed) for score in scores}
        individual = {
            mark.get("points") for score in scores for mark in score.get("individual") or ()
        }
    except (AttributeError, KeyError, TypeError):  # not the shape that a sound score has
        return None
    known = {criterion: value for criterion, value in points.items() if value is not None}
    is_sound = (
        len(known) == len(scores)
        and all(criterion in known for criterion in expected)
        and all(text is None or is_number(text) for text in individual)
    )
    return known if is_sound else None


def _sound_points(
    score: Mapping[str, Any], allowed: Mapping[str, CheckedCriterion]
) -> Fraction | None:
    """Return the points of one score, or None unless they and their reason are sound.

    Raises KeyError, TypeError or AttributeError for another shape.
    """
    consensus = score["consensus"]
    if not consensus["reason"].strip():
        return None
    return _on_scale(consensus["points"], allowed[score["criterion"]].levels)


@lru_cache(maxsize=4096)
def _on_scale(text: object, levels: frozenset[Fraction] | None) -> Fraction | None:
    """Return the number that a text spells, if it is one of the levels; None if not."""
    if levels is None or not isinstance(text, str) or not is_number(text):
        return None
    value = exact_number(text)
    return value if value in levels else None
