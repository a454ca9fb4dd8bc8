"""Sharing a whole between several, so that the shares add up to it exactly."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction


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


def split_by(shares: Sequence[Fraction], *, places: int = 2) -> tuple[Decimal, ...]:
    """Return percentages in proportion to the shares that add up to exactly 100.

    Each is rounded down to `places`; what is left over is given out in the smallest steps to those
    that lost most by it, the first of equals first (the method of largest remainders).

    Raises NothingToShare unless the shares are nought or more and add up to more.
    """
    whole = sum(shares, start=Fraction(0))
    if whole <= 0 or min(shares) < 0:
        raise NothingToShare("100 cannot be shared by shares that add up to nothing")
    exact = [share / whole * 100 * 10**places for share in shares]
    steps = [int(each) for each in exact]
    left_over = 100 * 10**places - sum(steps)
    by_loss = sorted(range(len(exact)), key=lambda place: steps[place] - exact[place])
    for place in by_loss[:left_over]:
        steps[place] += 1
    return tuple(_shortest(each, places=places) for each in steps)


def _shortest(steps: int, *, places: int) -> Decimal:
    """Return so many steps of the last place, without places that say nothing."""
    while places and steps % 10 == 0:
        steps, places = steps // 10, places - 1
    return Decimal(steps).scaleb(-places)
