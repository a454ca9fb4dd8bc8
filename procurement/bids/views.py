"""Doors for bids."""

from typing import Any

from django.views.generic import TemplateView

from procurement.bids import queries
from procurement.bids.presenters import receipt_row
from procurement.tenders.access import OFFICERS, TenderPage


class BidList(TenderPage, TemplateView):
    """The bids of a tender."""

    may_use = OFFICERS
    template_name = "procurement/bids/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add a row for each bid."""
        rows = [receipt_row(bid, self.tender) for bid in queries.receipts_of(self.tender)]
        return super().get_context_data(rows=rows, **kwargs)
