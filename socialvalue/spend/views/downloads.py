"""Everything about payments that can be saved: tables as CSV, and the report."""

from collections.abc import Iterable, Sequence

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.views.generic import View

from socialvalue.core import exports, responses
from socialvalue.places import queries as places
from socialvalue.spend import figures, presenters, reports
from socialvalue.spend.figures import GroupFigure
from socialvalue.spend.views.analyses import OfLines
from socialvalue.spend.views.audiences import OfAnalysis, OfFile
from socialvalue.spend.words import as_pounds


class RowsCsv(OfFile, View):
    """Every listed row that is no payment line, or was read with a remark."""

    def get(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        """Send the list."""
        rows = map(presenters.row_cells, self.file.rows.all())
        return csv(presenters.ROW_HEADINGS, rows, name=f"rows of {self.file.name}")


class LinesCsv(OfLines, View):
    """The payments behind a figure, as a file."""

    def get(self, request: HttpRequest, **kwargs: object) -> HttpResponseBase:
        """Send them, piece by piece."""
        name = f"{self.analysis.title} {self.what()}"
        rows = presenters.line_rows(self.analysis, self.lines())
        return responses.download_stream(
            exports.csv_stream(presenters.LINE_HEADINGS, rows),
            name=exports.file_name(name, ending="csv"),
            content_type=responses.CSV,
        )


class BandsCsv(OfAnalysis, View):
    """Where the money went, as a file."""

    def get(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        """Send it."""
        bands = figures.bands_of(self.analysis.figures)
        rows = [[band.words, band.lines, as_pounds(band.pence)] for band in bands]
        return csv(["Where", "Payments", "Pounds"], rows, name=f"{self.analysis.title} by place")


class CategoriesCsv(OfAnalysis, View):
    """Every category by band, as a file."""

    def get(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        """Send it."""
        found = self.analysis.figures
        return groups_csv(
            "Category", figures.categories(found), found, name=f"{self.analysis.title} by category"
        )


class SuppliersCsv(OfAnalysis, View):
    """The suppliers that were paid most, by band, as a file."""

    def get(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        """Send it."""
        found = self.analysis.figures
        return groups_csv(
            "Supplier", figures.suppliers(found), found, name=f"{self.analysis.title} by supplier"
        )


class AuthoritiesCsv(OfAnalysis, View):
    """Payments by local authority, as a file."""

    def get(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        """Send it."""
        found = self.analysis.figures
        names = places.authority_names(found["authorities"])
        rows = [
            [name, code, as_pounds(pence)]
            for name, code, pence in figures.authorities(found, names)
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


def groups_csv(
    kind: str, groups: Iterable[GroupFigure], found: figures.Figures, *, name: str
) -> HttpResponse:
    """Return categories or suppliers, with what went where, as a file for saving."""
    bands = [band.words for band in figures.bands_of(found)]
    rows = [
        [group.name, group.lines, *map(as_pounds, (*group.band_pence, group.pence))]
        for group in groups
    ]
    return csv([kind, "Payments", *bands, "Total"], rows, name=name)


def csv(
    headings: Sequence[str], rows: Iterable[Sequence[exports.Cell]], *, name: str
) -> HttpResponse:
    """Return a table as a file for saving."""
    return responses.download(
        exports.csv_bytes(headings, rows),
        name=exports.file_name(name, ending="csv"),
        content_type=responses.CSV,
    )
