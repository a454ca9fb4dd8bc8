"""Suggestions: look for them, decide them one by one or several at once, take decisions back."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import FormView, View

from socialvalue.core.access import Allowed
from socialvalue.suppliers import actions, forms, presenters, queries, words
from socialvalue.suppliers.forms.deciding import KEEP_SECOND, NO
from socialvalue.suppliers.models import Suggestion
from socialvalue.suppliers.presenters.suggestions import IN_BULK
from socialvalue.suppliers.views.audiences import OFFICERS, READERS, OfSuggestion, may_change

SUGGESTIONS_A_PAGE = 50
DECIDED_SHOWN = 20


class Suggestions(Allowed, FormView):
    """What seems to be so, of one kind at a time."""

    may_use = READERS
    may_change = OFFICERS
    form_class = forms.BulkForm
    template_name = "socialvalue/suppliers/suggestions.html"

    def setup(self, request: HttpRequest, *args: object, **kwargs: Any) -> None:
        """Read which kind is looked at: the one asked for, or the first that somebody waits for."""
        super().setup(request, *args, **kwargs)
        waiting = request.organisation.supplier_suggestions.waiting()
        counted = waiting.order_by().values_list("kind").annotate(Count("pk"))
        self.counts = dict(counted)
        asked = request.GET.get("kind", "")
        first = next((kind for kind in Suggestion.Kind.values if self.counts.get(kind)), "same")
        self.kind = asked if asked in Suggestion.Kind.values else first
        self.in_bulk = self.kind in IN_BULK

    def page(self) -> Page:
        """Return a page of those that wait."""
        waiting = self.request.organisation.supplier_suggestions.waiting().filter(kind=self.kind)
        rows = waiting.select_related("supplier", "other", "organisation")
        number = self.request.GET.get("page")
        return Paginator(rows, SUGGESTIONS_A_PAGE).get_page(number)

    def get_form_kwargs(self) -> dict[str, Any]:
        """Offer those on the page."""
        self.shown = self.page()
        return super().get_form_kwargs() | {"suggestions": self.shown.object_list}

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Add them, and what was decided last."""
        decided = self.request.organisation.supplier_suggestions.exclude(
            state=Suggestion.State.WAITING
        ).filter(kind=self.kind)
        last = decided.select_related("supplier", "other").order_by("-decided_at")[:DECIDED_SHOWN]
        context = super().get_context_data(**kwargs)
        return context | {
            "page": self.shown,
            "query": f"kind={self.kind}&",
            "tabs": presenters.suggestion_tabs(self.counts, chosen=self.kind),
            "rows": presenters.bulk_page(self.shown.object_list),
            "decided": presenters.bulk_page(last),
            "in_bulk": self.in_bulk,
            "may_change": may_change(self.request),
        }

    def form_valid(self, form: forms.BulkForm) -> HttpResponse:
        """Decide those that were chosen."""
        chosen = set(form.cleaned_data["chosen"])
        is_so = "confirm" in self.request.POST
        done = actions.decide_many(
            suggestions=[each for each in self.shown.object_list if str(each.pk) in chosen],
            is_so=is_so,
            by=self.request.user,
            at=timezone.now(),
        )
        said = "confirmed" if is_so else "rejected"
        messages.success(self.request, f"{words.counted(done, 'suggestion')} {said}")
        return redirect(f"{reverse('suppliers:suggestions')}?kind={self.kind}")


class Look(Allowed, View):
    """Ask for suggestions to be looked for."""

    may_use = OFFICERS
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Ask, and watch."""
        job = actions.ask_suggestions(
            organisation=request.organisation, by=request.user, at=timezone.now()
        )
        return redirect("jobs:job", job.pk)


class SuggestionPage(OfSuggestion, FormView):
    """One suggestion, with both sides beside each other; decide it, or take the decision back."""

    may_change = OFFICERS
    form_class = forms.PairForm
    template_name = "socialvalue/suppliers/suggestion.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        """Ask about this one."""
        return super().get_form_kwargs() | {"suggestion": self.suggestion}

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Add what is known of both."""
        return super().get_context_data(
            shown=presenters.pair_page(
                self.suggestion,
                entry=queries.entry_of(self.suggestion),
                names=queries.names_of(self.suggestion),
            ),
            is_waiting=self.suggestion.state == Suggestion.State.WAITING,
            **kwargs,
        )

    def form_valid(self, form: forms.PairForm) -> HttpResponse:
        """Decide it, or say that somebody has."""
        answer, note = form.cleaned_data["answer"], form.cleaned_data["note"]
        said = {"suggestion": self.suggestion, "by": self.request.user, "at": timezone.now()}
        try:
            if answer == NO:
                actions.reject(note=note, **said)
            else:
                actions.confirm(note=note, keep_other=answer == KEEP_SECOND, **said)
        except (actions.DecidedAlready, actions.CannotMerge, actions.NoLongerThere) as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, "Saved. You can take it back on its page.")
        return redirect(f"{reverse('suppliers:suggestions')}?kind={self.suggestion.kind}")


class UndoSuggestion(OfSuggestion, View):
    """Take back what was said to a suggestion."""

    may_use = OFFICERS
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Take it back, or say that there is nothing to take back."""
        try:
            actions.undo_decision(suggestion=self.suggestion, by=request.user, at=timezone.now())
        except actions.NotDecided as refusal:
            messages.info(request, str(refusal))
        else:
            messages.success(request, "Taken back: it waits to be decided again")
        return redirect("suppliers:suggestion", self.suggestion.pk)
