"""Pages about anchors: whose payments there are, and which months of which years."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import FormView, TemplateView

from socialvalue.core.access import Allowed
from socialvalue.spend import actions, forms, presenters, queries
from socialvalue.spend.views.audiences import OFFICERS, READERS, may_change


class Anchors(Allowed, TemplateView):
    """Each anchor with its files, year by year, and the months that are missing."""

    may_use = READERS
    template_name = "socialvalue/spend/anchors.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Add what there is of each."""
        return super().get_context_data(
            anchors=presenters.coverage_of(queries.coverage(self.request.organisation)),
            may_change=may_change(self.request),
            **kwargs,
        )


class AddAnchor(Allowed, FormView):
    """Name another body whose payments are loaded."""

    may_use = OFFICERS
    form_class = forms.AnchorForm
    template_name = "socialvalue/spend/add_anchor.html"

    def form_valid(self, form: forms.AnchorForm) -> HttpResponse:
        """Record it; the organisation itself comes first."""
        organisation, by, at = self.request.organisation, self.request.user, timezone.now()
        try:
            anchor = actions.add_another_anchor(
                organisation=organisation, by=by, at=at, **form.cleaned_data
            )
        except actions.AnchorTaken as refusal:
            form.add_error("code", str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, f"{anchor.name} is added. You can upload its payments.")
        return redirect("spend:anchors")
