"""The payment lines in scope of a study, and the sums that every part of its result is made of."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from socialvalue.calculations.spend.bands import Area, Place
from socialvalue.calculations.spend.disposed import DisposedLine
from socialvalue.calculations.spend.money import Pence
from socialvalue.calculations.spend.places import Basis
from socialvalue.calculations.spend.shares import percent, pounds
from socialvalue.calculations.spend.study_config import Config

Group = TypeVar("Group", bound=Hashable)


def pence_of(lines: Iterable[DisposedLine]) -> Pence:
    """Return the exact sum of the lines in pence, refunds taken off."""
    return sum(line.pence for line in lines)


@dataclass(frozen=True)
class Scope:
    """Lines in scope (of a study, an anchor, a top list ...) under one configuration."""

    config: Config
    lines: Sequence[DisposedLine]

    @cached_property
    def pence(self) -> Pence:
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

    def by_place(self, basis: Basis) -> dict[Place, Pence]:
        """Return the spend in each place, worked out once for each basis."""
        return self._by_place[basis]

    @cached_property
    def _by_place(self) -> dict[Basis, dict[Place, Pence]]:
        return {
            Basis.REGISTERED: self.by(lambda line: line.registered.place),
            Basis.DELIVERY: self.by(lambda line: line.delivery.place),
        }

    def bands(self, basis: Basis) -> dict[str, Pence]:
        """Return the spend in each band, every band in its order."""
        nested = self.config.nested
        found: dict[str, Pence] = dict.fromkeys(nested.bands, 0)
        for place, pence in self.by_place(basis).items():
            found[nested.band_of(place)] += pence
        return found

    def in_area(self, area: Area, basis: Basis) -> Pence:
        """Return the spend that went to the area."""
        return sum(pence for place, pence in self.by_place(basis).items() if area.holds(place))

    def located(self, basis: Basis) -> Pence:
        """Return the spend whose place is known, abroad included."""
        return self.pence - self.by_place(basis).get(None, 0)

    def shares_of_areas(self, basis: Basis) -> list[dict[str, str | None]]:
        """Return each area's spend and its percentage of these lines."""
        found = []
        for area in self.config.areas.values():
            value = self.in_area(area, basis)
            pct = percent(value, of=self.pence)
            found.append({"area": area.code, "value": pounds(value), "pct": pct})
        return found

    def by(self, group: Callable[[DisposedLine], Group]) -> dict[Group, Pence]:
        """Return the spend of each group that has lines."""
        found: dict[Group, Pence] = {}
        for line in self.lines:
            key = group(line)
            found[key] = found.get(key, 0) + line.pence
        return found
