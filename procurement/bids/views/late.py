"""Deciding on a bid that came after the deadline."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import FormView

from procurement.bids import actions, permissions
from procurement.bids.forms import LateForm
from procurement.bids.forms.afterwards import ADMIT
from procurement.bids.views.shared import OneBidPage
from procurement.tenders.access import OFFICERS
from procurement.tenders.presenters import moment


class DecideLate(OneBidPage, FormView):
    """Decide whether a late bid is admitted. What it says is not shown before that."""

    may_use = OFFICERS
    form_class = LateForm
    template_name = "procurement/bids/form.html"

    def is_allowed(self) -> bool:
        """Nobody who keeps away from the bidder."""
        return not permissions.keeps_away(self.request.user, self.bid)

    def instead(self) -> HttpResponse | None:
        """Where there is nothing to decide, the list says how things stand."""
        return None if permissions.may_decide_late(self.bid) else redirect(self.list_url)

    def get_form_kwargs(self) -> dict[str, Any]:
        """The way back."""
        return super().get_form_kwargs() | {"back": self.list_url}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say how late it was."""
        bid, tender = self.bid, self.tender
        return super().get_context_data(
            heading=f"Late bid {bid.code} of {bid.bidder.name}",
            words=(
                f"The deadline was {moment(tender.deadline, tender)}. This bid came on "
                f"{moment(bid.submitted, tender)}. It is kept either way. If it is not admitted, "
                "nobody reads what it says, and it takes no further part. If it reached you in "
                "time in another way, say so in the reason. The decision is final."
            ),
            **kwargs,
        )

    def form_valid(self, form: LateForm) -> HttpResponse:
        """Store the decision."""
        is_admitted = form.cleaned_data["decision"] == ADMIT
        try:
            actions.decide_late(
                bid=self.bid,
                is_admitted=is_admitted,
                reason=form.cleaned_data["reason"],
                by=self.request.user,
                at=timezone.now(),
            )
        except actions.NothingToDecide as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        words = "admitted" if is_admitted else "not admitted"
        messages.success(self.request, f"Late bid {self.bid.code} is {words}")
        return redirect(self.list_url)
