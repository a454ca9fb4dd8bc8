"""The steps of bids on a tender's page."""

from collections.abc import Iterator

from django.db.models import Count, Q
from django.http import HttpRequest
from django.urls import reverse

from procurement.bids import permissions, queries
from procurement.calculations.life import Move
from procurement.tenders.access import OFFICERS
from procurement.tenders.models import State, Tender
from procurement.tenders.steps import Group, Status, Step, part_in, register


@register(order=300)
def bid_steps(tender: Tender, request: HttpRequest) -> Iterator[Step]:
    """Receive bids, open them, decide on late ones, ask bidders."""
    if permissions.READERS.isdisjoint(request.roles):
        return
    counts = tender.bids.aggregate(
        standing=Count("pk", filter=Q(withdrawn_at=None)),
        undecided=Count("pk", filter=Q(withdrawn_at=None, is_late=True, late_decision=None)),
    )
    yield _receiving(tender, counts["standing"])
    yield _opening(tender, request)
    if tender.shows_bids:
        if tender.state == State.CLOSED and counts["undecided"]:
            yield Step(
                group=Group.BIDS,
                title="Decide on late bids",
                hint=f"{counts['undecided']} to decide, before scoring starts",
                status=Status.TO_DO,
                url=reverse("bids:list", args=[tender.pk]),
            )
        yield _questions(tender)


def _receiving(tender: Tender, standing: int) -> Step:
    """Return the step of receiving bids."""
    if tender.is_draft:
        status = Status.CANNOT_START
    elif tender.takes_bids:
        status = Status.OPEN
    else:
        status = Status.DONE
    plural = "" if standing == 1 else "s"
    return Step(
        group=Group.BIDS,
        title="Receive bids",
        hint=(
            f"{standing} bid{plural}"
            if standing
            else "By hand, from filled templates or from OCDS; sealed until opened"
        ),
        status=status,
        url="" if tender.is_draft else reverse("bids:list", args=[tender.pk]),
    )


def _opening(tender: Tender, request: HttpRequest) -> Step:
    """Return the step of opening the bids."""
    hint, status, url = "By two people, after the deadline", Status.CANNOT_START, ""
    if tender.shows_bids:
        status = Status.DONE
    elif tender.takes_bids and queries.deadline_has_passed(tender):
        proposal = tender.proposals.open().filter(move=Move.OPEN_BIDS).first()
        status, said = part_in(
            proposal,
            user=request.user,
            may_propose=OFFICERS.admits(request),
            may_confirm=not permissions.OPENERS.isdisjoint(request.roles)
            and not permissions.judges(request.user, tender),
        )
        hint = said or "The deadline has passed"
        url = reverse("bids:opening", args=[tender.pk])
    return Step(group=Group.BIDS, title="Open the bids", hint=hint, status=status, url=url)


def _questions(tender: Tender) -> Step:
    """Return the step of asking bidders."""
    waiting = queries.open_clarifications(tender).count()
    return Step(
        group=Group.BIDS,
        title="Questions to bidders",
        hint=f"Waiting for an answer: {waiting}" if waiting else "None waits for an answer",
        status=Status.IN_PROGRESS if waiting else Status.NONE,
        url=reverse("bids:questions", args=[tender.pk]),
    )
