"""The report for the file, on the page and as files, and the sealed bundle."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.generic import TemplateView, View

from procurement.evaluation import permissions, reports, sealed_bundle
from procurement.evaluation.presenters import ranking, sentences
from procurement.evaluation.queries import file_record, sealing
from procurement.evaluation.views.results import File, ResultPage
from procurement.tenders.presenters import about_rows
from socialvalue.core import exports, responses
from socialvalue.core.document_page import page_parts
from socialvalue.core.docx import as_docx
from socialvalue.core.pdf import Document

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class FilePage(ResultPage):
    """What the report and the sealed bundle stand on; only for those who may read the file."""

    def is_allowed(self) -> bool:
        """Once the tender is ranked, and nobody who evaluates it."""
        return permissions.may_read_the_file(
            self.tender, user=self.request.user, roles=self.request.roles
        )

    def work_out(self) -> None:
        """Work the result out from the bundle that was stored when the tender was ranked."""
        self.bundle, self.worked_out = sealing.stored_and_worked_out(self.tender)
        self.result = self.worked_out.result

    def told(self) -> file_record.FileRecord:
        """Return how the decision came about."""
        return file_record.file_record_of(self.tender)

    def report(self) -> Document:
        """Return the report as a document."""
        facts = reports.ReportFacts(
            title=self.tender.title,
            reference=self.tender.reference,
            organisation=self.tender.buyer_name,
            made_at=timezone.now(),
            is_demonstration=self.tender.is_demonstration,
            about=[(row["key"], row["value"]) for row in about_rows(self.tender)],
            duty=[*sentences.low_price_duty(self.tender.regime), sentences.LOW_PRICE_NOTE],
            method=self.method_told(),
            sha256=self.result.get("bundle_sha256", "not worked out"),
            file=self.told(),
        )
        reasons = [] if self.is_refused else ranking.reasons(self.bundle)
        return reports.evaluation_report(facts, lots=self.lots(), reasons=reasons)


class Report(FilePage, TemplateView):
    """The report as a page that prints well."""

    template_name = "procurement/evaluation/report.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the lots, every reason, and how the decision came about."""
        self.work_out()
        told, now = self.told(), timezone.now()
        sha256 = self.result.get("bundle_sha256", "not worked out")
        document = Document(title="Report", organisation=self.tender.buyer_name, made_at=now)
        reports.add_file_record(document, told)
        reports.add_fingerprints(document, told, bundle_sha256=sha256)
        return super().get_context_data(
            result=self.result,
            is_refused=self.is_refused,
            lots=self.lots(),
            reasons=[] if self.is_refused else ranking.reasons(self.bundle),
            about=about_rows(self.tender),
            method=self.method_told(),
            one_score="" if told.panel else reports.ONE_SCORE,
            checksum=reports.CHECKSUM,
            duty=sentences.low_price_duty(self.tender.regime),
            duty_note=sentences.LOW_PRICE_NOTE,
            several=len(self.bundle["lots"]) > 1,
            made_at=now,
            parts=page_parts(document),
            **kwargs,
        )


class ReportFile(FilePage, File):
    """The report as a tagged PDF."""

    kind, ending, content_type = "evaluation report", "pdf", responses.PDF

    def content(self) -> bytes:
        """Return the PDF."""
        return self.report().render()


class ReportWord(FilePage, File):
    """The report as a Word file."""

    kind, ending, content_type = "evaluation report", "docx", WORD

    def content(self) -> bytes:
        """Return the Word file."""
        return as_docx(self.report())


class SealedFile(FilePage, View):
    """The sealed bundle, from which anybody can work the result out again."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Answer with the file."""
        content = sealed_bundle.sealed(sealing.sealed_parts(self.tender))
        name = exports.file_name(f"{self.tender.reference} sealed bundle", ending="zip")
        return responses.download(content, name=name, content_type="application/zip")
