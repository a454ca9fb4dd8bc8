"""Numbers that look random and are always the same: anyone can draw them again.

SplitMix64, sixty-four bits at a time, so that a simulation that is published with its seed can be
repeated in any language, on any machine, by any later version of this tool.

Source: Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014.
"""

from collections.abc import Iterator

GAMMA = 0x9E3779B97F4A7C15
FIRST_FACTOR = 0xBF58476D1CE4E5B9
SECOND_FACTOR = 0x94D049BB133111EB
MASK = 2**64 - 1


def numbers(seed: int) -> Iterator[int]:
    """Yield whole numbers from 0 to 2^64 - 1, without end; the same for the same seed."""
    state = seed
    while True:
        state = (state + GAMMA) & MASK
        mixed = ((state ^ (state >> 30)) * FIRST_FACTOR) & MASK
        mixed = ((mixed ^ (mixed >> 27)) * SECOND_FACTOR) & MASK
        yield mixed ^ (mixed >> 31)


def between(number: int, *, lowest: int, highest: int) -> int:
    """Return the whole number from lowest to highest, both included, that a drawn number falls on.

    With spans of a few hundred the remainder favours none of them by more than one in 10^16.
    """
    return lowest + number % (highest - lowest + 1)
