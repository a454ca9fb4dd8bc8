"""Reading what was opened: a bid, the file it came in, and the commitments of all of them."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.generic import TemplateView, View

from procurement.bids import permissions, queries
from procurement.bids.models import Commitment
from procurement.bids.presenters import offer, opened_row, promise_cells
from procurement.bids.reports import XLSX, commitments_csv, commitments_xlsx
from procurement.bids.views.shared import READERS, BidsPage, OneBidPage
from procurement.calculations.commitments import advice_on
from procurement.tenders.presenters import money
from socialvalue.core.exports import file_name
from socialvalue.core.responses import CSV, download


class ReadBid(OneBidPage, TemplateView):
    """One opened bid: its answers and commitments. Its price is shown once prices are opened."""

    may_use = READERS
    template_name = "procurement/bids/read.html"

    def is_allowed(self) -> bool:
        """Once bids are opened, and not for who keeps away from the bidder."""
        return permissions.may_read_content(self.request.user, self.request.roles, self.bid)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what the bid says."""
        tender, bid = self.tender, self.bid
        methodology = queries.published_method(tender)
        said = offer(
            queries.paper_of(methodology, bid.lot),
            answers={each.criterion.code: each.text for each in queries.answers_of(bid)},
            commitments=[
                queries.promise_of(each)
                for each in bid.commitments.select_related("criterion").order_by("position")
            ],
            first_day=queries.first_day(tender),
        )
        is_shown = tender.shows_prices and permissions.is_read(bid)
        price = getattr(bid, "price", None) if is_shown else None
        return super().get_context_data(
            bid=bid,
            row=opened_row(bid, tender, version=methodology.version),
            price=money(price.price_pence) if price else "",
            may_read_file=self._has_file(),
            may_ask=permissions.may_ask(tender),
            **said,
            **kwargs,
        )

    def _has_file(self) -> bool:
        may = permissions.may_read_file(self.request.user, self.request.roles, self.bid)
        return may and hasattr(self.bid, "envelope")


class ReceivedFile(OneBidPage, View):
    """What was received of a bid, byte for byte, once prices are opened."""

    may_use = READERS

    def is_allowed(self) -> bool:
        """Once prices are opened too: the file holds the price."""
        return permissions.may_read_file(self.request.user, self.request.roles, self.bid)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Return it for saving."""
        envelope = getattr(self.bid, "envelope", None)
        if envelope is None:
            raise Http404
        ending = envelope.file_name.rpartition(".")[2][:5]
        name = file_name(f"bid {self.bid.code}", ending=ending if ending.isalnum() else "bin")
        return download(bytes(envelope.content), name=name, content_type="application/octet-stream")


class CommitmentsPage(BidsPage):
    """A page with the commitments of all opened bids."""

    may_use = READERS

    def instead(self) -> HttpResponse | None:
        """While bids are sealed there is nothing to show."""
        return None if self.tender.shows_bids else redirect(self.list_url)

    def rows(self) -> list[tuple[Commitment, str]]:
        """Return the commitments that this person may see, each with what it lacks."""
        found = queries.commitments_for(self.request.user, tender=self.tender)
        on = queries.first_day(self.tender)
        return [(each, advice_on(queries.promise_of(each), on=on)) for each in found]

    def name(self, ending: str) -> str:
        """Return the name of the file."""
        return file_name(f"commitments {self.tender.reference}", ending=ending)


class Commitments(CommitmentsPage, TemplateView):
    """The commitments of all opened bids in one table."""

    template_name = "procurement/bids/commitments.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add a row for each."""
        return super().get_context_data(
            rows=[
                promise_cells(queries.promise_of(each))
                | {
                    "bidder": each.bid.bidder.name,
                    "bid": each.bid.code,
                    "criterion": each.criterion.code,
                    "advice": lacks,
                }
                for each, lacks in self.rows()
            ],
            **kwargs,
        )


class CommitmentsCsv(CommitmentsPage, View):
    """The same as CSV."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Return it for saving."""
        return download(commitments_csv(self.rows()), name=self.name("csv"), content_type=CSV)


class CommitmentsXlsx(CommitmentsPage, View):
    """The same as XLSX."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Return it for saving."""
        return download(commitments_xlsx(self.rows()), name=self.name("xlsx"), content_type=XLSX)
