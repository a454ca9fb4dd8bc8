"""Bids beside one another: the page and its file. Once ranked, both read the stored result."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.generic import TemplateView, View

from procurement.evaluation import permissions, queries
from procurement.evaluation.presenters import comparison
from procurement.tenders.access import PRICE_READERS, TenderPage
from socialvalue.core import exports, responses


class ComparisonPage(TenderPage):
    """What the page and the file stand on."""

    may_use = PRICE_READERS

    def is_allowed(self) -> bool:
        """Whoever may read the result."""
        return permissions.may_read_result(
            self.tender, user=self.request.user, roles=self.request.roles
        )

    def worked_out(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return bundle and result: the stored ones, or before the ranking those of now."""
        is_ranked = self.tender.stands_in in permissions.RESULT_IS_SHOWN_IN
        if is_ranked and (stored := queries.latest_result(self.tender)):
            return queries.stored_members(stored)
        return queries.result_of(self.tender)


class Compare(ComparisonPage, TemplateView):
    """The matrix of bids and questions, with charts."""

    template_name = "procurement/evaluation/compare.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add each lot, or nothing where the result cannot be worked out yet."""
        bundle, result = self.worked_out()
        lots = comparison.comparisons(bundle, result) if result["status"] != "refused" else []
        return super().get_context_data(lots=lots, several=len(lots) > 1, **kwargs)


class CompareFile(ComparisonPage, View):
    """The same as a table of bids and questions."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Answer with the file."""
        bundle, result = self.worked_out()
        rows = comparison.csv_rows(bundle, result) if result["status"] != "refused" else []
        name = exports.file_name(f"{self.tender.reference} comparison", ending="csv")
        content = exports.csv_bytes(comparison.HEADINGS, rows)
        return responses.download(content, name=name, content_type=responses.CSV)
