"""Schemes: the list, one of them, its form as applicants see it, and its document."""

import json
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.generic import TemplateView, View

from socialvalue.awards import queries
from socialvalue.awards.forms.schemes import PreviewForm
from socialvalue.awards.forms.self_assessments import AssessmentForm
from socialvalue.awards.models.schemes import APPLIED_FOR
from socialvalue.awards.permissions import schemes as permissions
from socialvalue.awards.presenters import schemes as presenters
from socialvalue.awards.presenters.drafts import draft_page
from socialvalue.awards.views.audiences import ASSESSES_ITSELF
from socialvalue.core.access import MEMBERS, Allowed
from socialvalue.core.exports import file_name
from socialvalue.core.responses import download


class OfScheme(Allowed):
    """A page about a scheme that comes with the tool, or is the organisation's own.

    A draft is there only for those who make, approve or audit schemes.
    """

    may_use = MEMBERS

    def setup(self, request: HttpRequest, *args: object, **kwargs: Any) -> None:
        """Find the version."""
        super().setup(request, *args, **kwargs)
        seen = queries.schemes_seen(
            request.organisation, with_drafts=permissions.may_see_drafts(request.roles)
        )
        self.version = get_object_or_404(seen, pk=kwargs["scheme_pk"])
        self.extra_context = {"version": self.version}


class Schemes(Allowed, TemplateView):
    """Every scheme: those that take applications, those that come with the tool, one's own."""

    may_use = MEMBERS
    template_name = "socialvalue/awards/schemes/list.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Add them."""
        organisation, roles = self.request.organisation, self.request.roles
        sees_drafts = permissions.may_see_drafts(roles)
        versions = queries.latest_schemes(organisation)
        runs = queries.schemes_run_by(organisation) if sees_drafts else ()
        drafts = queries.draft_schemes(organisation) if sees_drafts else ()
        return super().get_context_data(
            open=queries.open_schemes(),
            applied_for=presenters.scheme_rows(v for v in versions if v.kind in APPLIED_FOR),
            for_oneself=presenters.scheme_rows(v for v in versions if v.kind not in APPLIED_FOR),
            drafts=presenters.scheme_rows(drafts),
            runs=presenters.running_rows(runs),
            may_make=permissions.may_make_schemes(roles),
            may_assess=ASSESSES_ITSELF.admits(self.request),
            **kwargs,
        )


class OneScheme(OfScheme, TemplateView):
    """All that a scheme says; of a draft that is not whole, what is still to do."""

    def get_template_names(self) -> list[str]:
        """A draft has a page of its own."""
        name = "scheme" if self.version.is_published else "draft"
        return [f"socialvalue/awards/schemes/{name}.html"]

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Add what it says, and what the person may do with it."""
        context = self.draft_page() if not self.version.is_published else self.published_page()
        organisation, roles = self.request.organisation, self.request.roles
        return super().get_context_data(
            state=presenters.state_of(self.version),
            may_change=permissions.may_change_scheme(
                self.version, roles=roles, organisation=organisation
            ),
            may_make=permissions.may_make_schemes(roles),
            may_assess=ASSESSES_ITSELF.admits(self.request),
            **context,
            **kwargs,
        )

    def published_page(self) -> dict[str, object]:
        """Return what a published scheme shows."""
        organisation = self.request.organisation
        titles = queries.titles_of_schemes(organisation)
        running = queries.open_schemes().filter(version=self.version)
        return {
            "page": presenters.scheme_page(self.version, queries.scheme_of(self.version), titles),
            "running": running,
            "runs_it": any(each.organisation_id == organisation.pk for each in running),
            "versions": queries.other_versions(self.version),
        }

    def draft_page(self) -> dict[str, object]:
        """Return what a draft shows."""
        return {
            "draft": draft_page(
                self.version,
                queries.faults_of(self.version),
                queries.titles_of_schemes(self.request.organisation),
            ),
            "may_publish": permissions.may_publish_scheme(
                self.version,
                user=self.request.user,
                roles=self.request.roles,
                organisation=self.request.organisation,
            ),
            "drafters": self.version.drafters.order_by("email"),
        }


class PreviewScheme(OfScheme, TemplateView):
    """The questions of a scheme as an applicant gets them. Nothing can be sent."""

    template_name = "socialvalue/awards/schemes/preview.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Add the form; a draft that is not whole has none."""
        if queries.faults_of(self.version):
            raise Http404
        scheme = queries.scheme_of(self.version)
        if self.version.kind in APPLIED_FOR:
            preview = PreviewForm(scheme=scheme)
        else:
            preview = AssessmentForm(scheme=scheme, evidence=(), back="").only_to_look_at()
        return super().get_context_data(preview=preview, statements=scheme.statements, **kwargs)


class SchemeDocument(OfScheme, View):
    """The scheme as data, for another installation or for whoever wants to check it."""

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Answer with the document as JSON."""
        text = json.dumps(self.version.document, ensure_ascii=False, indent=2, sort_keys=False)
        name = file_name(f"{self.version.code}-{self.version.number}", ending="json")
        return download(f"{text}\n".encode(), name=name, content_type="application/json")
