"""Correcting an agreed score once prices are known: proposed by one person, decided by another."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import FormView, TemplateView

from procurement.evaluation import actions, permissions, queries
from procurement.evaluation.forms.moderation import CorrectionForm
from procurement.evaluation.forms.steps import RefusalForm
from procurement.evaluation.presenters import scoring
from procurement.evaluation.views.two_people import Who
from procurement.tenders.access import OFFICERS, PRICE_READERS, TenderPage
from procurement.tenders.actions import life
from procurement.tenders.queries import methodology_of

REFUSALS = (
    actions.CorrectionsAreClosed,
    actions.CorrectedMeanwhile,
    actions.NotOnTheScale,
    actions.SayWhy,
    life.ProposalDecided,
    life.SamePerson,
)


class Corrections(Who, TenderPage, TemplateView):
    """Every agreed score, and the corrections that were proposed."""

    may_use = PRICE_READERS
    template_name = "procurement/evaluation/corrections.html"

    def is_allowed(self) -> bool:
        """Whoever may propose, decide, or read the result."""
        return (
            permissions.may_read_result(self.tender, **self.who)
            or permissions.may_propose_correction(self.tender, **self.who)
            or permissions.may_confirm_correction(self.tender, **self.who)
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the corrections, and the scores that can be corrected."""
        may_decide = permissions.may_confirm_correction(self.tender, **self.who)
        may_propose = permissions.may_propose_correction(self.tender, **self.who)
        return super().get_context_data(
            corrections=[
                {
                    "it": each,
                    "can_decide": may_decide
                    and each.is_confirmed is None
                    and each.proposer_id != self.request.user.pk,
                }
                for each in queries.corrections_of(self.tender)
            ],
            cells=queries.moderation_of(self.tender).in_order if may_propose else [],
            refusal_form=kwargs.pop("refusal_form", None) or RefusalForm(),
            **kwargs,
        )

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Confirm or refuse one correction."""
        if not permissions.may_confirm_correction(self.tender, **self.who):
            raise PermissionDenied
        found = {str(each.pk): each for each in queries.corrections_of(self.tender)}
        if (correction := found.get(request.POST.get("correction", ""))) is None:
            raise Http404
        try:
            return self.decide(correction)
        except REFUSALS as refusal:
            messages.error(request, str(refusal))
            return redirect(request.path)

    def decide(self, correction: Any) -> HttpResponse:
        """Confirm or refuse it."""
        said = {"correction": correction, "by": self.request.user, "at": timezone.now()}
        if self.request.POST.get("act") == "confirm":
            actions.confirm_correction(**said)
            messages.success(self.request, "The score is corrected. Both versions stay")
            return redirect(self.request.path)
        form = RefusalForm(self.request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form, refusal_form=form))
        actions.refuse_correction(because=form.cleaned_data["because"], **said)
        messages.success(self.request, "Refused, with your reason")
        return redirect(self.request.path)


class ProposeCorrection(Who, TenderPage, FormView):
    """Propose another score for one that is agreed."""

    may_use = OFFICERS
    form_class = CorrectionForm
    template_name = "procurement/evaluation/correct_score.html"

    def is_allowed(self) -> bool:
        """An officer, once prices are opened and before the ranking."""
        return permissions.may_propose_correction(self.tender, **self.who)

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the score that counts."""
        super().setup(request, *args, **kwargs)
        bids = queries.bids_that_stand(self.tender)
        self.bid = get_object_or_404(bids, pk=kwargs["bid_pk"])
        self.bid.tender = self.tender
        criteria = methodology_of(self.tender).criteria
        self.criterion = get_object_or_404(criteria, pk=kwargs["criterion_pk"])
        self.versions = queries.versions_of(self.bid, self.criterion)
        if not self.versions:
            raise Http404

    @property
    def list_url(self) -> str:
        """The address of all corrections."""
        return reverse("evaluation:corrections", args=[self.tender.pk])

    def get_form_kwargs(self) -> dict[str, Any]:
        """The scale, and the way back."""
        kwargs = super().get_form_kwargs()
        return kwargs | {"criterion": self.criterion, "back": self.list_url}

    def get_initial(self) -> dict[str, Any]:
        """The score as it is; why it is corrected is always new."""
        score = self.versions[0]
        return {"version": score.version, "points": f"{score.points:f}", "reason": score.reason}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what the scale means and the way back."""
        return super().get_context_data(
            bid=self.bid,
            criterion=self.criterion,
            levels=scoring.levels_of(self.criterion),
            back_url=self.list_url,
            back_text="Back to corrections",
            **kwargs,
        )

    def form_valid(self, form: CorrectionForm) -> HttpResponse:
        """Propose it."""
        said = form.cleaned_data
        read = [each for each in self.versions if each.version == said["version"]]
        try:
            if not read:
                raise actions.CorrectedMeanwhile
            actions.propose_correction(
                score=read[0],
                points=said["points"],
                reason=said["reason"],
                change_reason=said["change_reason"],
                by=self.request.user,
                at=timezone.now(),
            )
        except REFUSALS as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, "Proposed. Another person must confirm it")
        return redirect(self.list_url)
