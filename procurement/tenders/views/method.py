"""What the pages that make a method have in common, and fixing it."""

import re
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import FormView

from procurement.tenders import actions, queries
from procurement.tenders.access import OFFICERS, TenderPage
from procurement.tenders.forms import ClimateForm


class MethodPage(TenderPage, FormView):
    """A page that changes the draft method. Once the method is fixed it leads to the tender."""

    may_use = OFFICERS
    is_of_the_tender = False
    """Whether what it changes belongs to the tender and not to one version of its method: then it
    is fixed once the first version is published."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the method."""
        super().setup(request, *args, **kwargs)
        self.methodology = queries.latest_of(self.tender)

    def instead(self) -> HttpResponse | None:
        """Send anyone who may be here, but too late, to the tender."""
        if self.methodology.published_at is None and (
            self.tender.is_draft or not self.is_of_the_tender
        ):
            return None
        messages.error(self.request, "The method is fixed. It cannot be changed any more.")
        return redirect(self.tender_url)

    def get_initial(self) -> dict[str, Any]:
        """How many changes the method has had: a later one by someone else is then noticed."""
        return {"edits": self.methodology.edits}

    def changed_meanwhile(self, form: Any, refusal: Exception) -> HttpResponse:
        """Show the answers again, so that saving a second time is a decision."""
        form.add_error(None, str(refusal))
        form.data = form.data.copy()
        form.data["edits"] = queries.latest_of(self.tender).edits
        return self.form_invalid(form)

    def said(self, form: Any) -> dict[str, Any]:
        """Return what every action needs."""
        return {
            "methodology": self.methodology,
            "edits": form.cleaned_data["edits"],
            "by": self.request.user,
            "at": timezone.now(),
        }


def count_sent(text: str) -> int:
    """Return the number that a hidden field holds, -1 where it was meddled with."""
    return int(text) if re.fullmatch(r"[0-9]{1,9}", text) else -1


class Climate(MethodPage):
    """Where the climate theme of the tender is, for the rules that ask it."""

    form_class = ClimateForm
    template_name = "procurement/tenders/climate.html"

    @property
    def publish_url(self) -> str:
        """The address of the last look, where the answer is used."""
        return reverse("tenders:publish", args=[self.tender.pk])

    def get_form_kwargs(self) -> dict[str, Any]:
        """Where "Cancel" leads."""
        return super().get_form_kwargs() | {"back": self.publish_url}

    def get_initial(self) -> dict[str, Any]:
        """What was said so far."""
        said = self.methodology.climate_theme_in
        return super().get_initial() | {"places": ["nowhere"] if said == [] else said}

    def form_valid(self, form: ClimateForm) -> HttpResponse:
        """Save it."""
        try:
            actions.set_climate_theme(places=form.cleaned_data["places"], **self.said(form))
        except actions.ChangedMeanwhile as refusal:
            return self.changed_meanwhile(form, refusal)
        return redirect(self.publish_url)
