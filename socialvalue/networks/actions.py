"""Everything that changes networks: found, invite, answer, share, withdraw, leave."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction

from socialvalue.accounts.models import Organisation, User
from socialvalue.audit import actions as audit
from socialvalue.networks import queries
from socialvalue.networks.models import Network, Seat, Share
from socialvalue.spend.models import Analysis
from socialvalue.suppliers.models import Supplier


class SeatOfferedAlready(ValueError):
    """Somebody of this name was invited, or belongs to the network."""


class NothingOffered(ValueError):
    """The invitation was answered already."""


class NotOfThisPlace(ValueError):
    """The analysis is not one of the network's areas, or not of the member."""


class PeriodOverlaps(ValueError):
    """Sums of other days are shared already, from which single payments could be told.

    `other` is what is shared.
    """

    def __init__(self, other: Share) -> None:
        self.other = other
        super().__init__(
            f"You share sums of {other.start:%-d %B %Y} to {other.end:%-d %B %Y} with "
            f"{other.seat.network}, which has some of the same days. Withdraw it first, or choose "
            "another period"
        )


class NotAMember(ValueError):
    """The organisation does not belong to the network any more."""


@transaction.atomic
def found_network(
    *,
    organisation: Organisation,
    name: str,
    place_code: str,
    wider_place_code: str,
    by: User | str,
    at: dt.datetime,
) -> Network:
    """Start a network; the organisation leads it and is its first member."""
    network = Network.objects.create(
        name=name,
        place_code=place_code,
        wider_place_code=wider_place_code,
        lead=organisation,
        founded_at=at,
        founded_by=str(by),
    )
    Seat.objects.create(
        network=network,
        organisation=organisation,
        offered_to_name=organisation.name,
        state=Seat.State.TAKEN,
        offered_at=at,
        offered_by=str(by),
        answered_at=at,
        answered_by=str(by),
    )
    _record(network, "network.founded", organisation, by=by, at=at, after={"name": name})
    return network


@transaction.atomic
def offer_seat(*, network: Network, name: str, by: User | str, at: dt.datetime) -> Seat:
    """Invite the organisation of this name. Whether it is here is not looked up.

    Raises SeatOfferedAlready.
    """
    try:
        with transaction.atomic():
            seat = Seat.objects.create(
                network=network, offered_to_name=name, offered_at=at, offered_by=str(by)
            )
    except IntegrityError:
        raise SeatOfferedAlready(f"{name} was invited already, or belongs to the network") from None
    _record(network, "network.invited", network.lead, by=by, at=at, after={"name": name})
    return seat


@transaction.atomic
def answer_offer(
    *, seat: Seat, organisation: Organisation, accept: bool, by: User | str, at: dt.datetime
) -> Seat:
    """Take a seat or decline it. Raises NothingOffered."""
    seat = Seat.objects.select_for_update(of=("self",)).select_related("network").get(pk=seat.pk)
    if seat.state != Seat.State.OFFERED:
        raise NothingOffered("This invitation was answered already.")
    seat.state = Seat.State.TAKEN if accept else Seat.State.REFUSED
    seat.organisation = organisation if accept else None
    seat.answered_at, seat.answered_by = at, str(by)
    seat.save(update_fields=["state", "organisation", "answered_at", "answered_by"])
    did = "network.joined" if accept else "network.declined"
    _record(seat.network, did, organisation, by=by, at=at, after={"member": seat.offered_to_name})
    return seat


@transaction.atomic
def share(*, seat: Seat, analysis: Analysis, level: str, by: User, at: dt.datetime) -> Share:
    """Share sums of an analysis with the network, instead of what was shared of its period.

    Raises NotAMember; NotOfThisPlace; PeriodOverlaps; queries.TooFewToShare.
    """
    seat = _locked(seat)
    _refuse_another_place(seat, analysis)
    _refuse_overlap(seat, analysis)
    others = queries.other_members(seat)
    figures = queries.shared_figures(analysis, seat=seat, level=level, others=others)
    for former in seat.shares.standing().filter(start=analysis.start, end=analysis.end):
        _withdraw(former, by=by, at=at)
    shared = Share.objects.create(
        seat=seat,
        analysis=analysis,
        level=level,
        start=analysis.start,
        end=analysis.end,
        figures=figures,
        shared_at=at,
        shared_by=str(by),
    )
    after = {"analysis": str(analysis.pk), "level": level}
    _record(seat.network, "network.shared", seat.organisation, by=by, at=at, after=after)
    return shared


def _refuse_another_place(seat: Seat, analysis: Analysis) -> None:
    network = seat.network
    if (
        analysis.organisation_id != seat.organisation_id
        or not analysis.is_done
        or analysis.place_code != network.place_code
        or analysis.wider_place_code != network.wider_place_code
    ):
        raise NotOfThisPlace("Choose a finished analysis of the network's own areas.")


def _refuse_overlap(seat: Seat, analysis: Analysis) -> None:
    """Refuse a period that shares some days with another: a year less all but a day is that day.

    In whichever network the other is shared: somebody may belong to both.
    """
    same = {"start": analysis.start, "end": analysis.end}
    shared = Share.objects.standing().filter(seat__organisation=seat.organisation_id)
    others = shared.exclude(**same).select_related("seat__network")
    if other := others.filter(start__lte=analysis.end, end__gte=analysis.start).first():
        raise PeriodOverlaps(other)


@transaction.atomic
def say_who_members_are(
    *, seat: Seat, said: Mapping[Organisation, Supplier | None], by: User, at: dt.datetime
) -> None:
    """Say which of the organisation's suppliers each member is, None for none of them.

    Members that are left out are known by their name again. What was shared before stays as it
    was: it can be shared again. Raises NotAMember.
    """
    seat = _locked(seat)
    before = {each.member_id: each for each in queries.said_of(seat)}
    seat.members_as_suppliers.exclude(member__in=said).delete()
    for member, supplier in said.items():
        was = before.get(member.pk)
        if was is None or was.supplier != supplier:
            seat.members_as_suppliers.update_or_create(
                member=member,
                defaults={"supplier": supplier, "said_at": at, "said_by": str(by)},
            )
    after = {
        member.name: supplier.name if supplier else "none" for member, supplier in said.items()
    }
    _record(seat.network, "network.members_known", seat.organisation, by=by, at=at, after=after)


@transaction.atomic
def withdraw_share(*, share: Share, by: User | str, at: dt.datetime) -> None:
    """Share this no more: from now on nobody else sees it. Doing it twice changes nothing."""
    seat = Seat.objects.select_for_update(of=("self",)).select_related("network", "organisation")
    held = seat.get(pk=share.seat_id)
    for standing in held.shares.standing().filter(pk=share.pk):
        _withdraw(standing, by=by, at=at)
        after = {"share": str(standing.pk)}
        _record(held.network, "network.withdrawn", held.organisation, by=by, at=at, after=after)


def _withdraw(share: Share, *, by: User | str, at: dt.datetime) -> None:
    share.withdrawn_at, share.withdrawn_by = at, str(by)
    share.save(update_fields=["withdrawn_at", "withdrawn_by"])


@transaction.atomic
def leave(*, seat: Seat, by: User | str, at: dt.datetime) -> None:
    """Leave a network, and share nothing with it any more. Raises NotAMember."""
    seat = _locked(seat)
    for standing in seat.shares.standing():
        _withdraw(standing, by=by, at=at)
    seat.state, seat.left_at, seat.left_by = Seat.State.LEFT, at, str(by)
    seat.save(update_fields=["state", "left_at", "left_by"])
    _record(seat.network, "network.left", seat.organisation, by=by, at=at)


def _locked(seat: Seat) -> Seat:
    seats = Seat.objects.select_for_update(of=("self",)).select_related("network", "organisation")
    seat = seats.get(pk=seat.pk)
    if seat.state != Seat.State.TAKEN:
        raise NotAMember("Your organisation does not belong to this network any more.")
    return seat


def _record(network: Network, did: str, organisation: Organisation | None, **details: Any) -> None:
    audit.record(did=did, subject=network, organisation=organisation, **details)
