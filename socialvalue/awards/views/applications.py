"""An application as its applicant works on it: tasks, criteria, reading it, handing it in."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import FormView, TemplateView

from socialvalue.accounts.models import Role
from socialvalue.awards import actions, queries
from socialvalue.awards.forms import applying as forms
from socialvalue.awards.models import State
from socialvalue.awards.presenters import applying as presenters
from socialvalue.awards.views.audiences import APPLICANTS, OfOwnApplication
from socialvalue.awards.views.uploads import TakesEvidence
from socialvalue.calculations.awards.life import MoveNotAllowed
from socialvalue.calculations.awards.scheme import Scheme
from socialvalue.calculations.evidence import EvidenceRefused
from socialvalue.core.access import Allowed, roles

WRITERS = roles(Role.APPLICANT)


class Applications(Allowed, TemplateView):
    """The organisation's applications."""

    may_use = APPLICANTS
    template_name = "socialvalue/awards/applications/list.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Add a row for each, the newest first."""
        own = self.request.organisation.award_applications.select_related(
            "running__organisation", "running__version"
        )
        return super().get_context_data(
            rows=presenters.application_rows(own.order_by("-begun_at")),
            may_change=WRITERS.admits(self.request),
            **kwargs,
        )


class OwnPage(OfOwnApplication):
    """A page about an application of the organisation, with its scheme and what is said in it."""

    may_change = WRITERS

    @cached_property
    def scheme(self) -> Scheme:
        """The scheme as the version that is applied to has it."""
        return queries.scheme_of(self.application.running.version)

    @cached_property
    def asked(self) -> list[queries.Asked]:
        """Every criterion with what is said about it."""
        return queries.asked_of(self.application)

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Add the scheme, and whether the person may write."""
        return super().get_context_data(
            scheme=self.scheme,
            tag=presenters.state_tag(self.application),
            is_draft=self.application.state == State.DRAFT,
            may_change=WRITERS.admits(self.request),
            **kwargs,
        )

    def back_to_it(self) -> HttpResponse:
        """Go to the application."""
        return redirect("awards:application", self.application.pk)


class OfDraft(OwnPage):
    """A page that changes a draft; anything but a draft leads to where it stands."""

    may_use = WRITERS

    def instead(self) -> HttpResponseBase | None:
        """Go to the application if it is no draft any more; what is sent meets the action."""
        if self.application.state != State.DRAFT and self.request.method != "POST":
            return self.back_to_it()
        return None


class ApplicationPage(OwnPage, TemplateView):
    """A draft as a list of tasks; what was handed in with where it stands."""

    template_name = "socialvalue/awards/applications/application.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Add the tasks, or what is asked, decided and written."""
        application = self.application
        shown: dict[str, Any] = {"steps": presenters.steps_of(application)}
        if application.state == State.DRAFT:
            shown |= {
                "themes": presenters.tasks_by_theme(application, self.scheme, self.asked),
                "progress": presenters.progress_words(self.asked),
                "is_ready": not queries.remaining_of(self.asked),
                "may_invite": Role.ADMINISTRATOR in self.request.roles,
            }
        else:
            shown |= queries.what_came_of(application)
        return super().get_context_data(**shown, **kwargs)


class AnswerPage(TakesEvidence, OfDraft, FormView):
    """One criterion: what is asked and meant, the answer, and the evidence for it."""

    form_class = forms.AnswerForm
    template_name = "socialvalue/awards/applications/answer.html"

    def setup(self, request: HttpRequest, *args: object, **kwargs: Any) -> None:
        """Find the criterion in the scheme."""
        super().setup(request, *args, **kwargs)
        found = [each for each in self.asked if each.criterion.code == kwargs["criterion"]]
        if not found:
            raise Http404
        self.one = found[0]
        self.criterion = self.one.criterion

    def get_initial(self) -> dict[str, Any]:
        """Return what is said so far."""
        answer = self.one.answer
        return {
            "version": queries.version_of(self.one),
            "text": answer.text if answer else "",
            "nothing_to_show": self.one.is_left_out,
            "named": [str(each.pk) for each in self.one.evidence],
        }

    def get_form_kwargs(self) -> dict[str, Any]:
        """Offer the library."""
        back = reverse("awards:application", args=[self.application.pk])
        given = {"criterion": self.criterion, "library": self.library(), "back": back}
        return {**super().get_form_kwargs(), **given}

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Say which criterion this is, how it is judged, and what is held for it already."""
        codes = [each.criterion.code for each in self.asked]
        organisation = self.request.organisation
        facts = queries.held_facts(organisation, on=timezone.localdate(), kinds=self.criterion.held)
        kept = queries.kept_facts(organisation) if facts else {}
        theme = next(each for each in self.scheme.themes if each.code == self.criterion.theme)
        return super().get_context_data(
            criterion=self.criterion,
            theme=theme,
            number=codes.index(self.criterion.code) + 1,
            count=len(codes),
            facts_to_keep=[fact for fact in facts if fact.code not in kept],
            **kwargs,
        )

    def form_valid(self, form: forms.AnswerForm) -> HttpResponse:
        """Save it, or show what a colleague saved meanwhile beside it."""
        try:
            self.keep(form)
        except EvidenceRefused as refusal:
            form.add_error("content", str(refusal))
            return self.form_invalid(form)
        except actions.NotADraft as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        except actions.AnswerChanged as changed:
            return self.both(form, changed)
        messages.success(self.request, f"{self.criterion.title}: saved")
        if "stay" in self.request.POST:
            return redirect(self.request.path)
        return redirect(self.next_page())

    def keep(self, form: forms.AnswerForm) -> None:
        """Save what was sent."""
        said = actions.Said(criterion=self.criterion.code, **form.said())
        actions.save_answer(
            application=self.application,
            said=said,
            upload=self.upload_of(form),
            by=self.request.user,
            at=timezone.now(),
        )

    def next_page(self) -> str:
        """Return the next criterion that is not ready, else the application."""
        codes = [each.criterion.code for each in self.asked]
        here = codes.index(self.criterion.code)
        for each in self.asked[here + 1 :]:
            if each.remains:
                return reverse("awards:answer", args=[self.application.pk, each.criterion.code])
        return reverse("awards:application", args=[self.application.pk])

    def both(self, form: forms.AnswerForm, changed: actions.AnswerChanged) -> HttpResponse:
        """Show what stands and what was to be saved; saving again then keeps the latter."""
        data = form.data.copy()
        data["version"] = str(changed.standing.version)
        if changed.kept is not None:
            data.appendlist("named", str(changed.kept.pk))
        again = self.form_class(**{**self.get_form_kwargs(), "data": data, "files": None})
        context = self.get_context_data(form=again, standing=changed.standing)
        return self.render_to_response(context, status=409)


class Summary(OwnPage, FormView):
    """Everything that is said, for reading; on a draft, with what hands it in."""

    form_class = forms.SubmitForm
    template_name = "socialvalue/awards/applications/summary.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        """Ask about the register where there is one."""
        has_register = self.application.running.has_public_register
        return {**super().get_form_kwargs(), "has_register": has_register}

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Add every answer, and what remains."""
        is_draft = self.application.state == State.DRAFT
        return super().get_context_data(
            themes=presenters.answers_by_theme(self.scheme, self.asked),
            remaining=queries.remaining_of(self.asked) if is_draft else [],
            **kwargs,
        )

    def form_valid(self, form: forms.SubmitForm) -> HttpResponse:
        """Hand it in, or say what remains."""
        try:
            actions.submit_application(
                application=self.application,
                declarations=list(form.declared.values()),
                may_be_on_register=form.may_be_shown,
                by=self.request.user,
                at=timezone.now(),
            )
        except (actions.NotADraft, actions.StillToDo) as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, "Your application is handed in")
        return self.back_to_it()


class Amend(OwnPage, TemplateView):
    """Ask, then take an application back that nobody assesses yet."""

    may_use = WRITERS
    template_name = "socialvalue/awards/applications/amend.html"

    def post(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        """Take it back, or say why that cannot be done."""
        try:
            actions.amend_application(
                application=self.application, by=request.user, at=timezone.now()
            )
        except MoveNotAllowed as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, "It is a draft again. Hand it in when it is ready")
        return self.back_to_it()


class Withdraw(OwnPage, FormView):
    """Ask, then end an application for good."""

    may_use = WRITERS
    form_class = forms.WithdrawForm
    template_name = "socialvalue/awards/applications/withdraw.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        """Lead back to the application."""
        back = reverse("awards:application", args=[self.application.pk])
        return {**super().get_form_kwargs(), "back": back}

    def form_valid(self, form: forms.WithdrawForm) -> HttpResponse:
        """Withdraw it, or say why that cannot be done."""
        try:
            actions.withdraw_application(
                application=self.application,
                reason=form.cleaned_data["reason"],
                by=self.request.user,
                at=timezone.now(),
            )
        except MoveNotAllowed as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, "The application is withdrawn")
        return self.back_to_it()


class RegisterChoice(OwnPage, FormView):
    """Say whether an award that comes of the application may be on the public register."""

    may_use = WRITERS
    form_class = forms.RegisterForm
    template_name = "socialvalue/awards/applications/register_choice.html"

    def get_initial(self) -> dict[str, str]:
        """Return what was chosen."""
        return {"may_be_on_register": "yes" if self.application.may_be_on_register else "no"}

    def form_valid(self, form: forms.RegisterForm) -> HttpResponse:
        """Keep the choice, or say that the award itself is to be changed."""
        try:
            actions.choose_register(
                application=self.application,
                by=self.request.user,
                at=timezone.now(),
                **form.cleaned_data,
            )
        except actions.NotUnderWay as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, "Your choice is kept")
        return self.back_to_it()
