"""The stress test of a method: its result, the made-up bids, their points, the files."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import FormView, View

from procurement.calculations import stress
from procurement.tenders import queries
from procurement.tenders.access import OFFICERS, PRICE_READERS, TenderPage
from procurement.tenders.actions import stress as actions
from procurement.tenders.forms.stress import (
    FEWEST_BIDS,
    MOST_BIDS,
    AcknowledgeForm,
    StressBidFormSet,
    StressPointsForm,
)
from procurement.tenders.presenters import stress as presenters
from procurement.tenders.presenters import stress_charts as pictures
from procurement.tenders.presenters import stress_figures as figures
from procurement.tenders.queries import stress as stress_queries
from socialvalue.core import exports, responses


class StressPage(TenderPage):
    """A page about the stress test of one lot: the one asked for, or the first."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the lot and its method."""
        super().setup(request, *args, **kwargs)
        self.methodology = queries.methodology_of(self.tender)
        self.lots = stress_queries.tested_lots(self.methodology)
        wanted = request.GET.get("lot")
        found = [each for each in self.lots if wanted in (None, each.lot.code)]
        if not found:
            raise Http404
        self.tested = found[0]

    @property
    def may_change_now(self) -> bool:
        """Whether this person may make up bids, now."""
        return OFFICERS.admits(self.request) and self.tender.state in actions.OPEN

    def address(self, name: str, **query: str) -> str:
        """Return the address of a page about this lot."""
        page = reverse(f"tenders:{name}", args=[self.tender.pk])
        asked = ({"lot": self.tested.lot.code} if len(self.lots) > 1 else {}) | query
        return f"{page}?{urlencode(asked)}" if asked else page

    @cached_property
    def bids(self) -> list[Any]:
        """The made-up bids that are kept."""
        return stress_queries.stress_bids_of(self.tested.lot)

    @cached_property
    def test(self) -> stress.StressTest | None:
        """The test, None where there is nothing to test yet: `problem` says why."""
        try:
            return stress_queries.run(
                self.tested, stress_queries.entrants_of(self.bids, self.tested)
            )
        except stress.NotTestable as refusal:
            self.problem = str(refusal)
            return None


class StressTest(StressPage, FormView):
    """What the test found, and a place to say that it was read where it must be."""

    may_use = PRICE_READERS
    may_change = OFFICERS
    form_class = AcknowledgeForm
    template_name = "procurement/tenders/stress.html"

    def get_initial(self) -> dict[str, Any]:
        """The method whose result is on the page."""
        return {"fingerprint": self.tested.fingerprint}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the verdict, the pictures and what was said."""
        context = super().get_context_data(**kwargs)
        if self.test is None:
            return context | self._common() | {"problem": self.problem}
        return context | self._common() | self._found(self.test)

    def _common(self) -> dict[str, Any]:
        return {
            "tested": self.tested,
            "tender_url": self.tender_url,
            "lots": [
                {"lot": each.lot, "here": each is self.tested}
                for each in (self.lots if len(self.lots) > 1 else [])
            ],
            "may_change": self.may_change_now,
            "bids_url": self.address("stress_bids"),
            "points_urls": [
                (bid.name, reverse("tenders:stress_points", args=[self.tender.pk, bid.pk]))
                for bid in (self.bids if self.tested.rules and self.tested.rules.questions else [])
            ],
            "are_own": bool(self.bids),
        }

    def _found(self, test: stress.StressTest) -> dict[str, Any]:
        def file(figure: str) -> str:
            return self.address("stress_file", figure=figure)

        return {
            "verdict": presenters.verdict(test),
            "needs_reason": self.tested.is_relative,
            "said": stress_queries.acknowledgement_of(self.tested),
            "columns": presenters.bid_columns(test),
            "rows": presenters.bid_rows(test),
            "totals": pictures.totals_chart(test, csv_address=file("totals")),
            "reversal": pictures.reversal_chart(test, csv_address=file("reversal")),
            "point": pictures.point_chart(test, csv_address=file("point")),
            "levels": presenters.level_rows(test),
            "levels_url": file("levels"),
            "winner": test.winner.called if test.winner else "",
            "deciding": pictures.deciding_chart(test, csv_address=file("deciding")),
            "moves": pictures.moves_chart(test, csv_address=file("moves")),
        }

    def form_valid(self, form: AcknowledgeForm) -> HttpResponse:
        """Keep what was said."""
        if self.test is None:
            form.add_error(None, self.problem)
            return self.form_invalid(form)
        found = stress.verdict_on(self.test)
        try:
            actions.acknowledge_stress_test(
                lot=self.tested.lot,
                verdict=found.kind.value,
                findings=[each.sentence for each in found.findings],
                by=self.request.user,
                at=timezone.now(),
                **form.cleaned_data,
            )
        except (actions.StressTestOver, actions.MethodChanged) as refusal:
            form.data = form.data.copy()
            form.data["fingerprint"] = self.tested.fingerprint
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, "The result of the stress test is acknowledged")
        return redirect(self.address("stress"))


class StressBids(StressPage, FormView):
    """Make up bids, change them, take them out."""

    may_use = OFFICERS
    template_name = "procurement/tenders/stress_bids.html"

    def instead(self) -> HttpResponse | None:
        """Lead back to the result once nothing can be changed or there is no method to test."""
        if self.tender.state not in actions.OPEN:
            messages.error(self.request, str(actions.StressTestOver()))
            return redirect(self.address("stress"))
        return redirect(self.address("stress")) if self.tested.rules is None else None

    def get_form(self, form_class: Any = None) -> Any:
        """Return the bids as a formset; "Add another" sends it back with one more."""
        if self.request.method == "POST":
            return StressBidFormSet(self.answers_sent())
        kept = [
            {
                "pk": bid.pk,
                "name": bid.name,
                "price_pence": bid.price_pence,
                "quality_percent": bid.quality_percent,
                "social_value_percent": bid.social_value_percent,
            }
            for bid in self.bids
        ]
        return StressBidFormSet(initial=kept or stress_queries.answers_at_first(self.tested))

    def answers_sent(self) -> Any:
        """Return what was sent, with room for another bid if that was asked for."""
        sent = self.request.POST.copy()
        count = sent.get("form-TOTAL_FORMS", "")
        if "add" in sent and count.isdecimal() and len(count) < 4 and int(count) < MOST_BIDS:
            sent["form-TOTAL_FORMS"] = str(int(count) + 1)
        return sent

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the way back."""
        context = super().get_context_data(**kwargs)
        with_points = {bid.pk for bid in self.bids if bid.points}
        rows = [(form, _uuid(form["pk"].value()) in with_points) for form in context["form"]]
        return context | {
            "formset": context["form"],
            "rows": rows,
            "back_url": self.address("stress"),
            "back_text": "Back to the stress test",
            "lot": self.tested.lot if len(self.lots) > 1 else None,
            "may_add": len(rows) < MOST_BIDS,
        }

    def form_valid(self, form: Any) -> HttpResponse:
        """Save the bids, or send the page back with one more."""
        if "add" in self.request.POST:
            return self.render_to_response(self.get_context_data(form=form))
        answers = [
            actions.StressBidAnswer(
                **{name: value for name, value in each.cleaned_data.items() if name != "remove"}
            )
            for each in form
            if not each.cleaned_data.get("remove")
        ]
        if len(answers) < FEWEST_BIDS:
            form.non_form_errors().append("Keep at least two bids: a comparison needs two")
            return self.form_invalid(form)
        try:
            actions.set_stress_bids(
                lot=self.tested.lot, answers=answers, by=self.request.user, at=timezone.now()
            )
        except actions.StressTestOver as refusal:
            form.non_form_errors().append(str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, "Made-up bids saved")
        return redirect(self.address("stress"))

    def form_invalid(self, form: Any) -> HttpResponse:
        """Show what is wrong; not of a bid that was only just added."""
        if "add" in self.request.POST:
            form = StressBidFormSet(initial=_as_typed(form))
        return self.render_to_response(self.get_context_data(form=form))


def _as_typed(formset: Any) -> list[dict[str, Any]]:
    """Return what was typed so far, without judging it."""
    names = ["pk", "name", "price_pence", "quality_percent", "social_value_percent"]
    return [{name: form[name].value() for name in names} for form in formset]


def _uuid(text: Any) -> UUID | None:
    """Return the key that a hidden field holds, None if it holds none."""
    try:
        return UUID(str(text))
    except ValueError:
        return None


class StressPoints(StressPage, FormView):
    """The points of one made-up bid, question by question."""

    may_use = OFFICERS
    form_class = StressPointsForm
    template_name = "procurement/tenders/stress_points.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the bid, and the lot it is made up for."""
        super().setup(request, *args, **kwargs)
        kept = {
            bid.pk: each for each in self.lots for bid in stress_queries.stress_bids_of(each.lot)
        }
        if kwargs["stress_bid_pk"] not in kept:
            raise Http404
        self.tested = kept[kwargs["stress_bid_pk"]]
        self.bid = get_object_or_404(self.tested.lot.stress_bids, pk=kwargs["stress_bid_pk"])

    def instead(self) -> HttpResponse | None:
        """Lead back once nothing can be changed, or where there are no questions."""
        if self.tender.state not in actions.OPEN:
            messages.error(self.request, str(actions.StressTestOver()))
            return redirect(self.address("stress"))
        rules = self.tested.rules
        return None if rules and rules.questions else redirect(self.address("stress"))

    def get_form_kwargs(self) -> dict[str, Any]:
        """The questions of the lot."""
        rules = self.tested.rules
        return super().get_form_kwargs() | {"questions": rules.questions if rules else ()}

    def get_initial(self) -> dict[str, Any]:
        """The points so far."""
        return dict(self.bid.points)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the bid and the way back."""
        return super().get_context_data(
            bid=self.bid,
            back_url=self.address("stress"),
            back_text="Back to the stress test",
            **kwargs,
        )

    def form_valid(self, form: StressPointsForm) -> HttpResponse:
        """Save the points."""
        try:
            actions.set_stress_points(
                bid=self.bid, points=form.points(), by=self.request.user, at=timezone.now()
            )
        except actions.StressTestOver as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, "Points saved")
        return redirect(self.address("stress"))


class StressFile(StressPage, View):
    """The numbers behind one of the pictures, as a table."""

    may_use = PRICE_READERS

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Answer with the file."""
        name = request.GET.get("figure", "totals")
        if name not in figures.FIGURES:
            raise Http404
        figure = figures.Figure(headings=["nothing_to_test_yet"], rows=[])
        if self.test is not None:
            figure = figures.figure_of(self.test, name)
        return responses.download(
            exports.csv_bytes(figure.headings, figure.rows),
            name=exports.file_name(f"{self.tender.reference} stress test {name}", ending="csv"),
            content_type=responses.CSV,
        )
