"""The organisation's suppliers: the list, one of them, corrections, merges taken back."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.generic import FormView, TemplateView, View

from socialvalue.core import exports, responses
from socialvalue.core.access import Allowed
from socialvalue.suppliers import actions, forms, presenters, queries, words
from socialvalue.suppliers.models import SupplierQuerySet
from socialvalue.suppliers.views.audiences import OFFICERS, READERS, OfSupplier, may_change

SUPPLIERS_A_PAGE = 50
NAMES_SHOWN = 200


class Looked(Allowed):
    """Suppliers that somebody looks for, as the address says."""

    may_use = READERS

    def setup(self, request: HttpRequest, *args: object, **kwargs: object) -> None:
        """Read what is looked for; what cannot be looked for is everything."""
        super().setup(request, *args, **kwargs)
        self.form = forms.SearchForm(request.GET or None)
        self.asked = self.form.cleaned_data if self.form.is_valid() else {}

    def found(self) -> SupplierQuerySet:
        """Return the suppliers."""
        return queries.suppliers_like(self.request.organisation, **self.asked)

    @property
    def query(self) -> str:
        """What comes after the question mark to look for the same."""
        return urlencode({name: value for name, value in self.asked.items() if value})


class SupplierIndex(Looked, TemplateView):
    """Who was paid, how much, and what is known of them."""

    template_name = "socialvalue/suppliers/list.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Add a page of them, and what waits to be decided."""
        organisation, found = self.request.organisation, self.found()
        page = Paginator(found, SUPPLIERS_A_PAGE).get_page(self.request.GET.get("page"))
        paid = found.order_by().aggregate(pence=Sum("paid_pence"))["pence"] or 0
        return super().get_context_data(
            search=self.form,
            page=page,
            query=f"{self.query}&" if self.query else "",
            csv_query=self.query,
            table=presenters.supplier_table(page.object_list),
            count=words.counted(page.paginator.count, "supplier"),
            paid=words.pounds(paid),
            waiting=organisation.supplier_suggestions.waiting().count(),
            may_change=may_change(self.request),
            **kwargs,
        )


class SuppliersCsv(Looked, View):
    """The same list as a file. No individual is named in it."""

    def get(self, request: HttpRequest, **kwargs: object) -> HttpResponseBase:
        """Send it, piece by piece."""
        rows = map(presenters.csv_row, self.found().iterator(chunk_size=2_000))
        return responses.download_stream(
            exports.csv_stream(presenters.CSV_HEADINGS, rows),
            name=exports.file_name(f"suppliers of {request.organisation}", ending="csv"),
            content_type=responses.CSV,
        )


class SupplierPage(OfSupplier, TemplateView):
    """What is known of a supplier, who says so, and the names it goes by."""

    template_name = "socialvalue/suppliers/supplier.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Add facts, names and merges."""
        supplier = self.supplier
        merges = supplier.received.filter(undone_at=None).select_related("merged")
        shown = queries.names_standing_for(supplier)[:NAMES_SHOWN]
        suggestions = supplier.suggestions.waiting().select_related("supplier", "other")
        return super().get_context_data(
            shown=presenters.supplier_page(supplier, shown, merges, queries.said_of(supplier)),
            suggestions=presenters.bulk_page(suggestions),
            **kwargs,
        )


class EditSupplier(OfSupplier, FormView):
    """Correct what is known of a supplier, with the reason."""

    may_use = OFFICERS
    form_class = forms.EditForm
    template_name = "socialvalue/suppliers/edit.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        """Begin with what is known."""
        return super().get_form_kwargs() | {"supplier": self.supplier}

    def form_valid(self, form: forms.EditForm) -> HttpResponse:
        """Save it, or say why not."""
        facts = dict(form.cleaned_data)
        reason, seen = facts.pop("reason"), facts.pop("seen")
        try:
            actions.edit_supplier(
                supplier=self.supplier,
                facts=facts,
                reason=reason,
                seen=seen,
                by=self.request.user,
                at=timezone.now(),
            )
        except actions.NameTaken as refusal:
            form.add_error("name", str(refusal))
            return self.form_invalid(form)
        except (actions.NothingChanged, actions.CorrectedMeanwhile) as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, "Saved")
        return redirect("suppliers:supplier", self.supplier.pk)


class UndoMerge(Allowed, FormView):
    """Let two suppliers stand again that were said to be one."""

    may_use = OFFICERS
    form_class = forms.ReasonForm
    template_name = "socialvalue/suppliers/undo_merge.html"

    def setup(self, request: HttpRequest, *args: object, **kwargs: Any) -> None:
        """Find the merge."""
        super().setup(request, *args, **kwargs)
        merges = request.organisation.supplier_merges.select_related(
            "merged", "into", "organisation"
        )
        self.merge = get_object_or_404(merges, pk=kwargs["merge_pk"])
        self.extra_context = {"merge": self.merge}

    def get_form_kwargs(self) -> dict[str, Any]:
        """Ask why."""
        return super().get_form_kwargs() | {
            "question": "Why are they two suppliers?",
            "submit": "Undo the merge",
        }

    def form_valid(self, form: forms.ReasonForm) -> HttpResponse:
        """Undo it, or say that it was undone."""
        try:
            actions.undo_merge(
                merge=self.merge,
                because=form.cleaned_data["reason"],
                by=self.request.user,
                at=timezone.now(),
            )
        except actions.UndoneAlready as refusal:
            messages.info(self.request, str(refusal))
        else:
            messages.success(self.request, f"{self.merge.merged} stands for itself again")
        return redirect("suppliers:supplier", self.merge.into_id)
