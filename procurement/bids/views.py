"""Doors for bids. Only procurement officers come here: the pages show prices."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import FormView, TemplateView

from procurement.bids import actions, queries
from procurement.bids.forms import BidForm, WithdrawForm
from procurement.bids.presenters import bid_row
from procurement.tenders.access import OFFICERS, TenderPage
from procurement.tenders.presenters import BASES

FIELD_OF_REFUSAL = {actions.BidsTwice: "bidder_name", actions.BidInTheFuture: "submitted"}
"""Where on the form an action's refusal is put right; the others are about the whole page."""


class BidList(TenderPage, TemplateView):
    """The bids of a tender."""

    may_use = OFFICERS
    template_name = "procurement/bids/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add a row for each bid."""
        bids = queries.bids_with_prices(self.tender)
        fixed_at = queries.method_fixed_at(self.tender)
        return super().get_context_data(
            rows=[bid_row(bid, self.tender, fixed_at=fixed_at) for bid in bids],
            has_lots=self.tender.lots.count() > 1,
            **kwargs,
        )


class BidPage(TenderPage, FormView):
    """A page that changes the bids of a tender."""

    may_use = OFFICERS
    form_class = BidForm
    template_name = "procurement/bids/bid.html"

    @property
    def list_url(self) -> str:
        """The address of the list of bids."""
        return reverse("bids:list", args=[self.tender.pk])

    def get_form_kwargs(self) -> dict[str, Any]:
        """The lots, the basis of prices, and the way back."""
        return super().get_form_kwargs() | {
            "lots": [(lot.code, f"{lot.code}: {lot.title}") for lot in self.tender.lots.all()],
            "basis": BASES[self.tender.price_basis],
            "back": self.list_url,
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the way back to the list."""
        return super().get_context_data(back_url=self.list_url, back_text="Back to bids", **kwargs)

    def refused(self, form: Any, refusal: Exception) -> HttpResponse:
        """Say why nothing was saved."""
        form.add_error(FIELD_OF_REFUSAL.get(type(refusal)), str(refusal))
        return self.form_invalid(form)


class RecordBid(BidPage):
    """Record a bid."""

    extra_context = {"heading": "Record a bid"}

    def form_valid(self, form: BidForm) -> HttpResponse:
        """Store it."""
        answers = form.cleaned_data
        try:
            bid = actions.record_bid(
                tender=self.tender,
                lot=get_object_or_404(self.tender.lots, code=answers["lot"]),
                bidder_name=answers["bidder_name"],
                price_pence=answers["price_pence"],
                submitted=answers["submitted"],
                by=self.request.user,
                at=timezone.now(),
            )
        except (actions.BidsAreClosed, actions.BidInTheFuture, actions.BidsTwice) as refusal:
            return self.refused(form, refusal)
        messages.success(self.request, f"Bid of {bid.bidder.name} recorded")
        return redirect(self.list_url)


class OneBid(BidPage):
    """A page about one bid that stands."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the bid among the tender's own."""
        super().setup(request, *args, **kwargs)
        bids = queries.bids_with_prices(self.tender).standing()
        self.bid = get_object_or_404(bids, pk=kwargs["bid_pk"])


class ChangeBid(OneBid):
    """Change a bid."""

    extra_context = {"heading": "Change the bid"}

    def get_initial(self) -> dict[str, Any]:
        """The bid as it is."""
        return {
            "edits": self.bid.edits,
            "bidder_name": self.bid.bidder.name,
            "lot": self.bid.lot.code,
            "price_pence": queries.price_pence_of(self.bid),
            "submitted": self.bid.submitted,
        }

    def get_form_kwargs(self) -> dict[str, Any]:
        """A bid stays in its lot, and a change says why."""
        kwargs = super().get_form_kwargs()
        lot = self.bid.lot
        return kwargs | {"lots": [(lot.code, f"{lot.code}: {lot.title}")], "is_change": True}

    def form_valid(self, form: BidForm) -> HttpResponse:
        """Store the change."""
        answers = form.cleaned_data
        edits = answers["edits"]
        try:
            actions.change_bid(
                bid=self.bid,
                bidder_name=answers["bidder_name"],
                price_pence=answers["price_pence"],
                submitted=answers["submitted"],
                reason=answers["reason"],
                edits=-1 if edits is None else edits,
                by=self.request.user,
                at=timezone.now(),
            )
        except actions.BidChangedMeanwhile as refusal:
            form.data = form.data.copy()
            form.data["edits"] = self.bid.edits
            return self.refused(form, refusal)
        except (actions.BidsAreClosed, actions.BidInTheFuture, actions.BidsTwice) as refusal:
            return self.refused(form, refusal)
        messages.success(self.request, "Bid changed")
        return redirect(self.list_url)


class WithdrawBid(OneBid):
    """Take a bid out, with the reason."""

    form_class = WithdrawForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """The way back."""
        kwargs = super().get_form_kwargs()
        return {name: kwargs[name] for name in kwargs if name not in {"lots", "basis"}}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the words of the page."""
        heading = f"Withdraw the bid of {self.bid.bidder.name}"
        return super().get_context_data(heading=heading, **kwargs)

    def form_valid(self, form: WithdrawForm) -> HttpResponse:
        """Withdraw it."""
        try:
            actions.withdraw_bid(
                bid=self.bid,
                reason=form.cleaned_data["reason"],
                by=self.request.user,
                at=timezone.now(),
            )
        except (actions.BidsAreClosed, actions.BidChangedMeanwhile) as refusal:
            return self.refused(form, refusal)
        messages.success(self.request, f"Bid of {self.bid.bidder.name} withdrawn")
        return redirect(self.list_url)
