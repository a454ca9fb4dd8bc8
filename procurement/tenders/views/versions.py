"""The versions of a published method: what each says, and what is different between two."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views import View
from django.views.generic import TemplateView

from procurement.calculations.canonical import canonical_json
from procurement.tenders.access import READERS
from procurement.tenders.presenters.differences import difference_rows
from procurement.tenders.presenters.plain import moment
from procurement.tenders.queries import published
from procurement.tenders.views.publishing import PublishingPage
from socialvalue.core import responses
from socialvalue.core.document_page import page_parts
from socialvalue.core.docx import as_docx
from socialvalue.core.exports import file_name

KINDS = {
    "json": "application/json",
    "pdf": responses.PDF,
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


class Versions(PublishingPage, TemplateView):
    """Every version of the method, whether it is whole, and what changed from one to the next."""

    may_use = READERS
    template_name = "procurement/tenders/publishing/versions.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the versions, the newest first."""
        versions = published.versions_of(self.tender)
        documents = [published.method_document(version) for version in versions]
        earlier = [*documents[1:], None]
        rows = [
            {
                "version": version,
                "standing": published.standing_of(version),
                "published": moment(version.published_at, self.tender),
                "changes": [] if before is None else difference_rows(before, document),
                "is_first": before is None,
            }
            for version, document, before in zip(versions, documents, earlier, strict=True)
        ]
        return super().get_context_data(rows=rows, **kwargs)


class VersionPage(PublishingPage):
    """A page or a file of one version of the method."""

    may_use = READERS

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the version by its number."""
        super().setup(request, *args, **kwargs)
        versions = self.tender.methodologies.all()
        self.methodology = get_object_or_404(versions, number=kwargs["number"])
        self.methodology.tender = self.tender


class Pack(VersionPage, TemplateView):
    """How bids will be judged, as bidders read it."""

    template_name = "procurement/tenders/publishing/pack.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the parts of the document."""
        document = self.document(self.methodology)
        return super().get_context_data(
            document=document,
            parts=page_parts(document),
            methodology=self.methodology,
            **kwargs,
        )


class PackFile(VersionPage, View):
    """The pack as a file: PDF, Word, or the canonical document that the fingerprint is of."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Return the file."""
        ending = kwargs["ending"]
        if ending not in KINDS:
            raise Http404
        if ending == "json":
            content = canonical_json(published.method_document(self.methodology))
        elif ending == "pdf":
            content = self.document(self.methodology).render()
        else:
            content = as_docx(self.document(self.methodology))
        stem = f"{self.tender.reference} method {self.methodology.version}"
        name = file_name(stem, ending=ending)
        return responses.download(content, name=name, content_type=KINDS[ending])
