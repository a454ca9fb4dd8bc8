"""Doors for how long a tender is kept: legal hold, the day it counts from, the purge."""

from abc import ABC, abstractmethod
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import FormView, TemplateView

from procurement.tenders import retaining
from procurement.tenders.access import OFFICERS, PRICE_READERS, TenderPage
from procurement.tenders.actions import retention as actions
from procurement.tenders.forms.retention import HoldForm, KeepFromForm, PurgeForm
from procurement.tenders.queries import retention
from socialvalue.core.forms.dates import in_words


class Retention(TenderPage, TemplateView):
    """How long the tender is kept, why, and what would be taken out."""

    may_use = PRICE_READERS
    template_name = "procurement/tenders/retention/retention.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the policy, the hold and what stands in the way of a purge."""
        kept = retention.kept(self.tender)
        return super().get_context_data(
            kept=kept,
            counts_from=kept.counts_from and in_words(kept.counts_from),
            until=kept.until and in_words(kept.until),
            in_the_way=kept.in_the_way(today=timezone.localdate()),
            holds=self.tender.legal_holds.order_by("-placed_at"),
            purge=getattr(self.tender, "purge", None),
            taken_out=retaining.TAKEN_OUT,
            stays=retaining.KEPT,
            **kwargs,
        )


class RetentionWriting(ABC, TenderPage, FormView):
    """A page that changes how long the tender is kept."""

    may_use = OFFICERS
    template_name = "procurement/tenders/retention/form.html"
    heading: str
    words: str

    @property
    def retention_url(self) -> str:
        """The address of the page that this one belongs to."""
        return reverse("tenders:retention", args=[self.tender.pk])

    def get_form_kwargs(self) -> dict[str, Any]:
        """The way back."""
        return super().get_form_kwargs() | {"back": self.retention_url}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the words of the page, and the way back."""
        return super().get_context_data(
            heading=self.heading,
            words=self.words,
            back_url=self.retention_url,
            back_text="Back to retention",
            **kwargs,
        )

    def form_valid(self, form: Any) -> HttpResponse:
        """Do what the page is for, or say why it cannot be done."""
        try:
            self.act(form.cleaned_data)
        except (
            actions.HeldAlready,
            actions.NotHeld,
            actions.TooEarly,
            actions.CannotPurge,
        ) as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, "Saved")
        return redirect(self.retention_url)

    @abstractmethod
    def act(self, said: dict[str, Any]) -> None:
        """Call the action."""

    @property
    def who(self) -> dict[str, Any]:
        """Which tender, who and when."""
        return {"tender": self.tender, "by": self.request.user, "at": timezone.now()}


class PlaceHold(RetentionWriting):
    """Place a legal hold."""

    form_class = HoldForm
    heading = "Place a legal hold"
    words = "While it stands nothing of the tender is purged, however long it has been kept."

    def get_form_kwargs(self) -> dict[str, Any]:
        """The words of the button."""
        return super().get_form_kwargs() | {"button": "Place the hold"}

    def act(self, said: dict[str, Any]) -> None:
        """Place it."""
        actions.place_hold(reason=said["reason"], **self.who)


class LiftHold(RetentionWriting):
    """Lift the legal hold."""

    form_class = HoldForm
    heading = "Lift the legal hold"
    words = "From then on the tender is kept by the policy alone."

    def get_form_kwargs(self) -> dict[str, Any]:
        """The words of the button."""
        return super().get_form_kwargs() | {"button": "Lift the hold"}

    def act(self, said: dict[str, Any]) -> None:
        """Lift it."""
        actions.lift_hold(because=said["reason"], **self.who)


class KeepFrom(RetentionWriting):
    """Count from a later day."""

    form_class = KeepFromForm
    heading = "Count from another day"
    words = "Records are kept from the day of the award or the termination. Set a later day here."

    def act(self, said: dict[str, Any]) -> None:
        """Set it."""
        actions.keep_from(**said, **self.who)


class PurgeTender(RetentionWriting):
    """Take out what is kept no longer, for good."""

    form_class = PurgeForm
    heading = "Purge what is kept no longer"
    words = "This cannot be undone. The page before says what is taken out, and what stays."

    def act(self, said: dict[str, Any]) -> None:
        """Purge it."""
        actions.purge(reference=said["reference"], today=timezone.localdate(), **self.who)
