"""The matrix and its areas, for everyone."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.generic import TemplateView, View

from socialvalue.core.access import EVERYONE, Allowed
from socialvalue.core.exports import file_name
from socialvalue.core.responses import CSV, download
from socialvalue.framework import presenters, queries
from socialvalue.framework.forms import SearchForm

DEFAULT = "marmot-6"


class Published(Allowed):
    """A page of a framework that is for everyone, by its code."""

    may_use = EVERYONE
    may_change_this = False

    def setup(self, request: HttpRequest, *args: object, **kwargs: Any) -> None:
        """Find the latest version."""
        super().setup(request, *args, **kwargs)
        self.version = queries.published_version(kwargs["framework"])
        if self.version is None:
            raise Http404


class MatrixPage:
    """What the page of a matrix needs, whoever's it is. Put it before the class that finds it.

    Needs `self.version` and `self.may_change_this`.
    """

    template_name = "socialvalue/framework/matrix.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Add the columns that mention the words asked for."""
        form = SearchForm(self.request.GET or None)
        words = form.cleaned_data["words"].strip() if form.is_bound and form.is_valid() else ""
        page = presenters.matrix_page(
            self.version,
            choices=queries.frameworks_for(self.request.organisation),
            words=words,
            may_change=self.may_change_this,
        )
        return super().get_context_data(page=page, search=form, version=self.version, **kwargs)


class PublishedMatrix(MatrixPage, Published, TemplateView):
    """A matrix that is for everyone."""


class Matrix(MatrixPage, Allowed, TemplateView):
    """The matrix that comes first; without reference data, what to do about it."""

    may_use = EVERYONE
    may_change_this = False

    def setup(self, request: HttpRequest, *args: object, **kwargs: object) -> None:
        """Find the latest version."""
        super().setup(request, *args, **kwargs)
        self.version = queries.published_version(DEFAULT)

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Answer with the matrix, or say that there is none yet."""
        if self.version is None:
            return render(request, "socialvalue/framework/not_loaded.html", status=503)
        return super().get(request, *args, **kwargs)


class MatrixCsv(Published, View):
    """A matrix as a table to download."""

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Answer with the file."""
        return download(
            presenters.matrix_csv(self.version),
            name=file_name(self.version.framework.code, ending="csv"),
            content_type=CSV,
        )


class PublishedArea(Published, TemplateView):
    """An area for action of a matrix that is for everyone."""

    template_name = "socialvalue/framework/area.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, object]:
        """Find the area by its code."""
        area = queries.area_of(self.version, code=kwargs["area"])
        if area is None:
            raise Http404
        return super().get_context_data(
            page=presenters.area_page(area, version=self.version), **kwargs
        )
