"""The payment lines in scope of a study, and the sums that every part of its result is made of."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from socialvalue.calculations.spend.bands import UNKNOWN, Area, BandTable, area_spend, band_table
from socialvalue.calculations.spend.disposed import DisposedLine
from socialvalue.calculations.spend.places import Basis
from socialvalue.calculations.spend.shares import percent, pounds
from socialvalue.calculations.spend.study_config import Config


def pence_of(lines: Iterable[DisposedLine]) -> int:
    """Return the sum of the lines in pence, refunds taken off."""
    return sum(line.pence for line in lines)


@dataclass(frozen=True)
class Scope:
    """Lines in scope (of a study, an anchor, a top list ...) under one configuration."""

    config: Config
    lines: Sequence[DisposedLine]

    @cached_property
    def pence(self) -> int:
        """Return the spend of these lines."""
        return pence_of(self.lines)

    def where(self, keep: Callable[[DisposedLine], bool]) -> "Scope":
        """Return the lines for which `keep` is true."""
        return Scope(self.config, [line for line in self.lines if keep(line)])

    def by_anchor(self) -> dict[str, "Scope"]:
        """Return the lines of each anchor of the study, also of those without any."""
        return self._by_anchor

    @cached_property
    def _by_anchor(self) -> dict[str, "Scope"]:
        parts: dict[str, list[DisposedLine]] = {each.code: [] for each in self.config.anchors}
        for line in self.lines:
            parts[line.anchor].append(line)
        return {code: Scope(self.config, lines) for code, lines in parts.items()}

    def bands(self, basis: Basis) -> BandTable:
        """Return the spend by category and band."""
        return band_table(
            pence=[line.pence for line in self.lines],
            places=[line.location(basis).place for line in self.lines],
            groups=[line.category for line in self.lines],
            nested=self.config.nested,
        )

    def in_area(self, area: Area, basis: Basis) -> int:
        """Return the spend that went to the area."""
        return area_spend(
            pence=[line.pence for line in self.lines],
            places=[line.location(basis).place for line in self.lines],
            area=area,
        ).pence

    def located(self, basis: Basis) -> int:
        """Return the spend whose place is known, abroad included."""
        return self.pence - self.bands(basis).by_band()[UNKNOWN].pence

    def shares_of_areas(self, basis: Basis) -> list[dict[str, str | None]]:
        """Return each area's spend and its percentage of these lines."""
        found = []
        for area in self.config.areas.values():
            value = self.in_area(area, basis)
            pct = percent(value, of=self.pence)
            found.append({"area": area.code, "value": pounds(value), "pct": pct})
        return found

    def by(self, group: Callable[[DisposedLine], str]) -> dict[str, int]:
        """Return the spend of each group."""
        found: dict[str, int] = {}
        for line in self.lines:
            found[group(line)] = found.get(group(line), 0) + line.pence
        return found
