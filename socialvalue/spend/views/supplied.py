"""The payments to one supplier, from the page of the supplier."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.views.generic import TemplateView

from socialvalue.core.access import Allowed
from socialvalue.spend import presenters, queries
from socialvalue.spend.views.audiences import READERS


class PaymentsTo(Allowed, TemplateView):
    """The analyses in which payments to a supplier are; where there is one, the payments."""

    may_use = READERS
    template_name = "socialvalue/spend/payments_to.html"

    def setup(self, request: HttpRequest, *args: object, **kwargs: Any) -> None:
        """Find the supplier."""
        super().setup(request, *args, **kwargs)
        suppliers = request.organisation.suppliers.select_related("organisation", "merged_into")
        self.supplier = get_object_or_404(suppliers, pk=kwargs["supplier_pk"])
        self.extra_context = {"supplier": self.supplier}

    def instead(self) -> HttpResponseBase | None:
        """Go to the payments where there is one place only to look for them."""
        self.found = queries.supplied_in(self.supplier)
        if len(self.found) != 1:
            return None
        return redirect(presenters.lines_url(self.found[0].analysis, supplier=self.found[0].key))

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Add the links."""
        rows = presenters.supplied_rows(self.found)
        return super().get_context_data(columns=presenters.SUPPLIED_COLUMNS, rows=rows, **kwargs)
