"""Ask for an analysis, and see the payments behind a figure."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import FormView, TemplateView

from socialvalue.core.access import Allowed
from socialvalue.spend import actions, forms, presenters, queries, words
from socialvalue.spend.views.audiences import OFFICERS, OfAnalysis

LINES_A_PAGE = 100


class NewAnalysis(Allowed, FormView):
    """Ask where the money of a period went."""

    may_use = OFFICERS
    form_class = forms.AnalysisForm
    template_name = "socialvalue/spend/new_analysis.html"

    def get_initial(self) -> dict[str, object]:
        """Propose the fullest financial year, and the organisation's own place."""
        organisation = self.request.organisation
        initial: dict[str, object] = {
            "place_code": organisation.place_code,
            "wider_place_code": organisation.wider_place_code,
        }
        if months := organisation.payment_files.imported().with_months():
            initial["start"], initial["end"] = forms.fullest_year(months)
        return initial

    def get_form_kwargs(self) -> dict[str, object]:
        """Offer the anchors that have payments."""
        anchors = list(self.request.organisation.payment_files.imported().anchors())
        return {**super().get_form_kwargs(), "anchors": anchors}

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Say which days there are payments of."""
        days = self.request.organisation.payment_files.imported().days()
        return super().get_context_data(days=days and words.period(*days), **kwargs)

    def form_valid(self, form: forms.AnalysisForm) -> HttpResponse:
        """Ask, and watch."""
        answers = form.asked()
        try:
            analysis = actions.ask_analysis(
                organisation=self.request.organisation,
                title=form.title(),
                by=self.request.user,
                at=timezone.now(),
                **answers,
            )
        except actions.NothingInPeriod as refusal:
            form.add_error("start", str(refusal))
            return self.form_invalid(form)
        return redirect("jobs:job", analysis.job_id)


class OfLines(OfAnalysis):
    """Payments of an analysis: those behind a figure, or all. Others are not found."""

    def instead(self) -> HttpResponseBase | None:
        """Show the analysis where no payments were kept with it, as in older ones."""
        if answer := super().instead():
            return answer
        return None if presenters.can_drill(self.analysis) else redirect(self.analysis_page)

    @property
    def analysis_page(self) -> str:
        """The address of the analysis."""
        return reverse("spend:analysis", args=[self.analysis.pk])

    @property
    def query(self) -> dict[str, str]:
        """What the address asks for."""
        asked = self.request.GET
        return {name: asked[name] for name in queries.PARAMETERS if name in asked}

    def what(self) -> str:
        """Return in words which payments are asked for. Raises Http404."""
        if what := presenters.chosen(self.analysis, self.query):
            return what
        raise Http404

    def lines(self) -> queries.CountedLines:
        """Return the payments asked for. Raises Http404."""
        try:
            return queries.counted_lines(self.analysis, **self.query)
        except queries.UnknownChoice as strange:
            raise Http404 from strange


class Lines(OfLines, TemplateView):
    """The payments behind a figure."""

    template_name = "socialvalue/spend/lines.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Add one page of payments."""
        what, lines = self.what(), self.lines()
        page = Paginator(lines, LINES_A_PAGE).get_page(self.request.GET.get("page"))
        shown = presenters.lines_page(page, what=what, pence=lines.pence(), query=self.query)
        return super().get_context_data(**shown, **kwargs)
