"""What waits for somebody, and the applications that their organisation decides."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.generic import TemplateView, View

from socialvalue.awards.forms.received import FilterForm
from socialvalue.awards.permissions import READS_BY_ROLE
from socialvalue.awards.presenters import received as presenters
from socialvalue.awards.presenters import work as words
from socialvalue.awards.queries import lists, work
from socialvalue.awards.views import figures
from socialvalue.awards.views.audiences import DECIDERS, MANAGERS
from socialvalue.core import exports, responses
from socialvalue.core.access import Allowed

ON_A_PAGE = 50


class Home(Allowed, TemplateView):
    """What waits for this person, the most urgent first."""

    may_use = DECIDERS
    template_name = "socialvalue/awards/judging/home.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the work, by kind."""
        waiting = work.waiting_for(
            self.request.user, self.request.organisation, today=timezone.localdate()
        )
        return super().get_context_data(
            groups=words.groups(waiting),
            overdue=words.overdue(waiting),
            reads_all=not READS_BY_ROLE.isdisjoint(self.request.roles),
            reads_figures=figures.READERS.admits(self.request),
            is_manager=MANAGERS.admits(self.request),
            **kwargs,
        )


class Listed(Allowed):
    """Applications received that this person may know of, filtered as the address says."""

    may_use = DECIDERS

    def setup(self, request: HttpRequest, *args: object, **kwargs: Any) -> None:
        """Read the filter; what is not among the choices filters nothing."""
        super().setup(request, *args, **kwargs)
        organisation = request.organisation
        self.names_people = not READS_BY_ROLE.isdisjoint(request.roles)
        self.form = FilterForm(
            request.GET or None,
            runnings=lists.runnings_of(organisation),
            assessors=lists.assessors_of(organisation) if self.names_people else [],
        )
        self.chosen = self.form.chosen()
        seen = lists.seen_by(request.user, organisation)
        found = lists.filtered(seen, **self.chosen).order_by("-submitted_at", "-number")
        self.found = work.with_all_that_clocks_need(found)


class Received(Listed, TemplateView):
    """The applications received."""

    template_name = "socialvalue/awards/judging/received.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add a page of them."""
        page = Paginator(self.found, ON_A_PAGE).get_page(self.request.GET.get("page"))
        query = self.form.query()
        return super().get_context_data(
            search=self.form,
            page=page,
            query=f"{query}&" if query else "",
            csv_query=query,
            is_filtered=bool(query),
            names_people=self.names_people,
            rows=[
                presenters.list_row(each, names_people=self.names_people)
                for each in page.object_list
            ],
            **kwargs,
        )


class ReceivedCsv(Listed, View):
    """The same list as a file."""

    def get(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        """Send it."""
        rows = [presenters.csv_row(each, names_people=self.names_people) for each in self.found]
        return responses.download(
            exports.csv_bytes(presenters.LIST_HEADINGS, rows),
            name=exports.file_name(f"applications to {request.organisation}", ending="csv"),
            content_type=responses.CSV,
        )
