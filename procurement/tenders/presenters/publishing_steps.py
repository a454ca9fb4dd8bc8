"""The steps of publishing on a tender's page."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse

from procurement.calculations import life
from procurement.tenders.access import APPROVERS, OFFICERS, READERS
from procurement.tenders.models import State, Tender
from procurement.tenders.queries.published import draft_of, open_proposal
from procurement.tenders.steps import Group, Status, Step, part_in, register


@register(order=200)
def publishing_steps(tender: Tender, request: HttpRequest) -> Iterator[Step]:
    """Read the versions, amend, terminate."""
    if not READERS.admits(request):
        return
    if not tender.is_draft:
        yield Step(
            group=Group.PUBLISH,
            title="How bids will be judged",
            hint="Each published version with its fingerprint, as page, PDF and Word file",
            status=Status.DONE,
            url=reverse("tenders:versions", args=[tender.pk]),
        )
    if OFFICERS.admits(request):
        yield from _breaking_off(tender, is_amended=draft_of(tender) is not None)


def publishing(tender: Tender, request: HttpRequest, *, version: str, is_ready: bool) -> Step:
    """Return the step of publishing a draft. `is_ready`: nothing is missing that officers know."""
    may_propose, may_confirm = OFFICERS.admits(request), APPROVERS.admits(request)
    proposal = open_proposal(tender)
    status, hint = part_in(
        proposal, user=request.user, may_propose=may_propose, may_confirm=may_confirm
    )
    if proposal is None and not is_ready:
        status, hint = Status.CANNOT_START, "Once every step above is done; by two people"
    return Step(
        group=Group.PUBLISH,
        title="Check and publish the method" if tender.is_draft else f"Publish version {version}",
        hint=hint or "By two people, before the deadline",
        status=status,
        url=reverse("tenders:publish", args=[tender.pk]) if may_propose or may_confirm else "",
    )


def _breaking_off(tender: Tender, *, is_amended: bool) -> Iterator[Step]:
    """Yield what an officer may do besides going on."""
    if tender.state == State.PUBLISHED:
        yield Step(
            group=Group.PUBLISH,
            title="Amend the method",
            hint="A new version with a reason, by two people, before the deadline",
            status=Status.IN_PROGRESS if is_amended else Status.NONE,
            url=reverse("tenders:amend", args=[tender.pk]),
        )
    if life.Move.TERMINATE in life.possible(tender.state):
        yield Step(
            group=Group.PUBLISH,
            title="Terminate the tender",
            hint="Break it off for good, with a reason",
            url=reverse("tenders:terminate", args=[tender.pk]),
        )
