"""Doors to payments: upload, confirm, see what was read, analyse, look, download."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.generic import FormView, TemplateView, View

from socialvalue.accounts.models import Role
from socialvalue.calculations.spend.findings import FileRefused
from socialvalue.core import exports, responses
from socialvalue.core.access import Allowed, roles
from socialvalue.places import queries as places
from socialvalue.spend import actions, forms, presenters, queries, reports
from socialvalue.spend.models import FileState, Row

READERS = roles(Role.DATA_OFFICER, Role.AUDITOR)
OFFICERS = roles(Role.DATA_OFFICER)
LINES_A_PAGE = 100


class Home(Allowed, TemplateView):
    """The organisation's files and analyses, and what to do next."""

    may_use = READERS
    template_name = "socialvalue/spend/home.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Add both lists."""
        organisation = self.request.organisation
        return super().get_context_data(
            files=organisation.payment_files.select_related("job"),
            analyses=organisation.analyses.select_related("job"),
            has_payments=organisation.payment_files.imported().exists(),
            may_change=Role.DATA_OFFICER in self.request.roles,
            **kwargs,
        )


class Upload(Allowed, FormView):
    """Upload a payments file. One that cannot be read at all is refused at once."""

    may_use = OFFICERS
    form_class = forms.UploadForm
    template_name = "socialvalue/spend/upload.html"

    def form_valid(self, form: forms.UploadForm) -> HttpResponse:
        """Keep the file and go on to its columns."""
        content = form.cleaned_data["content"]
        try:
            file = actions.upload_file(
                organisation=self.request.organisation,
                name=content.name,
                content=content.read(),
                by=self.request.user,
                at=timezone.now(),
            )
        except actions.LoadedAlready as already:
            form.add_error("content", str(already))
            return self.form_invalid(form)
        try:
            queries.proposal(file)
        except FileRefused as refusal:
            actions.refuse_file(file=file, why=str(refusal))
            return redirect("spend:file", file.pk)
        return redirect("spend:columns", file.pk)


class OfFile(Allowed):
    """A page about one payments file of the organisation."""

    may_use = OFFICERS

    def setup(self, request: HttpRequest, *args: object, **kwargs: Any) -> None:
        """Find the file."""
        super().setup(request, *args, **kwargs)
        files = request.organisation.payment_files.select_related("job", "uploaded_by")
        self.file = get_object_or_404(files, pk=kwargs["file_pk"])
        self.extra_context = {"file": self.file}


class Columns(OfFile, FormView):
    """Confirm which column is which, beside the first rows of the file."""

    form_class = forms.ColumnsForm
    template_name = "socialvalue/spend/columns.html"

    def instead(self) -> HttpResponseBase | None:
        """Go back to the file if there is nothing to confirm."""
        if self.file.state != FileState.UPLOADED:
            return redirect("spend:file", self.file.pk)
        self.reading = queries.proposal(self.file)
        return None

    def get_form_kwargs(self) -> dict[str, Any]:
        """Offer the file's own headings."""
        return {**super().get_form_kwargs(), "headings": self.reading.headings}

    def get_initial(self) -> dict[str, str]:
        """Propose what the headings mean."""
        return {**self.reading.columns, "amounts": self.reading.amounts.value}

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Show the first rows as they stand."""
        return super().get_context_data(
            columns=[{"text": "Row"}, *({"text": text} for text in self.reading.headings)],
            sample=[[number, *cells] for number, cells in self.reading.sample],
            reading=self.reading,
            **kwargs,
        )

    def form_valid(self, form: forms.ColumnsForm) -> HttpResponse:
        """Ask for the file to be read, and watch."""
        file = actions.confirm_columns(
            file=self.file,
            columns=form.confirmed(),
            amounts=form.cleaned_data["amounts"],
            by=self.request.user,
            at=timezone.now(),
        )
        return redirect("jobs:job", file.job_id)


class File(OfFile, TemplateView):
    """What was read of a file and what was not, row by row."""

    may_use = READERS
    template_name = "socialvalue/spend/file.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Add the counts and the rows that were not read, or were read with a remark."""
        rows = self.file.rows.exclude(kind=Row.Kind.SET_ASIDE)
        page = Paginator(rows, LINES_A_PAGE).get_page(self.request.GET.get("page"))
        is_read = self.file.state in {FileState.IMPORTED, FileState.UNDONE} and self.file.how
        return super().get_context_data(
            counts=presenters.counts(self.file) if is_read else None,
            how=presenters.how_it_was_read(self.file) if is_read else None,
            page=page,
            rows=presenters.row_lines(page.object_list),
            row_columns=presenters.ROW_COLUMNS,
            may_change=Role.DATA_OFFICER in self.request.roles,
            **kwargs,
        )


class TakeBack(OfFile, FormView):
    """Undo an import, with the reason."""

    form_class = forms.TakeBackForm
    template_name = "socialvalue/spend/take_back.html"

    def form_valid(self, form: forms.TakeBackForm) -> HttpResponse:
        """Take it back, or say why that cannot be done."""
        try:
            actions.take_back(
                file=self.file, by=self.request.user, at=timezone.now(), **form.cleaned_data
            )
        except actions.CannotTakeBack as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, f"{self.file.name} is taken back")
        return redirect("spend:home")


class RowsCsv(OfFile, View):
    """Every row that is no payment line, or was read with a remark."""

    may_use = READERS

    def get(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        """Send the list."""
        rows = map(presenters.row_cells, self.file.rows.all())
        return csv(presenters.ROW_HEADINGS, rows, name=f"rows of {self.file.name}")


class NewAnalysis(Allowed, FormView):
    """Ask where the money of a period went."""

    may_use = OFFICERS
    form_class = forms.AnalysisForm
    template_name = "socialvalue/spend/new_analysis.html"

    def get_initial(self) -> dict[str, object]:
        """Propose the financial year of the newest payments, and the organisation's own place."""
        organisation = self.request.organisation
        initial: dict[str, object] = {
            "place_code": organisation.place_code,
            "wider_place_code": organisation.wider_place_code,
        }
        newest = organisation.payment_files.imported().exclude(last_day=None).order_by("-last_day")
        if latest := newest.first():
            initial["start"], initial["end"] = forms.financial_year_of(latest.last_day)
        return initial

    def form_valid(self, form: forms.AnalysisForm) -> HttpResponse:
        """Ask, and watch."""
        answers = form.cleaned_data
        title = f"Payments from {answers['start']:%-d %B %Y} to {answers['end']:%-d %B %Y}"
        analysis = actions.ask_analysis(
            organisation=self.request.organisation,
            title=title,
            by=self.request.user,
            at=timezone.now(),
            **answers,
        )
        return redirect("jobs:job", analysis.job_id)


class OfAnalysis(Allowed):
    """A page about one analysis of the organisation."""

    may_use = READERS

    def setup(self, request: HttpRequest, *args: object, **kwargs: Any) -> None:
        """Find the analysis."""
        super().setup(request, *args, **kwargs)
        analyses = request.organisation.analyses.select_related("job", "organisation")
        self.analysis = get_object_or_404(analyses, pk=kwargs["analysis_pk"])
        self.extra_context = {"analysis": self.analysis}

    def instead(self) -> HttpResponseBase | None:
        """Show the job as long as there are no figures."""
        return None if self.analysis.is_done else redirect("jobs:job", self.analysis.job_id)


class AnalysisPage(OfAnalysis, TemplateView):
    """Where the money went."""

    template_name = "socialvalue/spend/analysis.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Add the cards, charts, map and tables."""
        return super().get_context_data(**presenters.analysis_page(self.analysis), **kwargs)


class Lines(OfAnalysis, TemplateView):
    """The payments behind a figure."""

    template_name = "socialvalue/spend/lines.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Add one page of payments of the band and category asked for."""
        band, category = (self.request.GET.get(name, "") for name in ("band", "category"))
        found = queries.counted_lines(self.analysis, band=band, category=category)
        page = Paginator(found, LINES_A_PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(
            **presenters.lines_page(self.analysis, page, band=band, category=category), **kwargs
        )


class LinesCsv(OfAnalysis, View):
    """The payments behind a figure, as a file."""

    def get(self, request: HttpRequest, **kwargs: object) -> HttpResponseBase:
        """Send them, piece by piece."""
        band, category = (request.GET.get(name, "") for name in ("band", "category"))
        found = queries.counted_lines(self.analysis, band=band, category=category)
        return responses.download_stream(
            exports.csv_stream(presenters.LINE_HEADINGS, presenters.line_rows(found)),
            name=exports.file_name(f"{self.analysis.title} payments", ending="csv"),
            content_type=responses.CSV,
        )


class BandsCsv(OfAnalysis, View):
    """Where the money went, as a file."""

    def get(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        """Send it."""
        bands = presenters.bands_of(self.analysis.figures)
        rows = [[band.words, band.lines, presenters.as_pounds(band.pence)] for band in bands]
        return csv(["Where", "Payments", "Pounds"], rows, name=f"{self.analysis.title} by place")


class CategoriesCsv(OfAnalysis, View):
    """Every category by band, as a file."""

    def get(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        """Send it."""
        bands = [band.words for band in presenters.bands_of(self.analysis.figures)]
        rows = [
            [name, *map(presenters.as_pounds, amounts)]
            for name, *amounts in presenters.category_rows(self.analysis.figures)
        ]
        return csv(["Category", *bands, "Total"], rows, name=f"{self.analysis.title} by category")


class AuthoritiesCsv(OfAnalysis, View):
    """Payments by local authority, as a file."""

    def get(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        """Send it."""
        figures = self.analysis.figures
        names = places.authority_names(figures["authorities"])
        rows = [
            [name, code, presenters.as_pounds(pence)]
            for name, code, pence in presenters.authority_rows(figures, names)
        ]
        headings = ["Local authority", "Code", "Pounds"]
        return csv(headings, rows, name=f"{self.analysis.title} by authority")


class ReportPdf(OfAnalysis, View):
    """The report as a tagged PDF."""

    def get(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        """Send it."""
        return responses.download(
            reports.local_spend(self.analysis),
            name=exports.file_name(f"Local spend {self.analysis.title}", ending="pdf"),
            content_type=responses.PDF,
        )


def csv(headings: list[str], rows: Iterable[list[Any]], *, name: str) -> HttpResponse:
    """Return a table as a file for saving."""
    return responses.download(
        exports.csv_bytes(headings, rows),
        name=exports.file_name(name, ending="csv"),
        content_type=responses.CSV,
    )
