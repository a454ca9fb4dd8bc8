"""Dates out of coded columns: every distinct text of a block is looked up, and read once."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from socialvalue.calculations.spend.dates import (
    DateOrder,
    Day,
    NotADate,
    OrderSeen,
    day_from_text,
    order_of,
)
from socialvalue.calculations.spend.parsing import MONTH_ONLY

_MOST_KNOWN = 100_000


@dataclass(frozen=True, slots=True)
class Days:
    """The day of each row as a proleptic ordinal (0 if unread), and what is said of it."""

    ordinals: NDArray[np.int32]
    is_said: NDArray[np.bool_]
    codes: NDArray[np.int32]
    read: list[Day | str]

    def said(self, row: int) -> str | tuple[str, str]:
        """Return why the date cannot be read, or the licence that was taken."""
        got = self.read[self.codes[row]]
        return got if isinstance(got, str) else MONTH_ONLY


class Dates:
    """Reads columns of dates in one order, and watches whether they are in that order."""

    def __init__(self, order: DateOrder | None) -> None:
        """Read dates of three numbers in that order; None: as the first column of them shows."""
        self._order = order
        self.seen = OrderSeen()
        self.forms: set[str] = set()
        self._known: dict[str, Day | str] = {}

    @property
    def order(self) -> DateOrder:
        """Return the order in which dates are read."""
        return self._order or self.seen.order

    def days(self, texts: Any) -> Days:
        """Return the days of a coded Arrow column."""
        codes = texts.indices.to_numpy()
        used = np.zeros(len(texts.dictionary), dtype=bool)
        used[codes] = True
        if self._order is None and len(codes):
            first = zip(texts.dictionary.to_pylist(), used.tolist(), strict=True)
            self._order = order_of(text for text, is_used in first if is_used)
        read: list[Day | str] = [
            self._one(text) if is_used else ""
            for text, is_used in zip(texts.dictionary.to_pylist(), used.tolist(), strict=True)
        ]
        ordinals = [got.day.toordinal() if isinstance(got, Day) else 0 for got in read]
        said = [isinstance(got, str) or got.month_only for got in read]
        return Days(
            np.array(ordinals, dtype=np.int32)[codes],
            np.array(said, dtype=bool)[codes],
            codes,
            read,
        )

    def _one(self, text: str) -> Day | str:
        known = self._known.get(text)
        if known is None:
            if len(self._known) > _MOST_KNOWN:
                self._known.clear()
            self.seen.see(text)
            known = self._known[text] = self._read(text)
        return known

    def _read(self, text: str) -> Day | str:
        try:
            day = day_from_text(text, order=self.order)
        except NotADate as wrong:
            return str(wrong)
        self.forms.add(day.form)
        return day
