"""What the pages of bids have in common."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from procurement.bids import permissions, queries
from procurement.tenders.access import TenderPage
from procurement.tenders.queries import NoMethod
from socialvalue.core.access import roles

READERS = roles(*permissions.READERS)


class BidsPage(TenderPage):
    """A page about the bids of a tender. It leads back to the list of them."""

    @property
    def list_url(self) -> str:
        """The address of the list of bids."""
        return reverse("bids:list", args=[self.tender.pk])

    @property
    def version(self) -> str:
        """The version of the method that bids are judged by, empty while there is none."""
        try:
            return queries.published_method(self.tender).version
        except NoMethod:
            return ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the way back to the list."""
        kwargs.setdefault("back_url", self.list_url)
        kwargs.setdefault("back_text", "Back to bids")
        return super().get_context_data(**kwargs)


class OneBidPage(BidsPage):
    """A page about one bid of the tender. What it says is loaded only if it is opened."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the bid among the tender's own."""
        super().setup(request, *args, **kwargs)
        bids = self.tender.bids.select_related("bidder", "lot", "late_decision")
        self.bid = get_object_or_404(bids, pk=kwargs["bid_pk"])
        self.bid.tender = self.tender
