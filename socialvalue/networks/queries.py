"""What a member would share of an analysis, and what a network knows together.

`shared_figures` is the only place where an analysis is read for others: everything that a network's
pages show comes from what it returned on the day of sharing (`Share.figures`).
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from socialvalue.accounts.models import Organisation
from socialvalue.calculations.spend import small_cells
from socialvalue.calculations.spend.bands import OUTSIDE, UNKNOWN, Spend
from socialvalue.calculations.spend.pooling import Contribution, Pool
from socialvalue.calculations.spend.suppliers import Register, normal_form
from socialvalue.networks.models import Network, Seat, SeatQuerySet, Share
from socialvalue.places.queries import authority_names
from socialvalue.spend import queries as spend
from socialvalue.spend.models import Analysis
from socialvalue.suppliers.queries import register_of

VERSION = 1
LEVELS = list(Share.Level)


class TooFewToShare(ValueError):
    """The analysis stands for fewer than five payments."""


@dataclass(frozen=True)
class Period:
    """A period that members share sums of; both days belong to it."""

    start: dt.date
    end: dt.date

    @property
    def key(self) -> str:
        """Return the period as addresses have it."""
        return f"{self.start}_{self.end}"


def analyses_to_share(seat: Seat) -> list[Analysis]:
    """Return the member's finished analyses of exactly the network's areas, the newest first."""
    analyses = seat.organisation.analyses.filter(
        figures__version__gte=spend.FIGURES_SINCE,
        place_code=seat.network.place_code,
        wider_place_code=seat.network.wider_place_code,
    )
    return list(analyses.for_lists().order_by("-asked_at"))


def shared_figures(
    analysis: Analysis, *, level: str, others: Iterable[Organisation]
) -> dict[str, Any]:
    """Return what a member shares of an analysis with the others; whole pence as text.

    `level` is one of Share.Level. No figure stands for fewer than five payments, and no individual
    is named. Raises TooFewToShare.
    """
    found = analysis.figures
    bands = _spends(found["bands"])
    total = _spend(found["total"])
    if total.lines < small_cells.FEWEST:
        raise TooFewToShare(
            f"There are fewer than {small_cells.FEWEST} payments in {analysis.title}: "
            "their sum would say what each was."
        )
    register = register_of(analysis.organisation)
    depth = LEVELS.index(Share.Level(level))
    return {
        "version": VERSION,
        "areas": found["areas"],
        "lines": total.lines,
        "total": str(total.pence),
        "bands": _pence(bands) if small_cells.may_split(bands) else None,
        "netted": _netted(analysis, register, others),
        "left_out_between": found["inter_anchor"]["pence"],
        **({"categories": _categories(found)} if depth >= 1 else {}),
        **(_suppliers(analysis) if depth >= 2 else {}),
    }


def _spend(kept: Mapping[str, Any]) -> Spend:
    return Spend(kept["lines"], int(kept["pence"]))


def _spends(kept: Mapping[str, Any]) -> dict[str, Spend]:
    return {band: _spend(spend) for band, spend in kept.items()}


def _pence(bands: Mapping[str, Spend]) -> dict[str, str]:
    return {band: str(spend.pence) for band, spend in bands.items()}


def _netted(
    analysis: Analysis, register: Register, others: Iterable[Organisation]
) -> dict[str, dict[str, str]]:
    """Return what was paid to each of the other members, by band.

    Known by name, or by any name under which the register has the member. What the analysis left
    out as paid to an anchor is not in its total, and need not be netted off again.
    """
    paid = {
        str(other.pk): spend.paid_to(analysis, names=_names_of(other, register)) for other in others
    }
    return {
        member: {band: str(pence) for band, pence in sorted(bands.items())}
        for member, bands in paid.items()
        if bands
    }


def _names_of(organisation: Organisation, register: Register) -> set[str]:
    known = register.find(organisation.name)
    names = [organisation.name, *([known.name, *known.aliases] if known else [])]
    return set(map(normal_form, names))


def _categories(found: Mapping[str, Any]) -> list[dict[str, Any]]:
    groups = [
        small_cells.Group(spend.category_key(group["name"]), group["name"], _spends(group["bands"]))
        for group in found["categories"]
    ]
    return [
        {
            "key": shown.key,
            "name": shown.name,
            "lines": shown.total.lines,
            "pence": str(shown.total.pence),
            "bands": None if shown.bands is None else _pence(shown.bands),
        }
        for shown in small_cells.shown(groups)
    ]


def _suppliers(analysis: Analysis) -> dict[str, Any]:
    """Return the suppliers by name, and those of the place by category: never individuals.

    Suppliers with fewer than five payments are left out: they may be persons whom the register
    does not know as such.
    """
    named = [
        {"name": group["name"], "pence": group["total"]["pence"], "lines": group["total"]["lines"]}
        for group in analysis.figures["suppliers"]
        if group["name"]
        and group["total"]["lines"] >= small_cells.FEWEST
        and not group["individual"]
    ]
    local = [
        {"key": key, "supplier": supplier.name, "pence": str(supplier.pence)}
        for key, suppliers in sorted(spend.local_suppliers(analysis).items())
        for supplier in suppliers
        if supplier.lines >= small_cells.FEWEST
    ]
    return {"suppliers": named, "local": local}


def periods_of(network: Network) -> list[Period]:
    """Return the periods of which a member shares sums now: most members first, then the newest."""
    shared = standing_shares(network).values_list("start", "end")
    counts: dict[Period, int] = {}
    for start, end in shared:
        counts[Period(start, end)] = counts.get(Period(start, end), 0) + 1
    return sorted(
        counts, key=lambda period: (counts[period], period.end, period.start), reverse=True
    )


def standing_shares(network: Network) -> Any:
    """Return what the network's members share now, by the name of the member."""
    shares = Share.objects.standing().filter(seat__network=network, seat__state=Seat.State.TAKEN)
    return (
        shares.select_related("seat__organisation")
        .defer("analysis")
        .order_by("seat__organisation__name")
    )


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
    """A category of several members together; whole pence."""

    name: str
    pence: int = 0
    members: int = 0
    place_pence: int | None = 0
    leak_pence: int | None = 0


def pooled_categories(shares: Iterable[Share]) -> list[PooledCategory]:
    """Return the categories of the members that share them, the largest first.

    Where one of them does not split a category by place, nobody can say how much of it leaks.
    """
    found: dict[str, PooledCategory] = {}
    for share in shares:
        place = share.figures["areas"][0]["code"]
        for category in share.figures.get("categories", []):
            pooled = found.setdefault(category["key"], PooledCategory(category["name"]))
            pooled.pence += int(category["pence"])
            pooled.members += 1
            bands = category["bands"]
            pooled.place_pence = _plus(pooled.place_pence, bands, place)
            pooled.leak_pence = _plus(pooled.leak_pence, bands, OUTSIDE)
    return sorted(found.values(), key=lambda category: (-category.pence, category.name))


def _plus(sum_: int | None, bands: Mapping[str, str] | None, band: str) -> int | None:
    return None if sum_ is None or bands is None else sum_ + int(bands[band])


@dataclass(frozen=True)
class Recommended:
    """A supplier of the place that another member pays for a category; whole pence."""

    supplier: str
    member: str
    network: str
    pence: int


def paid_by_others(organisation: Organisation, *, category: str) -> list[Recommended]:
    """Return the local suppliers of a category that members of its networks say they pay."""
    seats = organisation.network_seats.taken().select_related("network")
    return sorted(
        (
            Recommended(
                local["supplier"], share.seat.organisation.name, seat.network.name,
                int(local["pence"]),
            )
            for seat in seats
            for share in standing_shares(seat.network)
            if share.seat_id != seat.pk
            for local in share.figures.get("local", [])
            if local["key"] == category
        ),
        key=lambda found: (-found.pence, found.supplier, found.member),
    )  # fmt: skip


def not_netted(shares: Sequence[Share], seats: Iterable[Seat]) -> list[tuple[str, str]]:
    """Return pairs of members where the second joined after the first had shared."""
    return [
        (share.seat.organisation.name, seat.organisation.name)
        for share in shares
        for seat in seats
        if seat.pk != share.seat_id and seat.answered_at and seat.answered_at > share.shared_at
    ]


def offers_to(organisation: Organisation) -> SeatQuerySet:
    """Return the invitations that wait for an answer of this organisation."""
    return Seat.objects.offered_to(organisation).select_related("network__lead")


def area_names(network: Network) -> str:
    """Return the network's place, and the wider area around it, in words."""
    codes = [code for code in (network.place_code, network.wider_place_code) if code]
    names = authority_names(codes)
    return " within ".join(names.get(code, code) for code in codes)
