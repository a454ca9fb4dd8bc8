"""What the pages that make a method have in common, and fixing it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import FormView

from procurement.tenders import actions, presenters, queries
from procurement.tenders.access import OFFICERS, TenderPage
from procurement.tenders.forms import (
    FixForm,
)
from procurement.tenders.models import Section


class MethodPage(TenderPage, FormView):
    """A page that changes the draft method. Once the method is fixed it leads to the tender."""

    may_use = OFFICERS

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the method."""
        super().setup(request, *args, **kwargs)
        self.methodology = queries.methodology_of(self.tender)

    def instead(self) -> HttpResponse | None:
        """Send anyone who may be here, but too late, to the tender."""
        if self.tender.is_draft:
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
        form.data["edits"] = queries.methodology_of(self.tender).edits
        return self.form_invalid(form)

    def said(self, form: Any) -> dict[str, Any]:
        """Return what every action needs."""
        return {
            "methodology": self.methodology,
            "edits": form.cleaned_data["edits"],
            "by": self.request.user,
            "at": timezone.now(),
        }


class FixMethod(MethodPage):
    """The last look, and fixing the method."""

    form_class = FixForm
    template_name = "procurement/tenders/fix.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        """Where "Not yet" leads."""
        return super().get_form_kwargs() | {"back": self.tender_url}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what is missing, or else the method as it will be used."""
        sections = [
            (
                section,
                [
                    presenters.criterion_row(each, self.methodology)
                    for each in queries.criteria_of(self.methodology, section)
                ],
            )
            for section in (Section.QUALITY, Section.SOCIAL_VALUE)
        ]
        return super().get_context_data(
            missing=[
                (entry.sentence, reverse(entry.page, args=[self.tender.pk]))
                for entry in queries.what_is_missing(self.methodology)
            ],
            weights=presenters.weight_bars(self.methodology),
            sections=sections,
            price=presenters.price_rows(
                self.methodology, list(self.methodology.lot_methods.select_related("lot"))
            ),
            **kwargs,
        )

    def form_valid(self, form: FixForm) -> HttpResponse:
        """Fix it."""
        try:
            actions.fix_method(**self.said(form))
        except (actions.NotReady, actions.ChangedMeanwhile) as refusal:
            return self.changed_meanwhile(form, refusal)
        messages.success(self.request, "The method is fixed. You can record bids now")
        return redirect(self.tender_url)
