"""What members of a pool paid each other, as far as it can be told without telling single payments.

What is netted off is told by category where that stands for five payments or none, and what is left
of the category too: the one is the other taken from the whole. The rest is told as one sum. What
cannot be told at all is not netted off, and whoever shows the pool says so.
Source: rules 6 and 19 of local spend; docs/sums_spend.md, pooling.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from socialvalue.calculations.spend.bands import Spend
from socialvalue.calculations.spend.small_cells import is_small

Bands = Mapping[str, Spend]


@dataclass(frozen=True)
class Netting:
    """What was paid to one member: by band, and of that by category and band where it is told."""

    bands: Bands
    told: Mapping[str, Bands]


def nettings_of(
    paid: Mapping[str, Mapping[str, Bands]], *, total: Bands, categories: Mapping[str, Bands | None]
) -> dict[str, Netting | None]:
    """Return what is netted off for each member, in their order; None if it cannot be told.

    `paid` is by member, category and band; `total` is all spend by band. `categories` are those
    that are shown, by band, or None where they are not split.
    """
    left_of, left = dict(categories), dict(total)
    found: dict[str, Netting | None] = {}
    for member, by_category in paid.items():
        bands = _sum(by_category.values())
        if not _may_be_told(bands, of=left):
            found[member] = None
            continue
        told = _told(by_category, bands, left_of)
        left = _less(left, bands)
        for key, part in told.items():
            left_of[key] = _less(left_of[key] or {}, part)
        found[member] = Netting(bands, told)
    return found


def _told(
    paid: Mapping[str, Bands], bands: Bands, left_of: Mapping[str, Bands | None]
) -> dict[str, Bands]:
    """Return the categories that can be told, but for as many small ones as hide the others."""
    told = {
        key: part
        for key, part in paid.items()
        if (left := left_of.get(key)) is not None and _may_be_told(part, of=left)
    }
    smallest_first = sorted(told, key=lambda key: (_lines(told[key]), key))
    while any(map(is_small, _less(bands, _sum(told.values())).values())):
        del told[smallest_first.pop(0)]
    return told


def _may_be_told(part: Bands, *, of: Bands) -> bool:
    return not any(map(is_small, [*part.values(), *_less(of, part).values()]))


def _less(whole: Bands, part: Bands) -> dict[str, Spend]:
    return {
        band: Spend(
            spend.lines - part.get(band, Spend()).lines, spend.pence - part.get(band, Spend()).pence
        )
        for band, spend in whole.items()
    }


def _sum(parts: Iterable[Bands]) -> dict[str, Spend]:
    found: dict[str, Spend] = {}
    for bands in parts:
        for band, spend in bands.items():
            found[band] = found.get(band, Spend()).plus(spend)
    return found


def _lines(bands: Bands) -> int:
    return sum(spend.lines for spend in bands.values())
