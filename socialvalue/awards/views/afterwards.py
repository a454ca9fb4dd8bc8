"""What an applicant says once it has handed in."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.generic import FormView

from socialvalue.awards import actions, queries
from socialvalue.awards.forms import afterwards as forms
from socialvalue.awards.models import State
from socialvalue.awards.views.applications import WRITERS, OwnPage
from socialvalue.awards.views.uploads import TakesEvidence
from socialvalue.calculations.evidence import EvidenceRefused


class AnswerQuestion(TakesEvidence, OwnPage, FormView):
    """Answer a question of the assessors."""

    may_use = WRITERS
    form_class = forms.ReplyForm
    template_name = "socialvalue/awards/applications/question.html"

    def setup(self, request: HttpRequest, *args: object, **kwargs: Any) -> None:
        """Find the question within the application."""
        super().setup(request, *args, **kwargs)
        questions = self.application.questions.all()
        self.question = get_object_or_404(questions, pk=kwargs["own_question_pk"])
        self.extra_context["question"] = self.question

    def instead(self) -> HttpResponseBase | None:
        """Go to the application if there is nothing to answer."""
        is_open = self.question.answered_at is None
        if self.application.state in queries.ENDED or not is_open:
            return self.back_to_it()
        return None

    def get_form_kwargs(self) -> dict[str, Any]:
        """Offer the library and the criteria."""
        given = {"criteria": self.scheme.criteria, "library": self.library()}
        return {**super().get_form_kwargs(), **given}

    def form_valid(self, form: forms.ReplyForm) -> HttpResponse:
        """Send it, or say why not."""
        reply = actions.Reply(
            answer=form.cleaned_data["answer"],
            criterion=form.cleaned_data["criterion"],
            named=form.cleaned_data["named"],
        )
        try:
            actions.answer_question(
                question=self.question,
                reply=reply,
                upload=self.upload_of(form),
                by=self.request.user,
                at=timezone.now(),
            )
        except EvidenceRefused as refusal:
            form.add_error("content", str(refusal))
            return self.form_invalid(form)
        except (actions.AnsweredAlready, actions.NotUnderWay) as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, "Your answer is sent. The time for the decision runs on")
        return self.back_to_it()


class Appeal(OwnPage, FormView):
    """Appeal against the decision."""

    may_use = WRITERS
    form_class = forms.AppealForm
    template_name = "socialvalue/awards/applications/appeal.html"

    def instead(self) -> HttpResponseBase | None:
        """Go to the application while nothing is decided."""
        return None if self.application.state == State.DECIDED else self.back_to_it()

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Say by when, or why not."""
        decision = queries.decision_of(self.application)
        return super().get_context_data(
            why_not=queries.why_no_appeal(self.application, on=timezone.localdate()),
            appeal_by=queries.appeal_by(decision) if decision else None,
            **kwargs,
        )

    def form_valid(self, form: forms.AppealForm) -> HttpResponse:
        """Lodge it, or say why not."""
        try:
            actions.lodge_appeal(
                application=self.application,
                by=self.request.user,
                at=timezone.now(),
                **form.cleaned_data,
            )
        except actions.NothingToAppeal as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, "Your appeal is sent")
        return self.back_to_it()


class Circumstances(OwnPage, FormView):
    """Tell that something changed since the award was made."""

    may_use = WRITERS
    form_class = forms.CircumstancesForm
    template_name = "socialvalue/awards/applications/circumstances.html"

    def instead(self) -> HttpResponseBase | None:
        """Go to the application if no award came of it."""
        self.award = queries.award_of(self.application)
        return None if self.award else self.back_to_it()

    def form_valid(self, form: forms.CircumstancesForm) -> HttpResponse:
        """Tell them, or say why not."""
        try:
            actions.tell_circumstances(
                award=self.award, by=self.request.user, at=timezone.now(), **form.cleaned_data
            )
        except actions.NotHeld as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, "They are told. The award stays as it is until they answer")
        return self.back_to_it()
