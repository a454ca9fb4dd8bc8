"""Circles whose areas are in proportion to amounts of money (whole pence)."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from socialvalue.calculations.maps.classes import largest_round
from socialvalue.calculations.maps.measures import POUNDS, Measure

_LEAST_RADIUS = 2.5


def radius(amount_pence: int, *, largest_pence: int, largest_radius: float) -> float:
    """Return the radius of an amount's circle: twice the money, twice the area.

    The smallest are drawn large enough to be seen. A net refund is drawn by its size; the drawing
    must mark it otherwise.
    """
    share = abs(amount_pence) / largest_pence if largest_pence else 0.0
    return max(_LEAST_RADIUS, largest_radius * math.sqrt(share))


@dataclass(frozen=True, slots=True)
class KeyCircle:
    """A circle of the key: its middle, radius, words, and where the words begin."""

    x: float
    radius: float
    words: str
    words_x: float


def size_key(
    *,
    largest_pence: int,
    largest_radius: float,
    letter: float,
    gap: float,
    width: float,
    measure: Measure = POUNDS,
) -> Sequence[KeyCircle]:
    """Return the key to the sizes, from left to right: up to three round amounts, largest first.

    `letter` is the usual width of a letter of the words, `gap` the space left between things. Those
    that would pass the `width` of the drawing are left out.
    """
    parts = (largest_round(largest_pence // part, unit=measure.unit) for part in (1, 5, 25))
    key, x = [], gap
    for amount in dict.fromkeys(amount for amount in parts if amount):
        size = radius(amount, largest_pence=largest_pence, largest_radius=largest_radius)
        words = measure.limit(amount)
        words_x = x + 2 * size + gap
        x_after = words_x + letter * len(words)
        if x_after > width:
            break
        key.append(KeyCircle(x + size, size, words, words_x))
        x = x_after + 2 * gap
    return key
