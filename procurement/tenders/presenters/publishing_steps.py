"""The steps of publishing on a tender's page."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse

from procurement.calculations import life
from procurement.tenders.access import OFFICERS, READERS
from procurement.tenders.models import State, Tender
from procurement.tenders.queries.published import draft_of, open_proposal
from procurement.tenders.steps import Group, Status, Step, register
from socialvalue.accounts.models import Role


@register(order=200)
def publishing_steps(tender: Tender, request: HttpRequest) -> Iterator[Step]:
    """Publish, amend, read the versions, terminate."""
    if not READERS.admits(request):
        return
    decides = not {Role.PROCUREMENT_OFFICER, Role.APPROVER}.isdisjoint(request.roles)
    draft = draft_of(tender)
    if draft is not None:
        yield _publishing(tender, version=draft.version, decides=decides)
    if not tender.is_draft:
        yield Step(
            group=Group.PUBLISH,
            title="How bids will be judged",
            hint="Each published version with its fingerprint, as page, PDF and Word file",
            status=Status.DONE,
            url=reverse("tenders:versions", args=[tender.pk]),
        )
    if OFFICERS.admits(request):
        yield from _breaking_off(tender, is_amended=draft is not None)


def _publishing(tender: Tender, *, version: str, decides: bool) -> Step:
    """Return the step of publishing a draft."""
    proposed = open_proposal(tender) is not None
    return Step(
        group=Group.PUBLISH,
        title="Check and publish the method" if tender.is_draft else f"Publish version {version}",
        hint="Waits for an approver" if proposed else "By two people, before the deadline",
        status=Status.WAITING if proposed else Status.TO_DO,
        url=reverse("tenders:publish", args=[tender.pk]) if decides else "",
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
