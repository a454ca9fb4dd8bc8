"""The page of payments that repeat an earlier one, beside the one that they repeat."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import FormView

from socialvalue.core.access import Allowed
from socialvalue.spend import actions, forms, presenters, queries, words
from socialvalue.spend.models import Repeat
from socialvalue.spend.views.audiences import OFFICERS, READERS, may_change

REPEATS_A_PAGE = 50
DECIDED = "decided"


class Repeats(Allowed, FormView):
    """Repeated payments to look at, or those that were decided about."""

    may_use = READERS
    may_change = OFFICERS
    form_class = forms.RepeatsForm
    template_name = "socialvalue/spend/repeats.html"

    @property
    def shows_decided(self) -> bool:
        """Whether those that were decided about are asked for."""
        return self.request.GET.get("show") == DECIDED

    @cached_property
    def shown(self) -> Page:
        """One page of the list."""
        repeats = queries.repeats_to_show(self.request.organisation, decided=self.shows_decided)
        return Paginator(repeats, REPEATS_A_PAGE).get_page(self.request.GET.get("page"))

    def get_form_kwargs(self) -> dict[str, Any]:
        """Offer those of the page."""
        keys = [str(repeat.pk) for repeat in self.shown]
        return {**super().get_form_kwargs(), "repeats": keys}

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Add the pairs, and how many wait."""
        context = super().get_context_data(**kwargs)
        form = context["form"]
        ticked = set(form.data.getlist("keys")) if form.is_bound else set()
        waiting = queries.repeats_to_show(self.request.organisation, decided=False)
        return context | {
            "page": self.shown,
            "pairs": presenters.repeat_pairs(self.shown, ticked=ticked),
            "shows_decided": self.shows_decided,
            "waiting": waiting.count(),
            "query": presenters.query_of(show=DECIDED) if self.shows_decided else "",
            "may_change": may_change(self.request),
        }

    def form_valid(self, form: forms.RepeatsForm) -> HttpResponse:
        """Decide about them all at once."""
        answers, organisation = form.cleaned_data, self.request.organisation
        chosen = [repeat for repeat in self.shown if str(repeat.pk) in answers["keys"]]
        if answers["reach"] == forms.ALIKE:
            chosen = queries.alike_repeats(organisation, chosen)
        try:
            decided = actions.decide_repeats(
                organisation=organisation,
                repeats=chosen,
                state=Repeat.State(answers["state"]),
                because=answers["because"],
                by=self.request.user,
                at=timezone.now(),
            )
        except actions.NotARepeat as refusal:
            form.add_error("keys", str(refusal))
            return self.form_invalid(form)
        messages.success(
            self.request,
            f"Decided about {words.counted(len(decided), 'repeated payment')}. It counts in every "
            "analysis from now on.",
        )
        return redirect("spend:repeats")
