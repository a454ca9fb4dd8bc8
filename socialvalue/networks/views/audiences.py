"""Who may use the pages of networks, and how one of their things is found."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property

from socialvalue.accounts.models import Role
from socialvalue.core.access import Allowed, roles
from socialvalue.networks import queries
from socialvalue.networks.models import Seat, Share

READERS = roles(Role.DATA_OFFICER, Role.ADMINISTRATOR, Role.AUDITOR)
OFFICERS = roles(Role.DATA_OFFICER, Role.ADMINISTRATOR)


class OfNetwork(Allowed):
    """A page about a network to which the organisation belongs."""

    may_use = READERS

    def setup(self, request: HttpRequest, *args: object, **kwargs: Any) -> None:
        """Find the organisation's own seat in it, and so the network."""
        super().setup(request, *args, **kwargs)
        seats = request.organisation.network_seats.taken().select_related(
            "network__lead", "organisation"
        )
        self.seat: Seat = get_object_or_404(seats, network=kwargs["network_pk"])
        self.network = self.seat.network
        self.extra_context = {"network": self.network, "seat": self.seat}

    @property
    def is_lead(self) -> bool:
        """Whether the organisation leads the network."""
        return self.network.lead_id == self.seat.organisation_id


class OfPeriod(OfNetwork):
    """What the members share of the period that the address asks for."""

    @cached_property
    def period(self) -> queries.Period | None:
        """The period asked for, else the one of which most members share something."""
        periods = queries.periods_of(self.network)
        asked = self.request.GET.get("period", "")
        chosen = [period for period in periods if period.key == asked]
        return next(iter([*chosen, *periods]), None)

    @cached_property
    def shares(self) -> list[Share]:
        """What the members share of it."""
        if self.period is None:
            return []
        shares = queries.standing_shares(self.network)
        return list(shares.filter(start=self.period.start, end=self.period.end))

    @cached_property
    def seats(self) -> list[Seat]:
        """The members, by name."""
        seats = self.network.seats.taken().select_related("organisation")
        return list(seats.order_by("organisation__name"))
