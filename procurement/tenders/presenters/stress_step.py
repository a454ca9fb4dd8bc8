"""The stress test among the steps of a tender's page."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse

from procurement.tenders import queries
from procurement.tenders.access import PRICE_READERS
from procurement.tenders.models import State, Tender
from procurement.tenders.queries.stress import without_acknowledgement
from procurement.tenders.steps import Group, Status, Step, register


@register(order=190)
def stress_step(tender: Tender, request: HttpRequest) -> Iterator[Step]:
    """Try the method on made-up bids, until bids are opened."""
    if tender.state not in {State.DRAFT, State.PUBLISHED} or not PRICE_READERS.admits(request):
        return
    waits = tender.is_draft and without_acknowledgement(queries.methodology_of(tender))
    yield Step(
        group=Group.PUBLISH,
        title="Stress test",
        hint="Try the method on made-up bids: can a losing bid change the winner?",
        status=Status.TO_DO if waits else Status.NONE,
        url=reverse("tenders:stress", args=[tender.pk]),
    )
