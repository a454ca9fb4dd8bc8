"""Amounts sorted into a few classes with round limits, said in words. Money is whole pence."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from itertools import pairwise

from socialvalue.calculations.rounding import shown_short

_POUND = 100
_THOUSAND = 1_000 * _POUND
_MILLION = 1_000_000 * _POUND
_BILLION = 1_000_000_000 * _POUND


def round_limits(
    amounts_pence: Iterable[int], *, classes: int = 5, unit: int = _POUND
) -> tuple[int, ...]:
    """Return the limits, in pence and rising, between at most that many classes of amounts.

    Each class should hold about as many of the amounts above nought as any other, and each limit is
    1, 2 or 5 with noughts (in pounds, or another unit), so that it can be said and remembered.
    With few or similar amounts there are fewer classes. An amount equal to a limit belongs to the
    class above it.
    """
    amounts = sorted(amount for amount in amounts_pence if amount > 0)
    if not amounts:
        return ()
    choices = [limit for limit in _round_amounts(amounts[-1], unit) if limit > amounts[0]]
    if not choices:
        return ()
    wanted = [amounts[len(amounts) * part // classes] for part in range(1, classes)]
    return tuple(sorted({_nearest(amount, choices) for amount in wanted}))


def class_of(amount_pence: int, *, limits: Sequence[int]) -> int:
    """Return the number of the class, from 1; 0 for nought and for net refunds."""
    return bisect_right(limits, amount_pence) + 1 if amount_pence > 0 else 0


def class_words(limits: Sequence[int], *, said: Callable[[int], str] | None = None) -> list[str]:
    """Return the words of every class from the first: "Under £1,000", ..., "£50,000 or more".

    `said` words a limit; pounds if it is left out.
    """
    if not limits:
        return ["Any amount"]
    words = [(said or pounds)(limit) for limit in limits]
    middle = [f"{low} to under {high}" for low, high in pairwise(words)]
    return [f"Under {words[0]}", *middle, f"{words[-1]} or more"]


def largest_round(most_pence: int, *, unit: int = _POUND) -> int:
    """Return the largest of 1, 2 or 5 with noughts, in pounds, that is not above the amount.

    Nought for less than a pound, or than another `unit`.
    """
    return max(_round_amounts(most_pence, unit), default=0)


def pounds(amount_pence: int) -> str:
    """Return whole pounds in words, exactly: "£20,000", "£5 million".

    For round limits: pence, and what is left of a million, are never dropped but written out.
    """
    for size, word in ((_BILLION, " billion"), (_MILLION, " million")):
        if amount_pence >= size and amount_pence % size == 0:
            return f"£{amount_pence // size:,}{word}"
    return exact_pounds(amount_pence).removesuffix(".00")


def exact_pounds(amount_pence: int) -> str:
    """Return the amount to the penny: "£1,234.56", "−£5.00"."""
    whole, pence = divmod(abs(amount_pence), _POUND)
    return f"{'−' if amount_pence < 0 else ''}£{whole:,}.{pence:02}"


def short_pounds(amount_pence: int) -> str:
    """Return the amount in a few characters for the face of a map: "£14.2m", "£342k", "£950".

    Rounded half up; the exact amount stands in the table beside the map.
    """
    sign, size = ("−" if amount_pence < 0 else ""), abs(amount_pence)
    for least, unit, letter, places in (
        (999_950_000 * _POUND, _BILLION, "bn", 1),
        (999_500 * _POUND, _MILLION, "m", 1),
        (9_999 * _POUND + 50, _THOUSAND, "k", 0),
    ):
        if size >= least:
            return f"{sign}£{shown_short(Fraction(size, unit), places=places)}{letter}"
    return f"{sign}£{int(shown_short(Fraction(size, _POUND), places=0)):,}"


def _round_amounts(most_pence: int, unit: int) -> list[int]:
    limits: list[int] = []
    while unit <= most_pence:
        limits.extend(step * unit for step in (1, 2, 5) if step * unit <= most_pence)
        unit *= 10
    return limits


def _nearest(amount: int, choices: Sequence[int]) -> int:
    return min(choices, key=lambda limit: Fraction(max(limit, amount), min(limit, amount)))
