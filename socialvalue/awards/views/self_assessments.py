"""Assessing oneself, or what one plans; and what an employer pays and offers."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import FormView, TemplateView, View

from socialvalue.awards import actions, queries, reports
from socialvalue.awards.forms.self_assessments import (
    ABOUT_SOMETHING,
    AssessmentForm,
    BeginAssessmentForm,
)
from socialvalue.awards.models.schemes import APPLIED_FOR
from socialvalue.awards.presenters import self_assessments as presenters
from socialvalue.awards.views.audiences import ASSESSES_ITSELF, READS_ASSESSMENTS
from socialvalue.awards.views.schemes import OfScheme
from socialvalue.core.access import Allowed
from socialvalue.core.exports import csv_bytes, file_name
from socialvalue.core.responses import CSV, PDF, download

CONFLICT = 409


class SelfAssessments(Allowed, TemplateView):
    """Every assessment that the organisation made of itself or of what it plans."""

    may_use = READS_ASSESSMENTS
    template_name = "socialvalue/awards/assessments/list.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Add them, and the schemes to begin with."""
        organisation = self.request.organisation
        versions = queries.latest_schemes(organisation).exclude(kind__in=APPLIED_FOR)
        return super().get_context_data(
            rows=presenters.assessment_rows(
                organisation.self_assessments.select_related("version")
            ),
            schemes=versions,
            may_assess=ASSESSES_ITSELF.admits(self.request),
            **kwargs,
        )


class BeginAssessment(OfScheme, FormView):
    """Start an assessment; of a tender, with its name and key in the address."""

    may_use = ASSESSES_ITSELF
    form_class = BeginAssessmentForm
    template_name = "socialvalue/awards/assessments/begin.html"

    def is_allowed(self) -> bool:
        """Only what is published, and what one does for oneself."""
        return self.version.is_published and self.version.kind not in APPLIED_FOR

    def get_initial(self) -> dict[str, Any]:
        """Start from the name of what the person comes from."""
        return {"about": self.request.GET.get("about", "")[:200]}

    def get_form_kwargs(self) -> dict[str, Any]:
        """Add whether it is asked what it is about."""
        return super().get_form_kwargs() | {
            "asks_about": self.version.kind in ABOUT_SOMETHING,
            "back": reverse("awards:scheme", args=[self.version.pk]),
        }

    def form_valid(self, form: BeginAssessmentForm) -> HttpResponse:
        """Start it and go there."""
        begun = actions.begin_assessment(
            version=self.version,
            organisation=self.request.organisation,
            about=form.cleaned_data.get("about", ""),
            about_key=self.request.GET.get("key", "")[:100],
            by=self.request.user,
            at=timezone.now(),
        )
        return redirect("awards:self_assessment", begun.pk)


class OfAssessment(Allowed):
    """A page about an assessment of the organisation's own."""

    may_use = READS_ASSESSMENTS

    def setup(self, request: HttpRequest, *args: object, **kwargs: Any) -> None:
        """Find it among the organisation's own."""
        super().setup(request, *args, **kwargs)
        own = request.organisation.self_assessments.select_related("version", "organisation")
        self.assessment = get_object_or_404(own, pk=kwargs["self_assessment_pk"])
        self.scheme = queries.scheme_of(self.assessment.version)
        self.extra_context = {"assessment": self.assessment, "version": self.assessment.version}

    def rows(self) -> list[dict[str, Any]]:
        """Return each criterion with its mark, and how it was before."""
        evidence = self.request.organisation.award_evidence.all()
        return presenters.marked_rows(
            self.assessment,
            self.scheme,
            evidence={str(each.pk): each for each in evidence},
            former=queries.former_assessment(self.assessment),
        )

    def standing(self) -> dict[str, Any]:
        """Return what was held when it was finished, and what it comes to today if that changed."""
        if not self.assessment.is_finished:
            return {}
        today = queries.outcome_of_assessment(self.assessment, on=timezone.localdate())
        titles = queries.titles_of_schemes(self.request.organisation)
        return {
            "today": presenters.kept_today(self.assessment, today),
            "held": presenters.held_words(self.assessment, titles),
        }


class OneAssessment(OfAssessment, FormView):
    """An assessment: its form while it is a draft, and what came of it when it is finished."""

    may_change = ASSESSES_ITSELF
    form_class = AssessmentForm

    def is_allowed(self) -> bool:
        """Nothing is sent to an assessment that is finished."""
        return self.request.method != "POST" or not self.assessment.is_finished

    def get_template_names(self) -> list[str]:
        """A draft is a form for those who fill it in; others read it."""
        fills_in = ASSESSES_ITSELF.admits(self.request) and not self.assessment.is_finished
        return [f"socialvalue/awards/assessments/{'form' if fills_in else 'result'}.html"]

    def get_form_kwargs(self) -> dict[str, Any]:
        """Add what is asked, and the evidence that can be named."""
        evidence = self.request.organisation.award_evidence.filter(removed_at=None)
        return super().get_form_kwargs() | {
            "scheme": self.scheme,
            "evidence": list(evidence[:MOST_EVIDENCE]),
            "back": reverse("awards:self_assessments"),
        }

    def get_initial(self) -> dict[str, Any]:
        """Start from what was saved."""
        said = AssessmentForm.initial_from(self.assessment.marks)
        return said | {"revision": self.assessment.revision}

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Add what came of it."""
        kwargs |= self.standing()
        return super().get_context_data(
            rows=self.rows(),
            former=queries.former_assessment(self.assessment),
            unconfirmed=self.scheme.unconfirmed,
            **kwargs,
        )

    def form_valid(self, form: AssessmentForm) -> HttpResponse:
        """Keep the marks; finish if that is asked."""
        by, at = self.request.user, timezone.now()
        try:
            saved = actions.save_assessment(
                assessment=self.assessment,
                marks=form.marks(),
                revision=form.cleaned_data["revision"],
                by=by,
                at=at,
            )
        except actions.ChangedMeanwhile as meanwhile:
            return self.saved_meanwhile(form, str(meanwhile))
        if "finish" in self.request.POST:
            actions.finish_assessment(assessment=saved, by=by, at=at, on=timezone.localdate())
            messages.success(self.request, "Finished: it is kept as it is")
        else:
            messages.success(self.request, f"Draft saved at {timezone.localtime(at):%H:%M}")
        return redirect("awards:self_assessment", saved.pk)

    def saved_meanwhile(self, form: AssessmentForm, words: str) -> HttpResponse:
        """Show what was typed again, beside the news that somebody else saved."""
        form.add_error(
            None,
            f"{words} Nothing of yours is lost. Open this page in another tab to read what is "
            "saved, then save here to replace it.",
        )
        form.data = form.data.copy()
        form.data["revision"] = self.assessment.revision
        answer = self.form_invalid(form)
        answer.status_code = CONFLICT
        return answer


MOST_EVIDENCE = 30
"""The newest so many pieces of evidence are offered at each criterion."""


class AssessmentFile(OfAssessment, View):
    """The marks as a file."""

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Answer with a CSV file."""
        content = csv_bytes(presenters.HEADINGS, presenters.csv_rows(self.rows()))
        name = file_name(str(self.assessment), ending="csv")
        return download(content, name=name, content_type=CSV)


class AssessmentDocument(OfAssessment, View):
    """The assessment with its answers and its standing, as a tagged PDF."""

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Send it."""
        document = reports.assessment_document(
            self.assessment,
            scheme=self.scheme,
            rows=self.rows(),
            made_at=timezone.now(),
            **self.standing(),
        )
        name = file_name(str(self.assessment), ending="pdf")
        return download(document.render(), name=name, content_type=PDF)
