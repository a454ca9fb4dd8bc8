"""Recording decisions that people took: disqualification, lots drawn."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import FormView

from procurement.evaluation import actions, permissions, queries
from procurement.evaluation.forms import DisqualifyForm, DrawForm
from procurement.tenders.access import OFFICERS, TenderPage


class Decision(TenderPage, FormView):
    """A page that records a decision."""

    may_use = OFFICERS
    template_name = "procurement/evaluation/decision.html"

    def is_allowed(self) -> bool:
        """An officer who runs this tender and reads of all bids, once bidders may be known."""
        who = {"user": self.request.user, "roles": self.request.roles}
        return self.tender.shows_bids and permissions.decides(self.tender, **who)

    @property
    def result_url(self) -> str:
        """The address of the result."""
        return reverse("evaluation:result", args=[self.tender.pk])

    def get_form_kwargs(self) -> dict[str, Any]:
        """The way back."""
        return super().get_form_kwargs() | {"back": self.result_url}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the way back to the result."""
        return super().get_context_data(
            back_url=self.result_url, back_text="Back to the result", **kwargs
        )

    def refused(self, form: Any, refusal: Exception) -> HttpResponse:
        """Say why nothing was saved."""
        form.add_error(None, str(refusal))
        return self.form_invalid(form)


class Disqualify(Decision):
    """Record that a bid takes no further part."""

    form_class = DisqualifyForm

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the bid among the tender's own."""
        super().setup(request, *args, **kwargs)
        self.bid = get_object_or_404(queries.bids_that_stand(self.tender), pk=kwargs["bid_pk"])
        self.bid.tender = self.tender

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the words of the page."""
        return super().get_context_data(
            heading=f"Set aside the bid of {self.bid.bidder.name}",
            words="A bid that is set aside is disqualified: it is not ranked, and its price "
            "counts in nothing. The tool never does this for a price or a time. People decide, "
            "and this keeps what they decided, with their reason.",
            **kwargs,
        )

    def form_valid(self, form: DisqualifyForm) -> HttpResponse:
        """Store the decision."""
        try:
            actions.disqualify(
                bid=self.bid, by=self.request.user, at=timezone.now(), **form.cleaned_data
            )
        except (actions.DecisionsAreClosed, actions.NotHeard) as refusal:
            return self.refused(form, refusal)
        messages.success(self.request, f"Decision on {self.bid.bidder.name} recorded")
        return redirect(self.result_url)


class RecordDraw(Decision):
    """Record lots drawn between bids that nothing else separates."""

    form_class = DrawForm

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the lot and its bids that stand."""
        super().setup(request, *args, **kwargs)
        self.lot = get_object_or_404(self.tender.lots, pk=kwargs["lot_pk"])
        self.lot.tender = self.tender
        self.bids = {bid.code: bid for bid in queries.bids_that_stand(self.tender)}

    def tied(self) -> list[str]:
        """Return the codes of the bids of this lot that nothing separates yet."""
        _, result = queries.result_of(self.tender)
        lots = [lot for lot in result.get("lots", []) if lot["lot"] == self.lot.code]
        return [
            bid["bid"]
            for lot in lots
            if lot["status"] == "draw_needed"
            for bid in lot["bids"]
            if bid["tied_with"]
        ]

    def get_form_kwargs(self) -> dict[str, Any]:
        """The bids between which lots are drawn."""
        bids = [(code, f"{self.bids[code].bidder.name} ({code})") for code in self.tied()]
        return super().get_form_kwargs() | {"bids": bids}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the words of the page."""
        return super().get_context_data(
            heading="Record lots drawn",
            words="Draw lots before a witness first. This keeps the order in which they came.",
            **kwargs,
        )

    def form_valid(self, form: DrawForm) -> HttpResponse:
        """Store the draw."""
        try:
            actions.record_draw(
                lot=self.lot,
                order=[self.bids[code] for code in form.order()],
                witness=form.cleaned_data["witness"],
                drawn_at=form.cleaned_data["drawn_at"],
                by=self.request.user,
                at=timezone.now(),
            )
        except (actions.DecisionsAreClosed, actions.DrawnAlready) as refusal:
            return self.refused(form, refusal)
        messages.success(self.request, "Draw recorded")
        return redirect(self.result_url)
