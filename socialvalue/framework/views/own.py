"""An organisation's own versions of the matrix: reading, making, publishing."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import FormView, TemplateView, View

from socialvalue.accounts.models import Role
from socialvalue.core.access import MEMBERS, Allowed, roles
from socialvalue.framework import actions, permissions, presenters, queries
from socialvalue.framework.forms import EmphasisForm, OwnVersionForm
from socialvalue.framework.presenters import version_url
from socialvalue.framework.views.matrix import MatrixPage

OFFICERS = roles(Role.PROCUREMENT_OFFICER)


class Own(Allowed):
    """A page of a version of the person's own organisation."""

    may_use = MEMBERS

    def setup(self, request: HttpRequest, *args: object, **kwargs: Any) -> None:
        """Find the version among the organisation's own."""
        super().setup(request, *args, **kwargs)
        self.version = queries.own_version(request.organisation, pk=kwargs["version_pk"])
        if self.version is None:
            raise Http404

    @property
    def may_change_this(self) -> bool:
        """Whether this person may change this version, as it is now."""
        request = self.request
        return permissions.may_change(
            self.version, roles=request.roles, organisation=request.organisation
        )

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Add the version and what may be done with it."""
        kwargs.setdefault("version", self.version)
        return super().get_context_data(
            may_change=self.may_change_this,
            may_start=permissions.may_change_matrix(self.request.roles),
            **kwargs,
        )


class ChangesOwn(Own):
    """A page that changes a draft: the role is asked here, the draft by `is_allowed`."""

    may_use = OFFICERS

    def is_allowed(self) -> bool:
        """Only a draft can be changed."""
        return self.may_change_this


class OwnVersions(Allowed, TemplateView):
    """Every version that the organisation has made."""

    may_use = MEMBERS
    template_name = "socialvalue/framework/own_versions.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Add the versions."""
        versions = queries.own_versions(self.request.organisation)
        return super().get_context_data(
            rows=presenters.version_rows(versions),
            may_start=permissions.may_change_matrix(self.request.roles),
            **kwargs,
        )


class MakeOwnVersion(Allowed, FormView):
    """Copy a version to change it."""

    may_use = OFFICERS
    form_class = OwnVersionForm
    template_name = "socialvalue/framework/make_own_version.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        """Add the versions that can be copied."""
        versions = queries.frameworks_for(self.request.organisation)
        return super().get_form_kwargs() | {"versions": versions}

    def form_valid(self, form: OwnVersionForm) -> HttpResponse:
        """Copy it."""
        version = actions.make_own_version(
            organisation=self.request.organisation,
            by=self.request.user,
            at=timezone.now(),
            **form.cleaned_data,
        )
        messages.success(self.request, "Your version is a draft: change it, then publish it")
        return redirect(version_url(version))


class OwnMatrix(MatrixPage, Own, TemplateView):
    """The matrix of an own version."""


class Compare(Own, TemplateView):
    """An own version beside the one it was made from."""

    template_name = "socialvalue/framework/compare.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Add what was changed."""
        return super().get_context_data(page=presenters.comparison_page(self.version), **kwargs)


class SetEmphasis(ChangesOwn, FormView):
    """Say how much each objective matters."""

    form_class = EmphasisForm
    template_name = "socialvalue/framework/emphasis.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        """Add the objectives."""
        return super().get_form_kwargs() | {"objectives": self.version.objectives.all()}

    def form_valid(self, form: EmphasisForm) -> HttpResponse:
        """Store it."""
        actions.set_emphasis(
            version=self.version,
            emphasis=form.emphasis(),
            by=self.request.user,
            at=timezone.now(),
        )
        messages.success(self.request, "Emphasis saved")
        return redirect(version_url(self.version))


class Publish(ChangesOwn, TemplateView):
    """Ask, then freeze a draft."""

    template_name = "socialvalue/framework/publish.html"

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Publish it, or say why not."""
        try:
            actions.publish_version(version=self.version, by=request.user, at=timezone.now())
        except actions.NothingToPublish as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, "Published: tenders can use this version now")
        return redirect(version_url(self.version))


class StartNextVersion(Own, View):
    """Start a draft from the latest published version, or go on with the one there is."""

    may_use = OFFICERS
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Start it and go there."""
        try:
            draft = actions.start_next_version(
                version=self.version, by=request.user, at=timezone.now()
            )
        except actions.VersionIsDraft as refusal:
            messages.error(request, str(refusal))
            return redirect(version_url(self.version))
        return redirect(version_url(draft))
