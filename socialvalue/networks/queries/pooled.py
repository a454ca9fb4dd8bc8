"""What the members of a network know together, of what each of them shares."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from socialvalue.calculations.spend.bands import OUTSIDE, UNKNOWN
from socialvalue.calculations.spend.pooling import Contribution, Pool
from socialvalue.networks.models import Share

BETWEEN = "Paid from member to member, in categories that cannot be told"


def pool_of(shares: Iterable[Share]) -> Pool:
    """Return members together, with what they paid each other netted off.

    Members that share no split by place cannot be in the pool, and what others paid them stays.
    """
    split = [share for share in shares if share.figures["bands"] is not None]
    members = {str(share.seat.organisation_id) for share in split}
    return Pool([_contribution(share, members) for share in split])


def _contribution(share: Share, members: set[str]) -> Contribution:
    codes = band_codes(share)
    netted = dict.fromkeys(codes, 0)
    for member, bands in share.figures["netted"].items():
        if member in members:
            for band, pence in bands.items():
                netted[band] += int(pence)
    return Contribution(
        name=share.seat.organisation.name,
        bands={band: int(share.figures["bands"][band]) for band in codes},
        netted=netted,
    )


def band_codes(share: Share) -> list[str]:
    """Return the codes of the bands in their order: the areas, outside, not known."""
    return [*(area["code"] for area in share.figures["areas"]), OUTSIDE, UNKNOWN]


@dataclass
class PooledCategory:
    """A category of several members together, net of payments between them; whole pence.

    `is_between` marks what they paid each other in categories that cannot be told: it is taken off.
    """

    name: str
    pence: int = 0
    members: int = 0
    place_pence: int | None = 0
    leak_pence: int | None = 0
    is_between: bool = False


def pooled_categories(shares: Sequence[Share]) -> list[PooledCategory]:
    """Return the categories of the members that share them, the largest first.

    What these members paid each other is taken out: of each category where that can be told, and
    else as one sum, which comes last. So the rows add up to what they spent beyond each other.
    Where one of them does not split a category by place, nobody can say how much of it leaks.
    """
    sharing = [share for share in shares if "categories" in share.figures]
    members = {str(share.seat.organisation_id) for share in sharing}
    found: dict[str, PooledCategory] = {}
    rest = PooledCategory(BETWEEN, is_between=True)
    for share in sharing:
        place = share.figures["areas"][0]["code"]
        for category in share.figures["categories"]:
            pooled = found.setdefault(category["key"], PooledCategory(category["name"]))
            pooled.members += 1
            _add(pooled, int(category["pence"]), category["bands"], place=place)
        for member in sorted(members & share.figures["netted"].keys()):
            told = share.figures.get("netted_categories", {}).get(member, {})
            left = {band: int(pence) for band, pence in share.figures["netted"][member].items()}
            for key, bands in told.items():
                _add(found[key], _sum(bands), bands, place=place, times=-1)
                left = {band: left[band] - int(bands.get(band, 0)) for band in left}
            _add(rest, sum(left.values()), left, place=place, times=-1)
    ranked = sorted(found.values(), key=lambda category: (-category.pence, category.name))
    return [*ranked, rest] if rest.pence else ranked


def _add(
    to: PooledCategory, pence: int, bands: Mapping[str, Any] | None, *, place: str, times: int = 1
) -> None:
    to.pence += times * pence
    to.place_pence = _plus(to.place_pence, bands, place, times)
    to.leak_pence = _plus(to.leak_pence, bands, OUTSIDE, times)


def _sum(bands: Mapping[str, Any]) -> int:
    return sum(int(pence) for pence in bands.values())


def _plus(sum_: int | None, bands: Mapping[str, Any] | None, band: str, times: int) -> int | None:
    return None if sum_ is None or bands is None else sum_ + times * int(bands.get(band, 0))
