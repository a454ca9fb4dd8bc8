"""Sharing a whole between several, so that the shares add up to it exactly."""

from decimal import Decimal


class NothingToShare(ValueError):
    """A whole is shared between at least one."""


def equal_split(shares: int, *, places: int = 2) -> tuple[Decimal, ...]:
    """Return that many percentages, as equal as `places` decimal places allow, that add up to 100.

    What does not divide is given out in the smallest steps, to the first ones: three shares are
    33.34, 33.33 and 33.33. Whole numbers are given without places: four shares are 25 each.

    Raises NothingToShare for fewer than one.
    """
    if shares < 1:
        raise NothingToShare(f"100 cannot be shared between {shares}")
    steps, left_over = divmod(100 * 10**places, shares)
    return tuple(
        _shortest(steps + (1 if place < left_over else 0), places=places) for place in range(shares)
    )


def _shortest(steps: int, *, places: int) -> Decimal:
    """Return so many steps of the last place, without places that say nothing."""
    while places and steps % 10 == 0:
        steps, places = steps // 10, places - 1
    return Decimal(steps).scaleb(-places)
