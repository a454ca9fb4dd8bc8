"""How long a tender is kept, and what stands in the way of a purge."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.db import models

from procurement.calculations.life import Move
from procurement.calculations.retention import kept_until
from procurement.tenders import retaining
from procurement.tenders.models import LegalHold, State, Tender
from socialvalue.core.forms.dates import in_words

ENDS = (Move.AWARD, Move.TERMINATE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """How long a tender is kept. `until` is None while it has no end to count from."""

    tender: Tender
    policy: retaining.Policy
    counts_from: dt.date | None
    until: dt.date | None
    hold: LegalHold | None

    def is_due(self, *, today: dt.date) -> bool:
        """Whether its time has passed, no hold stands, and nothing was purged yet."""
        return not self.in_the_way(today=today)

    def in_the_way(self, *, today: dt.date) -> list[str]:
        """Return in sentences what stands in the way of a purge."""
        said = []
        if hasattr(self.tender, "purge"):
            return ["It was purged already."]
        if self.tender.state != State.ARCHIVED:
            said.append("It is not archived.")
        if self.until is None:
            said.append("It was neither awarded nor terminated, so there is no day to count from.")
        elif today <= self.until:
            said.append(f"It is kept to the end of {in_words(self.until)}.")
        if self.hold is not None:
            said.append("A legal hold stands.")
        return said


def kept(tender: Tender) -> Kept:
    """Return how long a tender is kept."""
    policy = retaining.policy_of(tender)
    counts_from = counts_from_of(tender)
    return Kept(
        tender=tender,
        policy=policy,
        counts_from=counts_from,
        until=counts_from and kept_until(counts_from, years=policy.years),
        hold=tender.legal_holds.filter(lifted_at=None).first(),
    )


def counts_from_of(tender: Tender) -> dt.date | None:
    """Return the day that counts: the one that was set, or that of the award or termination."""
    if hasattr(tender, "kept_from"):
        return tender.kept_from.counts_from
    return ended_on(tender)


def ended_on(tender: Tender) -> dt.date | None:
    """Return the day of the award or the termination, in the tender's time zone; None before."""
    last = tender.state_changes.filter(move__in=ENDS).order_by("-number").first()
    return last and last.moved_at.astimezone(ZoneInfo(tender.time_zone)).date()


def archived_tenders() -> models.QuerySet[Tender]:
    """Return every tender that was put away, of all organisations: for whoever runs the tool."""
    archived = Tender.objects.filter(state=State.ARCHIVED)
    return archived.select_related("organisation").order_by("organisation__name", "reference")


def due_of(tenders: Iterable[Tender], *, today: dt.date) -> list[Kept]:
    """Return the tenders whose time has passed and that nothing holds."""
    return [each for tender in tenders if (each := kept(tender)).is_due(today=today)]
