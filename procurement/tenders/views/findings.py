"""Findings of the numbered rules, answers to them, and decisions on departures."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import FormView, TemplateView

from procurement.tenders import actions, presenters, queries
from procurement.tenders.access import APPROVERS, READERS, TenderPage
from procurement.tenders.forms import DepartureForm, FindingForm
from procurement.tenders.views.method import MethodPage


class Findings(TenderPage, TemplateView):
    """What the numbered rules find about the method, each with its source and its answer."""

    may_use = READERS
    template_name = "procurement/tenders/findings.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the findings, what must be answered first."""
        methodology = queries.latest_of(self.tender)
        rows = presenters.finding_rows(queries.findings_of(methodology), tender=self.tender)
        return super().get_context_data(
            musts=[row for row in rows if row["is_must"]],
            advice=[row for row in rows if not row["is_must"]],
            **kwargs,
        )


class AnswerFinding(MethodPage):
    """Say why a finding may stand."""

    form_class = FindingForm
    template_name = "procurement/tenders/finding.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the finding that is answered; a moved one is looked for by its words."""
        super().setup(request, *args, **kwargs)
        found = queries.findings_of(self.methodology)
        self.found = next((each for each in found if each.number == kwargs["number"]), None)

    @property
    def findings_url(self) -> str:
        """The address of the findings."""
        return reverse("tenders:findings", args=[self.tender.pk])

    def instead(self) -> HttpResponse | None:
        """Go back to the findings where there is none of that number any more."""
        if (elsewhere := super().instead()) is not None:
            return elsewhere
        if self.found is None and self.request.method != "POST":
            return redirect(self.findings_url)
        return None

    def get_form_kwargs(self) -> dict[str, Any]:
        """Where "Cancel" leads."""
        return super().get_form_kwargs() | {"back": self.findings_url}

    def get_initial(self) -> dict[str, Any]:
        """Exactly what is answered, and an earlier answer to it."""
        if self.found is None:
            return {}
        finding, answer = self.found.finding, self.found.answer
        return {
            "rule": finding.rule,
            "place": finding.place,
            "sentence": finding.sentence,
            "reason": answer.reason if answer else "",
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the finding."""
        row = (
            None
            if self.found is None
            else presenters.finding_rows([self.found], tender=self.tender)[0]
        )
        return super().get_context_data(
            row=row, back_url=self.findings_url, back_text="Back to findings", **kwargs
        )

    def form_valid(self, form: FindingForm) -> HttpResponse:
        """Save the answer."""
        try:
            actions.answer_finding(
                methodology=self.methodology,
                by=self.request.user,
                at=timezone.now(),
                **form.cleaned_data,
            )
        except (actions.FindingGone, actions.MethodIsFixed) as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, "Answer saved")
        return redirect(self.findings_url)


class DecideDeparture(TenderPage, FormView):
    """Confirm or refuse a departure from a binding rule, as an approver who did not record it."""

    may_use = APPROVERS
    form_class = DepartureForm
    template_name = "procurement/tenders/departure.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the departure."""
        super().setup(request, *args, **kwargs)
        self.methodology = queries.latest_of(self.tender)
        departures = self.methodology.departures
        self.departure = get_object_or_404(departures, pk=kwargs["departure_pk"])

    def instead(self) -> HttpResponse | None:
        """Nothing is left to decide once somebody has decided, or the method is published."""
        if self.departure.is_confirmed is None and self.methodology.published_at is None:
            return None
        messages.error(self.request, "There is nothing to decide about this departure any more.")
        return redirect(self.tender_url)

    def get_form_kwargs(self) -> dict[str, Any]:
        """Where "Cancel" leads."""
        return super().get_form_kwargs() | {"back": self.tender_url}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the departure."""
        return super().get_context_data(departure=self.departure, **kwargs)

    def form_valid(self, form: DepartureForm) -> HttpResponse:
        """Store the decision."""
        confirms = form.cleaned_data["decision"] == "confirm"
        try:
            actions.decide_departure(
                departure=self.departure,
                confirms=confirms,
                because="" if confirms else form.cleaned_data["because"],
                by=self.request.user,
                at=timezone.now(),
            )
        except (actions.NotYours, actions.DepartureDecided, actions.MethodIsFixed) as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        done = "confirmed" if confirms else "refused"
        messages.success(self.request, f"The departure is {done}")
        return redirect(self.tender_url)
