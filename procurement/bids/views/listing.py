"""The list of bids: receipts while they are sealed, bidders once they are opened."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import FormView, TemplateView

from procurement.bids import actions, permissions, queries
from procurement.bids.forms import WithdrawForm
from procurement.bids.presenters import opened_row, receipt_row
from procurement.bids.views.shared import READERS, BidsPage, OneBidPage
from procurement.tenders.access import OFFICERS
from procurement.tenders.presenters import moment


class BidList(BidsPage, TemplateView):
    """The bids of a tender: as receipts while they are sealed, with their bidders once opened."""

    may_use = READERS
    template_name = "procurement/bids/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add a row for each bid, and what can be done now."""
        tender = self.tender
        version = self.version
        if tender.shows_bids:
            rows = [opened_row(bid, tender, version=version) for bid in queries.opened_bids(tender)]
        else:
            rows = [
                receipt_row(bid, tender, version=version) for bid in queries.receipts_of(tender)
            ]
        return super().get_context_data(
            rows=rows,
            version=version,
            standing=sum(not row["is_withdrawn"] for row in rows),
            undecided=sum(row.get("needs_decision", False) for row in rows),
            lots=list(tender.lots.order_by("position")) if tender.takes_bids else [],
            deadline=moment(tender.deadline, tender),
            is_over=tender.takes_bids and queries.deadline_has_passed(tender),
            may_ask=permissions.may_ask(tender),
            back_url=self.tender_url,
            back_text="Back to tender",
            **kwargs,
        )


class WithdrawBid(OneBidPage, FormView):
    """Take a sealed bid out, with the reason."""

    may_use = OFFICERS
    form_class = WithdrawForm
    template_name = "procurement/bids/form.html"

    def instead(self) -> HttpResponse | None:
        """A bid that no longer can be withdrawn has no such page."""
        return None if permissions.may_withdraw(self.bid) else redirect(self.list_url)

    def get_form_kwargs(self) -> dict[str, Any]:
        """The way back."""
        return super().get_form_kwargs() | {"back": self.list_url}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the words of the page."""
        return super().get_context_data(
            heading=f"Withdraw bid {self.bid.code}",
            words=(
                "It stays sealed, and nobody will read it. It is kept with this reason, and the "
                "bidder can make a new bid until the deadline."
            ),
            **kwargs,
        )

    def form_valid(self, form: WithdrawForm) -> HttpResponse:
        """Withdraw it."""
        try:
            actions.withdraw_bid(
                bid=self.bid,
                reason=form.cleaned_data["reason"],
                by=self.request.user,
                at=timezone.now(),
            )
        except (
            actions.BidsAreClosed,
            actions.DeadlinePassed,
            actions.WithdrawnAlready,
        ) as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, f"Bid {self.bid.code} withdrawn")
        return redirect(self.list_url)
