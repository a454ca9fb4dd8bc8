"""Who may use the pages about payments, and how one of their things is found."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect

from socialvalue.accounts.models import Role
from socialvalue.core.access import Allowed, roles

READERS = roles(Role.DATA_OFFICER, Role.AUDITOR)
OFFICERS = roles(Role.DATA_OFFICER)


def may_change(request: HttpRequest) -> bool:
    """Whether the person may upload, confirm, take back and analyse, or only look."""
    return Role.DATA_OFFICER in request.roles


def category_asked(request: HttpRequest) -> str | None:
    """Return the key of the category that the address names; None if it names none.

    Raises Http404 for one with a NUL, which PostgreSQL cannot be asked for.
    """
    key = request.GET.get("category")
    if "\0" in (key or ""):
        raise Http404
    return key


class OfFile(Allowed):
    """A page about one payments file of the organisation."""

    may_use = READERS

    def setup(self, request: HttpRequest, *args: object, **kwargs: Any) -> None:
        """Find the file."""
        super().setup(request, *args, **kwargs)
        files = request.organisation.payment_files.select_related(
            "job", "uploaded_by", "undone_by", "organisation", "in_zip", "anchor"
        )
        self.file = get_object_or_404(files, pk=kwargs["file_pk"])
        self.extra_context = {"file": self.file}


class OfAnalysis(Allowed):
    """A page about one analysis of the organisation."""

    may_use = READERS

    def setup(self, request: HttpRequest, *args: object, **kwargs: Any) -> None:
        """Find the analysis."""
        super().setup(request, *args, **kwargs)
        analyses = request.organisation.analyses.for_pages()
        self.analysis = get_object_or_404(analyses, pk=kwargs["analysis_pk"])
        self.extra_context = {"analysis": self.analysis}

    def instead(self) -> HttpResponseBase | None:
        """Show the job as long as there are no figures."""
        return None if self.analysis.is_done else redirect("jobs:job", self.analysis.job_id)
