"""Re-spend surveys: start one, invite, send letters, take answers, close."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.generic import FormView, TemplateView, View

from socialvalue.core.access import Allowed
from socialvalue.places.queries import areas_for_choice
from socialvalue.suppliers import actions, forms, presenters, queries, words
from socialvalue.suppliers.models import Supplier, SurveyAnswer
from socialvalue.suppliers.views.audiences import OFFICERS, READERS, OfSurvey, may_change

INVITED_AT_ONCE = 20
CLOSED = "The survey is closed"


class Surveys(Allowed, TemplateView):
    """The organisation's surveys."""

    may_use = READERS
    template_name = "socialvalue/suppliers/surveys.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Add them."""
        return super().get_context_data(
            rows=presenters.survey_rows(queries.surveys_of(self.request.organisation)),
            may_change=may_change(self.request),
            **kwargs,
        )


class NewSurvey(Allowed, FormView):
    """Start a survey."""

    may_use = OFFICERS
    form_class = forms.SurveyForm
    template_name = "socialvalue/suppliers/new_survey.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        """Offer the areas of today."""
        return super().get_form_kwargs() | {"areas": areas_for_choice()}

    def get_initial(self) -> dict[str, object]:
        """Propose the organisation's wider place, which leakage goes by."""
        organisation = self.request.organisation
        return {"area_code": organisation.wider_place_code or organisation.place_code}

    def form_valid(self, form: forms.SurveyForm) -> HttpResponse:
        """Start it and go to whom to invite."""
        survey = actions.open_survey(
            organisation=self.request.organisation,
            by=self.request.user,
            at=timezone.now(),
            **form.details(),
        )
        return redirect("suppliers:invite", survey.pk)


class SurveyPage(OfSurvey, TemplateView):
    """How far a survey is: who was asked, what came back, for how much money it stands."""

    template_name = "socialvalue/suppliers/survey.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Add all of it."""
        standing = queries.standing_of(self.survey)
        invitations = list(queries.invitations_of(self.survey))
        now = timezone.now()
        return super().get_context_data(
            cards=presenters.survey_cards(standing.coverage, words.percent(standing.mean)),
            facts=presenters.survey_facts(self.survey),
            rows=presenters.invitation_table(invitations, standing.answers),
            unasked=self.unasked(standing.answers, {each.supplier_id for each in invitations}),
            to_send=len(list(actions.letters_due(self.survey, reminders=False, since=now))),
            to_remind=len(list(actions.letters_due(self.survey, reminders=True, since=now))),
            **kwargs,
        )

    def unasked(self, answers: dict[Any, SurveyAnswer], asked: set[Any]) -> list[dict[str, str]]:
        """Return the answers of suppliers that have no link: on paper, or in a file."""
        rest = [answer for pk, answer in answers.items() if pk not in asked]
        suppliers = self.request.organisation.suppliers.in_bulk([r.supplier_id for r in rest])
        return [
            {
                "supplier": suppliers[answer.supplier_id],
                "paid": words.pounds(suppliers[answer.supplier_id].paid_pence),
                "answer": words.percent(answer.respend_share),
                "how": answer.get_how_display(),
            }
            for answer in rest
        ]


class Invite(OfSurvey, FormView):
    """Invite the largest suppliers that were not invited yet."""

    may_use = OFFICERS
    form_class = forms.InviteForm
    template_name = "socialvalue/suppliers/invite.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        """Offer the largest of them."""
        there = self.survey.invitations.values_list("supplier", flat=True)
        rest = queries.paid_to_businesses(self.request.organisation).exclude(pk__in=there)
        return super().get_form_kwargs() | {"suppliers": list(rest[:INVITED_AT_ONCE])}

    def form_valid(self, form: forms.InviteForm) -> HttpResponse:
        """Note their addresses; the letters go out from the survey's page."""
        addresses = form.addresses()
        if not addresses:
            form.add_error(None, "Enter at least one e-mail address")
            return self.form_invalid(form)
        try:
            actions.invite(
                survey=self.survey,
                addresses=addresses,
                by=self.request.user,
                at=timezone.now(),
            )
        except actions.SurveyClosed as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        said = f"{words.counted(len(addresses), 'supplier')} invited. Send the letters next."
        messages.success(self.request, said)
        return redirect("suppliers:survey", self.survey.pk)


class Letters(OfSurvey, View):
    """Send the letters that have not gone out, or reminders."""

    may_use = OFFICERS
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Ask for them to be sent, and watch."""
        try:
            job = actions.ask_letters(
                survey=self.survey,
                site=request.build_absolute_uri("/").rstrip("/"),
                reminders="remind" in request.POST,
                by=request.user,
                at=timezone.now(),
            )
        except actions.SurveyClosed as refusal:
            messages.error(request, str(refusal))
            return redirect("suppliers:survey", self.survey.pk)
        return redirect("jobs:job", job.pk)


class PaperAnswer(OfSurvey, FormView):
    """Enter an answer that came on paper or by telephone."""

    may_use = OFFICERS
    form_class = forms.PaperAnswerForm
    template_name = "socialvalue/suppliers/paper_answer.html"

    def setup(self, request: HttpRequest, *args: object, **kwargs: Any) -> None:
        """Find the supplier too."""
        super().setup(request, *args, **kwargs)
        suppliers = request.organisation.suppliers
        self.supplier: Supplier = get_object_or_404(suppliers, pk=kwargs["supplier_pk"])
        self.extra_context["supplier"] = self.supplier

    def get_form_kwargs(self) -> dict[str, Any]:
        """Ask what the survey asks."""
        return super().get_form_kwargs() | asked(self.survey)

    def form_valid(self, form: forms.PaperAnswerForm) -> HttpResponse:
        """Note it, or say that the survey is closed."""
        try:
            actions.record_answer(
                survey=self.survey,
                supplier=self.supplier,
                respend_share=form.respend_share,
                jobs_held=form.jobs_held,
                how=SurveyAnswer.How.PAPER,
                note=form.cleaned_data["note"],
                by=self.request.user,
                at=timezone.now(),
            )
        except actions.SurveyClosed as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, f"The answer of {self.supplier} is saved")
        return redirect("suppliers:survey", self.survey.pk)


def asked(survey: Any) -> dict[str, Any]:
    """Return what the form of a survey's question needs."""
    return {"area": survey.area_name, "asks_jobs": survey.asks_jobs}


class AnswerFile(OfSurvey, FormView):
    """Load answers from a file, whole or not at all."""

    may_use = OFFICERS
    form_class = forms.AnswerFileForm
    template_name = "socialvalue/suppliers/answer_file.html"

    def form_valid(self, form: forms.AnswerFileForm) -> HttpResponse:
        """Load them, or say what is wrong, cell by cell."""
        content = form.cleaned_data["content"]
        try:
            taken = actions.load_answers(
                survey=self.survey,
                content=content.read(),
                name=content.name[:100],
                by=self.request.user,
                at=timezone.now(),
            )
        except actions.AnswersRefused as refusal:
            for error in refusal.errors[:50]:
                form.add_error("content", error)
            return self.form_invalid(form)
        except actions.SurveyClosed as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, f"{words.counted(taken, 'new answer')} loaded")
        return redirect("suppliers:survey", self.survey.pk)


class CloseSurvey(OfSurvey, TemplateView):
    """Ask, then take no more answers."""

    may_use = OFFICERS
    template_name = "socialvalue/suppliers/close_survey.html"

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Close it."""
        try:
            actions.close_survey(survey=self.survey, by=request.user, at=timezone.now())
        except actions.SurveyClosed:
            messages.info(request, "The survey was closed already")
        else:
            messages.success(request, "The survey is closed: its links take no more answers")
        return redirect("suppliers:survey", self.survey.pk)
