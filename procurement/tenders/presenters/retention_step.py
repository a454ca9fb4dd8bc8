"""How long a tender is kept, on its page."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse

from procurement.tenders import steps
from procurement.tenders.access import PRICE_READERS
from procurement.tenders.models import Tender
from procurement.tenders.steps import Group, Step


@steps.register(order=900)
def retention_step(tender: Tender, request: HttpRequest) -> Iterator[Step]:
    """Yield the step to how long a tender is kept, for those who may read it."""
    if not tender.is_draft and PRICE_READERS.admits(request):
        yield Step(
            group=Group.AFTER,
            title="Retention and legal hold",
            hint="How long the records are kept, and what is taken out then",
            url=reverse("tenders:retention", args=[tender.pk]),
        )
