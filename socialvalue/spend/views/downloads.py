"""Everything about payments that can be saved: tables as CSV, and the report."""

from collections.abc import Iterable, Sequence

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.views.generic import TemplateView, View

from socialvalue.core import exports, responses
from socialvalue.spend import figures, presenters, queries, reports, tables
from socialvalue.spend.views.analyses import OfLines
from socialvalue.spend.views.audiences import OfAnalysis, OfFile

NARROWED = "suppliers"
"""The table that can be narrowed as its page is."""


class RowsCsv(OfFile, View):
    """Every listed row that is no payment line, or was read with a remark."""

    def get(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        """Send the list."""
        rows = map(presenters.row_cells, self.file.rows.all())
        return csv(presenters.ROW_HEADINGS, rows, name=f"rows of {self.file.name}")


class LinesCsv(OfLines, View):
    """The payments behind a figure, as a file. No individual is named in it, nor in its name."""

    def what(self) -> str:
        """Return in words which payments are asked for. Raises Http404."""
        super().what()
        return presenters.chosen_in_files(self.analysis, self.query)

    def get(self, request: HttpRequest, **kwargs: object) -> HttpResponseBase:
        """Send them, piece by piece."""
        name = f"{self.analysis.title} {self.what()}"
        rows = presenters.line_rows(self.analysis, self.lines())
        return responses.download_stream(
            exports.csv_stream(presenters.LINE_HEADINGS, rows),
            name=exports.file_name(name, ending="csv"),
            content_type=responses.CSV,
        )


class TableCsv(OfAnalysis, View):
    """A table of the analysis, as a file. No individual is named in it."""

    def get(self, request: HttpRequest, **kwargs: str) -> HttpResponse:
        """Send it."""
        found = figures.figures_of(self.analysis)
        if kwargs["table"] == NARROWED:
            found = presenters.narrowed_figures(self.analysis, request.GET.dict())
        try:
            table = tables.table_of(
                queries.as_known_now(found, self.analysis),
                kwargs["table"],
                audience=tables.Audience.FILE,
            )
        except tables.NoSuchTable as absent:
            raise Http404 from absent
        name = f"{self.analysis.title} {table.title}"
        return csv(tables.file_headings(table), tables.file_rows(table), name=name)


class Report(OfAnalysis, View):
    """The report as a tagged PDF, a Word document or a spreadsheet."""

    def get(self, request: HttpRequest, **kwargs: str) -> HttpResponse:
        """Send it."""
        if kwargs["form"] not in reports.FORMS:
            raise Http404
        audience = audience_of(request)
        form = reports.FORMS[kwargs["form"]]
        name = f"Local spend analysis {self.analysis.title} {audience_words(audience)}"
        return responses.download(
            form.write(self.analysis, audience=audience),
            name=exports.file_name(name, ending=kwargs["form"]),
            content_type=form.content_type,
        )


class ReportPage(OfAnalysis, TemplateView):
    """The report to read and to print; this is its first version."""

    template_name = "socialvalue/spend/report.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Add its sections."""
        shown = presenters.report_page(self.analysis, audience=audience_of(self.request))
        return super().get_context_data(**shown, **kwargs)


def audience_of(request: HttpRequest) -> tables.Audience:
    """Return who a report is for: files name nobody, and what is published shows less still."""
    public = request.GET.get("for") == "publication"
    return tables.Audience.PUBLIC if public else tables.Audience.FILE


def audience_words(audience: tables.Audience) -> str:
    """Return what is said of the audience in the name of a file."""
    return "for publication" if audience is tables.Audience.PUBLIC else ""


def csv(
    headings: Sequence[str], rows: Iterable[Sequence[exports.Cell]], *, name: str
) -> HttpResponse:
    """Return a table as a file for saving."""
    return responses.download(
        exports.csv_bytes(headings, rows),
        name=exports.file_name(name, ending="csv"),
        content_type=responses.CSV,
    )
