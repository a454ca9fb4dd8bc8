"""Which tint each area of a map gets, and the words of the key and of each area."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from socialvalue.calculations.maps import classes
from socialvalue.calculations.maps.measures import POUNDS, Measure

# Which of five tints to use for how many classes.
_TINTS = {1: (3,), 2: (2, 4), 3: (1, 3, 5), 4: (1, 2, 4, 5), 5: (1, 2, 3, 4, 5)}
# Two deciles to a tint: the darker the more deprived.
_FIFTHS = {
    "tint-5": "Deciles 1 and 2: the most deprived fifth",
    "tint-4": "Deciles 3 and 4",
    "tint-3": "Deciles 5 and 6",
    "tint-2": "Deciles 7 and 8",
    "tint-1": "Deciles 9 and 10: the least deprived fifth",
    "unknown": "Not known",
}


class Shades(Protocol):
    """How a value of each area is shown: in a tint, and in words."""

    def tint_of(self, code: str) -> str:
        """Return the name of the area's fill: "tint-1" (palest) to "tint-5", or another."""

    def said(self, code: str) -> str:
        """Return the area's value in words."""

    def key(self, found: Iterable[str]) -> dict[str, str]:
        """Return the words of each fill that the key needs, of which `found` are on the map."""


@dataclass(frozen=True)
class OfAmounts:
    """Amounts in pence; None where one is not known, absent where nothing was paid."""

    amounts: Mapping[str, int | None]
    measure: Measure = POUNDS

    @cached_property
    def limits(self) -> Sequence[int]:
        """The limits between the classes, in pence."""
        known = (pence for pence in self.amounts.values() if pence)
        return classes.round_limits(known, unit=self.measure.unit)

    def tint_of(self, code: str) -> str:
        """Return the fill of an amount's class."""
        if code not in self.amounts:
            return "none"
        pence = self.amounts[code]
        if pence is None:
            return "unknown"
        which = classes.class_of(pence, limits=self.limits)
        return f"tint-{_TINTS[len(self.limits) + 1][which - 1]}" if which else "refund"

    def said(self, code: str) -> str:
        """Return the exact amount."""
        if code not in self.amounts:
            return self.measure.none.lower()
        pence = self.amounts[code]
        return "not known" if pence is None else self.measure.exact(pence)

    def key(self, found: Iterable[str]) -> dict[str, str]:
        """Return the words of every class, and of the other fills that are on the map."""
        no_tint = {
            "refund": self.measure.below,
            "none": self.measure.none,
            "unknown": "Not known",
        }
        if not any((pence or 0) > 0 for pence in self.amounts.values()):
            return _only(no_tint, found)
        tints = [f"tint-{tint}" for tint in _TINTS[len(self.limits) + 1]]
        said = classes.class_words(self.limits, said=self.measure.limit)
        return dict(zip(tints, said, strict=True)) | _only(no_tint, found)


@dataclass(frozen=True)
class OfDeciles:
    """Deciles of deprivation, from 1 to 10; None or absent where one is not known."""

    deciles: Mapping[str, int | None]

    def tint_of(self, code: str) -> str:
        """Return the fill of a decile: two share one."""
        decile = self.deciles.get(code)
        return f"tint-{5 - (decile - 1) // 2}" if decile else "unknown"

    def said(self, code: str) -> str:
        """Return the decile."""
        decile = self.deciles.get(code)
        return f"decile {decile}" if decile else "not known"

    def key(self, found: Iterable[str]) -> dict[str, str]:
        """Return the words of every fifth: the scale is the country's, not the map's."""
        is_known = {kind: words for kind, words in _FIFTHS.items() if kind != "unknown"}
        return is_known | _only(_FIFTHS, found)


def _only(words: Mapping[str, str], found: Iterable[str]) -> dict[str, str]:
    kinds = set(found)
    return {kind: said for kind, said in words.items() if kind in kinds}
