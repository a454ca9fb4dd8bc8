"""What a member would share of an analysis, and what a network knows together.

`shared_figures` is the only place where an analysis is read for others: everything that a network's
pages show comes from what it returned on the day of sharing (`Share.figures`).
"""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from socialvalue.accounts.models import Organisation
from socialvalue.calculations.spend import small_cells
from socialvalue.calculations.spend.bands import Spend
from socialvalue.calculations.spend.netting import nettings_of
from socialvalue.networks.models import Network, Seat, SeatQuerySet, Share
from socialvalue.networks.queries.knowing import TOO_FEW, members_known
from socialvalue.networks.queries.naming import named_in, named_suppliers
from socialvalue.places.queries import authority_names
from socialvalue.spend import queries as spend
from socialvalue.spend.models import Analysis

VERSION = 2
"""1 had no netting by category, and did not say how members are known."""

LEVELS = list(Share.Level)
Bands = Mapping[str, Spend]


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
    analysis: Analysis, *, seat: Seat, level: str, others: Iterable[Organisation]
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
    shown = _categories(found)
    depth = LEVELS.index(Share.Level(level))
    return {
        "version": VERSION,
        "areas": found["areas"],
        "lines": total.lines,
        "total": str(total.pence),
        "bands": _pence(bands) if small_cells.may_split(bands) else None,
        **_netted(analysis, seat, others, bands=bands, shown=shown),
        "left_out_between": _unless_few(found["inter_anchor"]),
        **({"categories": [_kept(each) for each in shown]} if depth >= 1 else {}),
        **(named_suppliers(analysis) if depth >= 2 else {}),
    }


def _spend(kept: Mapping[str, Any]) -> Spend:
    return Spend(kept["lines"], int(kept["pence"]))


def _spends(kept: Mapping[str, Any]) -> dict[str, Spend]:
    return {band: _spend(spend) for band, spend in kept.items()}


def _pence(bands: Mapping[str, Spend]) -> dict[str, str]:
    return {band: str(spend.pence) for band, spend in bands.items()}


def _unless_few(kept: Mapping[str, Any]) -> str | None:
    """Return the pence of a spend; None where it would say what single payments were."""
    return None if small_cells.is_small(_spend(kept)) else str(kept["pence"])


def _netted(
    analysis: Analysis,
    seat: Seat,
    others: Iterable[Organisation],
    *,
    bands: Bands,
    shown: Sequence[small_cells.Shown],
) -> dict[str, Any]:
    """Return what was paid to each of the other members, and how each of them was known.

    `netted` is by band, `netted_categories` what of it can be told by category. What the analysis
    left out as paid to an anchor is not in its total, and need not be netted off again.
    """
    known = members_known(seat, others)
    paid = {each.key: spend.paid_to(analysis, keys=each.keys, names=each.names) for each in known}
    kept = {group.key for group in shown}
    to_net = {member: _as_shown(cells, kept) for member, cells in paid.items() if cells}
    nettings = nettings_of(
        to_net,
        total=bands,
        categories={group.key: group.bands for group in shown},
    )
    told = {member: netting for member, netting in nettings.items() if netting}
    return {
        "netted": {member: _pence(netting.bands) for member, netting in told.items()},
        "netted_categories": {
            member: {key: _pence(part) for key, part in sorted(netting.told.items())}
            for member, netting in told.items()
        },
        "known": {
            each.key: TOO_FEW
            if each.key in nettings and each.key not in told
            else each.how_if(paid=bool(paid[each.key]))
            for each in known
        },
    }


def _as_shown(
    by_category: Mapping[str, Bands], kept: Collection[str]
) -> dict[str, dict[str, Spend]]:
    """Return what was paid by category, those that are shown together as one."""
    found: dict[str, dict[str, Spend]] = {}
    for key, bands in by_category.items():
        cell = found.setdefault(key if key in kept else small_cells.OTHERS, {})
        for band, spend_ in bands.items():
            cell[band] = cell.get(band, Spend()).plus(spend_)
    return found


def _categories(found: Mapping[str, Any]) -> list[small_cells.Shown]:
    return small_cells.shown(
        small_cells.Group(spend.category_key(group["name"]), group["name"], _spends(group["bands"]))
        for group in found["categories"]
    )


def _kept(shown: small_cells.Shown) -> dict[str, Any]:
    return {
        "key": shown.key,
        "name": shown.name,
        "lines": shown.total.lines,
        "pence": str(shown.total.pence),
        "bands": None if shown.bands is None else _pence(shown.bands),
    }


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
            for local in named_in(share)["local"]
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
