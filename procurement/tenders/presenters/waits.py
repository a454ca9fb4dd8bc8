"""What waits for approvers while a method is made and published."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse

from procurement.calculations.life import Move
from procurement.tenders.access import APPROVERS
from procurement.tenders.models import Proposal
from procurement.tenders.queries.proposed import departures_to_decide, proposals_to_decide
from procurement.tenders.waiting import Wait, register

PUBLICATIONS = {
    Move.PUBLISH: "Confirm or refuse that the method is published",
    Move.AMEND: "Confirm or refuse the new version of the method",
}


@register(order=100)
def publications_to_confirm(request: HttpRequest) -> Iterator[Wait]:
    """Methods that are proposed for publication, and departures from binding rules."""
    if not APPROVERS.admits(request):
        return
    who = {"organisation": request.organisation, "user": request.user}
    for proposal in proposals_to_decide(**who, moves=list(PUBLICATIONS)):
        yield proposed(proposal, what=PUBLICATIONS[Move(proposal.move)], page="tenders:publish")
    for departure in departures_to_decide(**who):
        tender = departure.methodology.tender
        yield Wait(
            tender=tender,
            what=f"Confirm or refuse the departure from {departure.rule_title}",
            why=f"Recorded by {departure.recorded_by}",
            url=reverse("tenders:departure", args=[tender.pk, departure.pk]),
            since=departure.recorded_at,
        )


def proposed(proposal: Proposal, *, what: str, page: str) -> Wait:
    """Return that a proposal waits, and the page on which it is decided."""
    return Wait(
        tender=proposal.tender,
        what=what,
        why=f"Proposed by {proposal.proposed_by}",
        url=reverse(page, args=[proposal.tender_id]),
        since=proposal.proposed_at,
    )
