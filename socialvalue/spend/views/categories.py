"""Pages about categories: what is left out, what is within reach, and what leaks."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import FormView, TemplateView

from socialvalue.core.access import Allowed
from socialvalue.spend import actions, forms, presenters, queries
from socialvalue.spend.views.audiences import OFFICERS, READERS, category_asked
from socialvalue.spend.views.chosen import OfChosenAnalysis

DECISIONS_A_PAGE = 50


class Categories(OfChosenAnalysis, FormView):
    """Every category with its spend and leak, and one decision for those that are ticked."""

    may_change = OFFICERS
    kept = ("show",)
    form_class = forms.CategoriesForm
    template_name = "socialvalue/spend/categories.html"

    @cached_property
    def rows(self) -> list[dict[str, Any]]:
        """The categories to show."""
        undecided = self.request.GET.get("show") == "undecided"
        return presenters.category_rows(
            self.analysis, self.spends, self.decisions, undecided=undecided
        )

    def get_form_kwargs(self) -> dict[str, Any]:
        """Offer every category that there is, whichever are shown."""
        named = {**self.decisions, **self.spends}
        return {
            **super().get_form_kwargs(),
            "categories": [(key, thing.name or "") for key, thing in named.items()],
        }

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Add the rows, with those ticked that were sent."""
        context = super().get_context_data(**kwargs)
        form = context["form"]
        ticked = set(form.data.getlist("keys")) if form.is_bound else set()
        return context | {
            "rows": [{**row, "is_ticked": row["key"] in ticked} for row in self.rows],
            "undecided": len({*self.spends} - {*self.decisions}),
            "only_undecided": self.request.GET.get("show") == "undecided",
        }

    def form_valid(self, form: forms.CategoriesForm) -> HttpResponse:
        """Decide for all of them at once."""
        try:
            decided = actions.decide_categories(
                organisation=self.request.organisation,
                by=self.request.user,
                at=timezone.now(),
                **form.decision(),
            )
        except actions.DecidedMeanwhile as refusal:
            form.add_error("keys", str(refusal))
            form.look_again()
            return self.form_invalid(form)
        count = len(decided)
        messages.success(
            self.request,
            f"Decided for {count} {'category' if count == 1 else 'categories'}. "
            "It counts in every analysis from now on.",
        )
        return redirect(presenters.with_analysis("spend:categories", of=self.of))


class CategoryHistory(Allowed, TemplateView):
    """Every decision about a category, or about all, the newest first."""

    may_use = READERS
    template_name = "socialvalue/spend/category_history.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Add one page of decisions."""
        decisions = self.request.organisation.category_decisions.order_by("-decided_at", "name")
        query = ""
        if (key := category_asked(self.request)) is not None:
            decisions = decisions.filter(key=key)
            query = presenters.query_of(category=key)
        page = Paginator(decisions, DECISIONS_A_PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(
            page=page, query=query, rows=presenters.history_rows(page.object_list), **kwargs
        )


class Gaps(OfChosenAnalysis, TemplateView):
    """Categories that leak and could be bought nearer, the largest leak first."""

    template_name = "socialvalue/spend/gaps.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Add each with the newest note about it."""
        leaks = queries.leaking(self.spends.values(), self.decisions)
        notes = {note.key: note for note in self.request.organisation.gap_notes.newest()}
        return super().get_context_data(
            rows=presenters.gap_rows(leaks, notes, today=timezone.localdate(), of=self.of),
            total=presenters.pounds(sum(spend.leak_pence for spend in leaks)),
            **kwargs,
        )


class Gap(OfChosenAnalysis, FormView):
    """One category that leaks: who is paid for it nearby already, and what is being done."""

    may_change = OFFICERS
    kept = ("category",)
    form_class = forms.GapNoteForm
    template_name = "socialvalue/spend/gap.html"

    def setup(self, request: HttpRequest, *args: object, **kwargs: Any) -> None:
        """Find the category, by its key, in the analysis and among the notes."""
        super().setup(request, *args, **kwargs)
        self.key = category_asked(request) or ""
        self.notes = list(request.organisation.gap_notes.filter(key=self.key))
        self.spend = self.spends.get(self.key)

    def instead(self) -> HttpResponseBase | None:
        """Go to the list if there is no such category."""
        return None if self.spend or self.notes else redirect("spend:gaps")

    def get_initial(self) -> dict[str, object]:
        """Keep the owner until somebody names another."""
        return {"owner": self.notes[0].owner} if self.notes else {}

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Add the local suppliers and the notes."""
        return super().get_context_data(
            name=self.name or presenters.NO_CATEGORY,
            leaks=presenters.gap_cards(self.spend) if self.spend else [],
            suppliers=presenters.local_table(self.local_suppliers()),
            notes=self.notes,
            query=presenters.query_of(category=self.key).rstrip("&"),
            **kwargs,
        )

    @property
    def name(self) -> str:
        """The category as the files have it."""
        return self.spend.name if self.spend else self.notes[0].name

    def local_suppliers(self) -> list[queries.LocalSupplier]:
        """Return the suppliers of the place that were paid for this category."""
        if self.spend is None:
            return []
        found = queries.local_suppliers(self.analysis, category=self.key)
        return found.get(self.key, [])

    def form_valid(self, form: forms.GapNoteForm) -> HttpResponse:
        """Keep the note, and show it."""
        actions.note_gap(
            organisation=self.request.organisation,
            key=self.key,
            name=self.name,
            by=self.request.user,
            at=timezone.now(),
            **form.cleaned_data,
        )
        messages.success(self.request, "The note is saved")
        return redirect(presenters.gap_url(self.key, of=self.of))
