"""The spend of several anchors together: the pooled share first, the mean of shares beside it.

Payments from one anchor to another stay within the pool: they are netted off, or the same pound
would count when it is passed on and again when it is spent.
Source: rules 6 and 13 of local spend; docs/sums_spend.md, pooling.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Contribution:
    """What one anchor brings: whole pence by band, and of that what it paid to the others."""

    name: str
    bands: Mapping[str, int]
    netted: Mapping[str, int]

    @property
    def net(self) -> dict[str, int]:
        """Return the spend by band without what was paid to other anchors of the pool."""
        return {band: pence - self.netted.get(band, 0) for band, pence in self.bands.items()}

    @property
    def total(self) -> int:
        """Return the spend in all bands, without what was paid to other anchors of the pool."""
        return sum(self.net.values())

    def share(self, *bands: str) -> Fraction | None:
        """Return the part of the spend that lies in these bands; None if nothing was spent."""
        return _part(self.net, bands)


@dataclass(frozen=True)
class Pool:
    """Several anchors together."""

    contributions: Sequence[Contribution]

    @property
    def bands(self) -> dict[str, int]:
        """Return the pooled spend by band, in the order of the bands."""
        pooled: dict[str, int] = {}
        for contribution in self.contributions:
            for band, pence in contribution.net.items():
                pooled[band] = pooled.get(band, 0) + pence
        return pooled

    @property
    def total(self) -> int:
        """Return the pooled spend."""
        return sum(self.bands.values())

    @property
    def netted(self) -> int:
        """Return what the anchors paid to each other, in pence."""
        return sum(sum(one.netted.values()) for one in self.contributions)

    def share(self, *bands: str) -> Fraction | None:
        """Return the part of the pooled spend that lies in these bands: sum by sum."""
        return _part(self.bands, bands)

    def mean_share(self, *bands: str) -> Fraction | None:
        """Return the mean of the anchors' own parts, which weighs each alike whatever it spends.

        None if one of them has no share, because it spent nothing.
        """
        shares = [contribution.share(*bands) for contribution in self.contributions]
        known = [share for share in shares if share is not None]
        if not shares or len(known) < len(shares):
            return None
        return Fraction(sum(known), len(known))


def _part(bands: Mapping[str, int], wanted: Iterable[str]) -> Fraction | None:
    total = sum(bands.values())
    return Fraction(sum(bands.get(band, 0) for band in wanted), total) if total else None
