"""What the buyer considered before it began, and what the law asks of the method."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.generic import TemplateView

from procurement.tenders import actions, library, presenters, queries
from procurement.tenders.access import READERS, TenderPage
from procurement.tenders.forms import DutyForm
from procurement.tenders.views.method import MethodPage


class Duty(MethodPage):
    """What the contract could improve, as the Social Value Act 2012 asks to consider."""

    is_of_the_tender = True
    form_class = DutyForm
    template_name = "procurement/tenders/duty.html"

    def get_initial(self) -> dict[str, Any]:
        """What was considered so far."""
        duty = queries.duty_of(self.tender)
        if duty is None:
            return super().get_initial()
        said = {
            name: getattr(duty, name) for name in self.form_class.base_fields if name != "edits"
        }
        consults = {True: "yes", False: "no", None: None}[duty.consults]
        return super().get_initial() | said | {"consults": consults}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what the Act asks, and whether it reaches this tender."""
        place = {"nation": self.tender.nation, "category": self.tender.main_category}
        duty = library.duty()
        return super().get_context_data(
            act=duty, reaches=duty.reaches(**place), why_not=duty.why_not(**place), **kwargs
        )

    def form_valid(self, form: DutyForm) -> HttpResponse:
        """Save it."""
        answers = {name: form.cleaned_data[name] for name in form.fields if name != "edits"}
        try:
            actions.record_duty(considered=actions.Considered(**answers), **self.said(form))
        except actions.ChangedMeanwhile as refusal:
            return self.changed_meanwhile(form, refusal)
        messages.success(self.request, "Saved")
        return redirect("tenders:law", self.tender.pk)


class Law(TenderPage, TemplateView):
    """What the law that the tender is run under asks of its method, with sources."""

    may_use = READERS
    template_name = "procurement/tenders/law.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the law, its key criteria, thresholds and the rules on weight."""
        methodology = queries.methodology_of(self.tender)
        regime = library.regimes()[self.tender.regime]
        return super().get_context_data(
            regime=regime,
            covers=regime.covers(self.tender.commenced_on),
            key_criteria=presenters.key_criteria_rows(methodology, regime),
            threshold=presenters.threshold_sentence(queries.threshold_of(self.tender), self.tender),
            floor=presenters.floor_of(queries.weighting_of(methodology), methodology),
            commenced=presenters.day(self.tender.commenced_on),
            **kwargs,
        )
