"""How much the result hangs on single scores, weights and bids. No part of the decision."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.generic import TemplateView, View

from procurement.evaluation import permissions
from procurement.evaluation.presenters import sensitivity
from procurement.evaluation.queries.sensitivity import sensitivity_of_tender
from procurement.tenders.access import PRICE_READERS, TenderPage
from socialvalue.core import exports, responses


class SensitivityPage(TenderPage):
    """What the page and its files stand on. Only once the ranking stands."""

    may_use = PRICE_READERS

    def is_allowed(self) -> bool:
        """Officers, approvers and auditors, once the tender is ranked."""
        is_ranked = self.tender.stands_in in permissions.RESULT_IS_SHOWN_IN
        return is_ranked and permissions.may_read_result(
            self.tender, user=self.request.user, roles=self.request.roles
        )


class Sensitivity(SensitivityPage, TemplateView):
    """Each score a level up or down, each weight moved, a bid left out, many weightings."""

    template_name = "procurement/evaluation/sensitivity.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add each lot."""
        bundle, found = sensitivity_of_tender(self.tender)
        address = reverse("evaluation:sensitivity_file", args=[self.tender.pk])
        lots = sensitivity.lot_sensitivities(bundle, found, address=address)
        return super().get_context_data(lots=lots, several=len(lots) > 1, **kwargs)


class SensitivityFile(SensitivityPage, View):
    """The numbers behind one table or picture of a lot: the first lot unless another is named."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Answer with the file."""
        name, lot = request.GET.get("figure", "scores"), request.GET.get("lot")
        _, found = sensitivity_of_tender(self.tender)
        wanted = [each for each in found if lot in (None, each.field.lot)]
        if name not in sensitivity.FIGURES or not wanted:
            raise Http404
        figure = sensitivity.figure_of(wanted[0], name)
        return responses.download(
            exports.csv_bytes(figure.headings, figure.rows),
            name=exports.file_name(f"{self.tender.reference} sensitivity {name}", ending="csv"),
            content_type=responses.CSV,
        )
