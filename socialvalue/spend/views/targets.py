"""Targets: what is set, how far it is, setting and withdrawing one; and what if."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.generic import FormView, TemplateView

from socialvalue.core.access import Allowed
from socialvalue.spend import actions, forms, presenters
from socialvalue.spend.views.audiences import OFFICERS, OfAnalysis
from socialvalue.spend.views.chosen import OfChosenAnalysis


class Targets(OfChosenAnalysis, TemplateView):
    """What the organisation has set itself, with what has come of it."""

    template_name = "socialvalue/spend/targets.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Add each target, held against the analysis."""
        targets = self.request.organisation.spend_targets.all()
        shown = presenters.targets_page(targets, analysis=self.analysis)
        return super().get_context_data(**shown, **kwargs)


class SetTarget(Allowed, FormView):
    """Set a target."""

    may_use = OFFICERS
    form_class = forms.TargetForm
    template_name = "socialvalue/spend/set_target.html"

    def form_valid(self, form: forms.TargetForm) -> HttpResponse:
        """Record it."""
        actions.set_target(
            organisation=self.request.organisation,
            by=self.request.user,
            at=timezone.now(),
            **form.cleaned_data,
        )
        messages.success(self.request, "The target is set")
        return redirect("spend:targets")


class WithdrawTarget(Allowed, FormView):
    """Withdraw a target, with a reason."""

    may_use = OFFICERS
    form_class = forms.WithdrawTargetForm
    template_name = "socialvalue/spend/withdraw_target.html"

    def setup(self, request: HttpRequest, *args: object, **kwargs: Any) -> None:
        """Find the target."""
        super().setup(request, *args, **kwargs)
        targets = request.organisation.spend_targets.select_related("organisation")
        self.target = get_object_or_404(targets, pk=kwargs["target_pk"])
        self.extra_context = {"target": self.target}

    def form_valid(self, form: forms.WithdrawTargetForm) -> HttpResponse:
        """Withdraw it; one that was withdrawn meanwhile stays so."""
        try:
            actions.withdraw_target(
                target=self.target, by=self.request.user, at=timezone.now(), **form.cleaned_data
            )
        except actions.AlreadyWithdrawn as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, "The target is withdrawn")
        return redirect("spend:targets")


class WhatIf(OfAnalysis, TemplateView):
    """What another share would be in pounds."""

    template_name = "socialvalue/spend/analysis/what_if.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Add the answer, where the question is whole."""
        asked = self.request.GET
        form = forms.WhatIfForm(asked if "to" in asked else None, initial={"measure": "place"})
        answers = form.cleaned_data if form.is_bound and form.is_valid() else {}
        shown = presenters.what_if_page(self.analysis, **answers)
        return super().get_context_data(form=form, **shown, **kwargs)
