"""Amounts out of an Arrow column: the usual ways of writing at once, the others one by one.

What is read at once is a part of the grammar of `money`, to the letter. Every other text, right or
wrong, is read by `money` itself, once for each distinct text.
"""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from socialvalue.calculations.spend.fast.cells import bytes_of
from socialvalue.calculations.spend.money import Money, NotMoney, money_from_text

MARKS = ("minus before", "minus after", "brackets", "pound sign", "thousands commas")
_MINUS_BEFORE, _MINUS_AFTER, _BRACKETS, _POUND, _COMMAS = (1 << at for at in range(len(MARKS)))
_MOST_DIGITS = 12
_MOST_WIDTH = 15  # twelve digits and three commas
_MOST_KNOWN = 100_000


@dataclass(frozen=True, slots=True)
class Sure:
    """What could be read at once: whole pence, which rows, and the marks they were written with."""

    pence: NDArray[np.int64]
    is_sure: NDArray[np.bool_]
    marks: NDArray[np.uint8]

    def of(self, rows: NDArray[Any]) -> "Sure":
        """Return the same of some of the rows."""
        return Sure(self.pence[rows], self.is_sure[rows], self.marks[rows])


@dataclass(frozen=True, slots=True)
class Amounts:
    """The amounts of a column in whole pence; 0 where one cannot be read.

    `exact` has those with a part of a penny, `said` what the reader of amounts says of a row: why
    it cannot be read, or the amount with the licence that it took. `style` is as in `Money`.
    """

    pence: NDArray[np.int64]
    exact: dict[int, Fraction]
    said: dict[int, "Money | str"]
    style: frozenset[str]


def looks_like_money(text: str) -> bool:
    """Say whether a text could be taken for an amount."""
    return not isinstance(attempt(text, money_from_text), str)


def attempt(text: str, read: Callable[[str], Money]) -> Money | str:
    """Return the amount, or in words why the text is none."""
    try:
        return read(text)
    except NotMoney as wrong:
        return str(wrong)


class AmountReader:
    """Reads columns of amounts with one reader of texts, remembering what it said of each."""

    def __init__(self, read: Callable[[str], Money]) -> None:
        """Read what is not sure with `read`."""
        self._read = read
        self._known: dict[str, Money | str] = {}

    def amounts(self, texts: Any, *, sure: Sure | None) -> Amounts:
        """Return the amounts of an Arrow array of strings; `sure`: what of it is read already."""
        sure = sure or sure_amounts(texts)
        unsure = np.flatnonzero(~sure.is_sure)
        pence = sure.pence
        exact: dict[int, Fraction] = {}
        said: dict[int, Money | str] = {}
        style = {mark for at, mark in enumerate(MARKS) if (sure.marks & (1 << at)).any()}
        for row, text in zip(
            unsure.tolist(), texts.take(pa.array(unsure)).to_pylist(), strict=True
        ):
            got = self._one(text)
            if isinstance(got, str):
                said[row] = got
                continue
            style |= got.style
            pence[row] = got.pence
            if got.licence:
                said[row] = got
            if isinstance(got.exact, Fraction):
                exact[row] = got.exact
        return Amounts(pence, exact, said, frozenset(style))

    def _one(self, text: str) -> "Money | str":
        known = self._known.get(text)
        if known is None:
            if len(self._known) > _MOST_KNOWN:
                self._known.clear()
            known = self._known[text] = attempt(text, self._read)
        return known


def sure_amounts(texts: Any) -> Sure:
    """Return the amounts that are digits, with or without commas, pence, a pound sign and a sign.

    The sign is a minus before the pound sign or after it, or at the end, or brackets. `texts` is an
    Arrow array of strings without white space around them.
    """
    text, start, end = bytes_of(texts)
    first, last = text[start], text[end - 1]
    opened, closed = first == ord("("), last == ord(")")
    minus, after = first == ord("-"), last == ord("-")
    start = start + (opened | minus)
    end = end - (closed | after)
    pound = (text[start] == 0xC2) & (text[start + 1] == 0xA3)
    start = start + 2 * pound
    within = pound & (text[start] == ord("-"))
    start = start + within
    signs = np.add.reduce([opened, minus, after, within], dtype=np.int8)
    pence, places = _pence(text, start, end)
    pounds, commas, is_sure = _pounds(text, start, end - places)
    is_sure &= (pence >= 0) & (signs <= 1) & (opened == closed)
    amount = np.where(signs > 0, -1, 1) * (pounds * 100 + pence)
    marks = (
        _MINUS_BEFORE * (minus | within)
        + _MINUS_AFTER * after
        + _BRACKETS * opened
        + _POUND * pound
        + _COMMAS * commas
    )
    return Sure(np.where(is_sure, amount, 0), is_sure, np.where(is_sure, marks, 0).astype(np.uint8))


def _pence(
    text: NDArray[np.uint8], start: NDArray[np.int64], end: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the pence behind the point (-1: not digits) and how many bytes they and it take."""
    two = (end - start >= 4) & (text[end - 3] == ord("."))
    one = ~two & (end - start >= 3) & (text[end - 2] == ord("."))
    last = text[end - 1].astype(np.int64) - ord("0")
    before = text[end - 2].astype(np.int64) - ord("0")
    digits = (last >= 0) & (last <= 9) & (one | ((before >= 0) & (before <= 9)))
    pence = np.where(two, before * 10 + last, np.where(one, last * 10, 0))
    return np.where(digits | ~(two | one), pence, -1), 3 * two + 2 * one


def _pounds(
    text: NDArray[np.uint8], start: NDArray[np.int64], end: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.bool_], NDArray[np.bool_]]:
    """Return the whole pounds, which have commas, and which are digits as they should be."""
    width = end - start
    commas = (width >= 5) & (text[end - 4] == ord(","))
    fits = (width >= 1) & (width <= np.where(commas, _MOST_WIDTH, _MOST_DIGITS))
    pounds = np.zeros(len(width), dtype=np.int64)
    for rows, every in ((fits & ~commas, 0), (fits & commas & (width % 4 != 0), 4)):
        at = np.flatnonzero(rows)
        pounds[at], fits[at] = _digits(text, end[at], width[at], comma_every=every)
    fits &= ~(commas & (width % 4 == 0))
    return pounds, commas, fits


def _digits(
    text: NDArray[np.uint8],
    end: NDArray[np.int64],
    width: NDArray[np.int64],
    *,
    comma_every: int,
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Return the numbers that so many bytes before `end` spell, and whether they spell any."""
    number = np.zeros(len(end), dtype=np.int64)
    right = np.ones(len(end), dtype=bool)
    power = 1
    for place in range(int(width.max(initial=0))):
        outside = place >= width
        byte = text[end - 1 - place]
        if comma_every and place % comma_every == comma_every - 1:
            right &= outside | (byte == ord(","))
            continue
        digit = byte - np.uint8(ord("0"))  # what is below nought wraps round to far above nine
        right &= outside | (digit <= 9)
        number += np.where(outside, 0, digit.astype(np.int64) * power)
        power *= 10
    return number, right
