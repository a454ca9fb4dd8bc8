"""The weights, and what the rules ask of them."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.generic import View

from procurement.tenders import actions, presenters, queries
from procurement.tenders.access import OFFICERS, TenderPage
from procurement.tenders.forms import (
    WeightsForm,
)
from procurement.tenders.models import Section
from procurement.tenders.views.method import MethodPage


class Weights(MethodPage):
    """How much quality, price and social value weigh, and what the rules ask of that."""

    form_class = WeightsForm
    template_name = "procurement/tenders/weights.html"

    def get_initial(self) -> dict[str, Any]:
        """The weights as they are."""
        weights = {section.value: self.methodology.weight_of(section) for section in Section}
        return super().get_initial() | weights

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what the rules ask of the weights in the form."""
        context = super().get_context_data(**kwargs)
        departures = queries.latest_departures(self.methodology).values()
        answer = answer_to(context["form"], self.methodology)
        return context | {"answer": answer, "departures": departures}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Check without saving, or save."""
        if "check" not in request.POST:
            return super().post(request, *args, **kwargs)
        form = self.get_form()
        answer = answer_to(form, self.methodology)
        form.is_bound = form.is_bound and not form.is_valid()
        form.initial |= dict(request.POST.items())
        return self.render_to_response(self.get_context_data(form=form) | {"answer": answer})

    def form_valid(self, form: WeightsForm) -> HttpResponse:
        """Save, with a departure if one is needed."""
        answers = form.cleaned_data
        departure = None
        if answers["departure_reason"] and answers["departure_approver"]:
            departure = actions.Departure(
                reason=answers["departure_reason"], approver=answers["departure_approver"]
            )
        try:
            actions.set_weights(weights=form.weights_given, departure=departure, **self.said(form))
        except actions.WeightsDoNotAddUp as refusal:
            form.add_error("quality", str(refusal))
            return self.form_invalid(form)
        except actions.DepartureNeeded as refusal:
            return self.departure_missing(form, refusal)
        except actions.ChangedMeanwhile as refusal:
            return self.changed_meanwhile(form, refusal)
        messages.success(self.request, "Weights saved")
        return redirect("tenders:areas", self.tender.pk)

    def departure_missing(self, form: WeightsForm, refusal: Exception) -> HttpResponse:
        """Ask for what a departure needs."""
        if not form.cleaned_data["departure_reason"]:
            form.add_error("departure_reason", f"{refusal}. Enter the reason")
        if not form.cleaned_data["departure_approver"]:
            form.add_error("departure_approver", "Enter who approved the departure")
        return self.form_invalid(form)


class CheckWeights(TenderPage, View):
    """What the rules ask of weights that are still being typed: a piece of the weights page."""

    may_use = OFFICERS
    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Answer with the piece; nothing is saved."""
        form = WeightsForm(request.POST)
        answer = answer_to(form, queries.methodology_of(self.tender))
        form.is_valid()
        form.errors.clear()
        return render(
            request,
            "procurement/tenders/weights_answer.html",
            {"answer": answer, "form": form},
        )


def answer_to(form: WeightsForm, methodology: Any) -> dict[str, Any]:
    """Return what the page says about the weights in a form, so far as they can be read."""
    if form.is_bound:
        form.is_valid()
    weights = form.weights_given
    asked = queries.weighting(
        methodology.tender,
        weights=weights,
        areas=queries.areas_chosen(methodology),
        climate=methodology.climate_theme_in,
    )
    return presenters.weights_answer(weights=weights, asked=asked)
