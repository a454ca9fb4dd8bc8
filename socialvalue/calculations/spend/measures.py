"""The sums that results are made of: an added-up question, asked one thing at a time.

Everything is of what is in scope, on the registered address, unless it says otherwise.
"""

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from socialvalue.calculations.spend.bands import Area
from socialvalue.calculations.spend.classified import KINDS, SIZES, Named, Zone
from socialvalue.calculations.spend.engine import Added
from socialvalue.calculations.spend.multiplier import Respend, respend
from socialvalue.calculations.spend.places import Basis, Location
from socialvalue.calculations.spend.study_files import Answer
from socialvalue.calculations.spend.sums import Spend, Sums, Yes
from socialvalue.calculations.spend.suppliers import Kind, Size


@dataclass(frozen=True)
class Measures:
    """Asks of an added-up question what its results need."""

    added: Added

    @cached_property
    def total(self) -> Spend:
        """Return all spend in scope."""
        return self.added.places.total()

    @property
    def all_lines(self) -> Spend:
        """Return every line that was read, whatever became of it."""
        return self.added.dispositions.total()

    def zones(self, holds: Callable[[Zone], object]) -> Yes:
        """Return for each zone whether that holds of it."""
        return np.array([bool(holds(zone)) for zone in self.added.found.zones], dtype=np.bool_)

    @property
    def everywhere(self) -> Yes:
        """Return every zone."""
        return self.zones(lambda zone: True)

    def within(self, area: Area) -> Yes:
        """Return the zones within an area of the question."""
        return self.zones(lambda zone: area.code in zone.areas)

    def of_band(self, band: str) -> Yes:
        """Return the zones of a band."""
        return self.zones(lambda zone: zone.band == band)

    @property
    def leaking(self) -> Yes:
        """Return the located zones outside the leakage area."""
        return self.zones(lambda zone: zone.leaks)

    @property
    def located(self) -> Yes:
        """Return the zones whose place is known, abroad included."""
        return self.zones(lambda zone: zone.is_located)

    def excluded(self, reason: str) -> Spend:
        """Return what was left out for a reason; nothing where the question does not test it."""
        order = self.added.question.exclusion_order
        if reason not in order:
            return Spend()
        number = order.index(reason) + 1
        return self._dispositions(lambda each: each == number).total()

    def excluded_of_anchors(self) -> list[Spend]:
        """Return what was left out of each anchor's lines, for any reason."""
        return self._dispositions(lambda number: number > 0).each()

    def _dispositions(self, wanted: Callable[[int], bool]) -> Sums:
        dispositions = self.added.dispositions
        return dispositions.over(np.array([wanted(each) for each in range(dispositions.shape[1])]))

    def by_anchor(self, zones: Yes, basis: Basis = Basis.REGISTERED) -> list[Spend]:
        """Return what went to these zones from each anchor, in the order of the question."""
        return self._anchors(basis).over(zones).each()

    def spend(self, zones: Yes, basis: Basis = Basis.REGISTERED) -> Spend:
        """Return what went to these zones."""
        return self._anchors(basis).over(zones).total()

    def _anchors(self, basis: Basis) -> Sums:
        if basis is Basis.REGISTERED:
            return self.added.anchor_zones
        return self.added.anchor_delivery_zones

    @cached_property
    def ranked_suppliers(self) -> list[tuple[int, Spend]]:
        """Return the number and spend of each supplier that has any: largest first, then by key."""
        sums = self.added.suppliers.over(self.everywhere)
        spends = sums.each()
        paid = [(number, spends[number]) for number in sums.with_lines()]
        return sorted(paid, key=lambda each: (-each[1].pence, each[0]))

    def supplier(self, number: int) -> Named:
        """Return a supplier by its number."""
        return self.added.found.suppliers[number]

    def of_suppliers(self, numbers: list[int], zones: Yes) -> Spend:
        """Return what these suppliers got in these zones."""
        wanted = np.zeros(self.added.suppliers.shape[0], dtype=np.bool_)
        wanted[numbers] = True
        return self.added.suppliers.over(zones).total(wanted)

    def of_kind(self, kind: Kind) -> Spend:
        """Return the spend with suppliers of a kind."""
        return self.added.kinds.over(self.everywhere).at(KINDS.index(kind))

    @property
    def kind_unknown(self) -> Spend:
        """Return the spend with suppliers of whom nobody says what they are."""
        each = self.added.found.suppliers
        rows = np.array([not supplier.kind_is_said for supplier in each], dtype=np.bool_)
        return self.added.suppliers.over(self.everywhere).total(rows)

    @property
    def sme(self) -> Spend:
        """Return the spend with small and medium suppliers, as the question counts them."""
        return self._of_sizes(self.added.question.sme_sizes - {Size.UNKNOWN})

    @property
    def size_unknown(self) -> Spend:
        """Return the spend with suppliers whose size is not known."""
        return self._of_sizes({Size.UNKNOWN})

    def _of_sizes(self, wanted: AbstractSet[str]) -> Spend:
        rows = np.array([size in wanted for size in SIZES], dtype=np.bool_)
        return self.added.sizes.over(self.everywhere).total(rows)

    def influenceable(self, zones: Yes) -> Spend:
        """Return what went to these zones in categories that a buyer could spend elsewhere."""
        rows = np.array([each.is_influenceable for each in self.added.found.categories], dtype=bool)
        return self.added.categories.over(zones).total(rows)

    def at_places(self, wanted: Callable[[Location], object]) -> Spend:
        """Return what went to the places of which that holds."""
        locations = [location for _, location in self.added.found.places]
        return self.added.places.total(np.array([bool(wanted(each)) for each in locations]))

    def respend(self, answers: tuple[Answer, ...]) -> Respend:
        """Return round 3 of the multiplier, from the answers for the multiplier area."""
        area = self.added.question.multiplier_area
        local = self.zones(lambda zone: zone.is_in_multiplier_area)
        sums = self.added.suppliers.over(local)
        return respend(
            spend_in_area={
                self.supplier(number).key: sums.at(number).pence for number in sums.with_lines()
            },
            respend_shares={
                answer.supplier: answer.respend_share
                for answer in answers
                if answer.area == area.code
            },
        )
