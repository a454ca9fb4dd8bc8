"""Figures of the work of assessors: a table, and the same as a file."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.generic import TemplateView, View

from socialvalue.accounts.models import Role
from socialvalue.awards.forms.received import SchemeForm
from socialvalue.awards.presenters import figures as presenters
from socialvalue.awards.queries import lists, work
from socialvalue.awards.queries.figures import figures_of
from socialvalue.core import exports, responses
from socialvalue.core.access import Allowed, roles

READERS = roles(Role.AWARD_MANAGER, Role.AUDITOR)


class OfFigures(Allowed):
    """Figures of the applications that this person may know of, of one scheme or all."""

    may_use = READERS

    def setup(self, request: HttpRequest, *args: object, **kwargs: Any) -> None:
        """Read which scheme is meant."""
        super().setup(request, *args, **kwargs)
        runnings = lists.runnings_of(request.organisation)
        self.form = SchemeForm(request.GET or None, runnings=runnings)
        seen = lists.filtered(
            lists.seen_by(request.user, request.organisation), **self.form.chosen()
        )
        self.applications = work.with_all_that_clocks_need(seen)


class FiguresPage(OfFigures, TemplateView):
    """Workload, time taken, agreement and severity."""

    template_name = "socialvalue/awards/judging/figures.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the figures."""
        found = figures_of(self.applications)
        return super().get_context_data(
            search=self.form,
            csv_query=self.form.query(),
            cards=presenters.cards(found),
            columns=presenters.COLUMNS,
            rows=presenters.rows(found),
            **kwargs,
        )


class FiguresCsv(OfFigures, View):
    """The same table as a file."""

    def get(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        """Send it."""
        rows = presenters.csv_rows(figures_of(self.applications))
        return responses.download(
            exports.csv_bytes(presenters.CSV_HEADINGS, rows),
            name=exports.file_name(f"assessors of {request.organisation}", ending="csv"),
            content_type=responses.CSV,
        )
