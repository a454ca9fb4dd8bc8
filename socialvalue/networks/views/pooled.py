"""What the members of a network know together: its page, its file, its report."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.generic import TemplateView, View

from socialvalue.core import exports, responses
from socialvalue.core.access import Allowed
from socialvalue.networks import presenters, queries, reports
from socialvalue.networks.models import Seat
from socialvalue.networks.views.audiences import OFFICERS, READERS, OfPeriod
from socialvalue.spend import caution


class NetworkPage(OfPeriod, TemplateView):
    """What the members know together: the pooled figures first."""

    template_name = "socialvalue/networks/network.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Add the pool, the members and the categories."""
        pool = queries.pool_of(self.shares)
        split = [share for share in self.shares if share.figures["bands"] is not None]
        return super().get_context_data(
            period=self.period,
            periods=[
                (period.key, presenters.period_words(period))
                for period in queries.periods_of(self.network)
            ],
            period_words=self.period and presenters.period_words(self.period),
            cards=presenters.cards(pool, split) if split else [],
            pooled=len(split),
            members=presenters.member_rows(self.seats, self.shares, pool),
            has_wider=bool(self.network.wider_place_code),
            categories=presenters.category_rows(queries.pooled_categories(self.shares)),
            not_netted=queries.not_netted(self.shares, self.seats),
            unnamed=presenters.unnamed_words(queries.unnamed(self.shares)),
            report_forms=reports.WORDS,
            offered=self.network.seats.filter(state=Seat.State.OFFERED) if self.is_lead else [],
            is_lead=self.is_lead,
            caution=caution.FOR_PAGES,
            may_change=OFFICERS.admits(self.request),
            **kwargs,
        )


class PooledCsv(OfPeriod, View):
    """What each member shares, all together, and the mean, as a file."""

    def get(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        """Send it."""
        rows = presenters.csv_rows(self.seats, self.shares, queries.pool_of(self.shares))
        key = self.period.key if self.period else ""
        return responses.download(
            exports.csv_bytes(presenters.CSV_HEADINGS, rows),
            name=exports.file_name(f"{self.network.name} {key}", ending="csv"),
            content_type=responses.CSV,
        )


class NetworkReport(OfPeriod, View):
    """What the members know together as a tagged PDF, a Word document or a spreadsheet."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Send it."""
        if kwargs["form"] not in reports.FORMS or self.period is None:
            raise Http404
        form = reports.FORMS[kwargs["form"]]
        subject = reports.subject_of(
            self.network,
            self.period,
            seats=self.seats,
            shares=self.shares,
            remarks=presenters.unnamed_words(queries.unnamed(self.shares)),
        )
        return responses.download(
            form.writer(subject),
            name=exports.file_name(
                f"Local spend of {self.network.name} {self.period.key}", ending=kwargs["form"]
            ),
            content_type=form.content_type,
        )


class LocalSuppliers(Allowed, TemplateView):
    """Suppliers of the place that other members pay for a category."""

    may_use = READERS
    template_name = "socialvalue/networks/local_suppliers.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Add those of the category that the address names."""
        key = self.request.GET.get("category", "")
        found = queries.paid_by_others(self.request.organisation, category=key)
        return super().get_context_data(
            key=key,
            columns=[
                {"text": "Supplier"},
                {"text": "Paid by"},
                {"text": "Paid", "numeric": True},
            ],
            rows=presenters.recommended_rows(found),
            caution=caution.FOR_PAGES,
            **kwargs,
        )
