"""Questions to the applicant, proposals, approvals, and appeals."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.generic import FormView

from socialvalue.awards import actions, queries
from socialvalue.awards.forms.deciding import (
    APPROVE,
    UPHOLD,
    AppealForm,
    AskForm,
    DecideForm,
    ProposeForm,
)
from socialvalue.awards.presenters import deciding as words
from socialvalue.awards.presenters import panel as panel_words
from socialvalue.awards.presenters import received as presenters
from socialvalue.awards.views.judging import Judging

PROPOSAL_REFUSED = (
    actions.NotYours,
    actions.TooFewAssessors,
    actions.NotAgreedYet,
    actions.SayWhy,
)
APPROVAL_REFUSED = (
    actions.NotYours,
    actions.TooFewAssessors,
    actions.ProposerHasInterest,
    actions.OutcomeChanged,
)


class Ask(Judging, FormView):
    """Ask the applicant for more information: the clock stands still."""

    form_class = AskForm
    template_name = "socialvalue/awards/judging/ask.html"

    def may(self) -> bool:
        """An award manager, while no other question is open."""
        return self.standing.may_ask

    def get_form_kwargs(self) -> dict[str, Any]:
        """Where to go back to."""
        return super().get_form_kwargs() | {"back": self.address("received_application")}

    def form_valid(self, form: AskForm) -> HttpResponse:
        """Ask."""
        try:
            actions.ask_question(
                application=self.application,
                by=self.request.user,
                at=timezone.now(),
                **form.cleaned_data,
            )
        except actions.NotYours as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, "The applicant is asked. The clock stands still")
        return redirect(self.address("received_application"))


class Propose(Judging, FormView):
    """Propose the decision: a level or a refusal, with what the marks come to beside it."""

    form_class = ProposeForm
    template_name = "socialvalue/awards/judging/propose.html"

    def may(self) -> bool:
        """An award manager, while the application is with the panel."""
        return self.standing.may_propose

    @property
    def outcome(self) -> Any:
        """What the marks come to today."""
        return queries.outcome_of(self.application, on=timezone.localdate())

    def get_form_kwargs(self) -> dict[str, Any]:
        """The levels, and the one that the marks come to."""
        level = self.outcome.level
        return super().get_form_kwargs() | {
            "scheme": self.scheme,
            "outcome_level": level.code if level else "",
            "back": self.address("received_application"),
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what the marks come to, every criterion, and what was returned before."""
        agreed = queries.panel_marks(self.application)
        return super().get_context_data(
            outcome=panel_words.outcome_told(self.outcome),
            is_agreed=not self.outcome.not_judged,
            reasons=words.reasons(self.scheme, agreed),
            returned=self.application.decisions.filter(is_approved=False),
            too_few=presenters.too_few(self.application),
            award_warning=words.award_warning(queries.award_of(self.application)),
            **kwargs,
        )

    def form_valid(self, form: ProposeForm) -> HttpResponse:
        """Propose."""
        try:
            actions.propose_decision(
                application=self.application,
                conclusion=form.conclusion(),
                by=self.request.user,
                at=timezone.now(),
            )
        except PROPOSAL_REFUSED as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, "The decision is proposed. Somebody else approves it now")
        return redirect(self.address("received_application"))


class Decide(Judging, FormView):
    """Approve what is proposed, or return it to the panel."""

    form_class = DecideForm
    template_name = "socialvalue/awards/judging/decide.html"

    def setup(self, request: HttpRequest, *args: object, **kwargs: Any) -> None:
        """Find the proposal."""
        super().setup(request, *args, **kwargs)
        self.decision = self.application.decisions.order_by("number").last()

    def may(self) -> bool:
        """An approver who did not propose, assess, or sit on the panel."""
        return self.decision is not None and self.standing.may_approve(self.decision)

    def get_initial(self) -> dict[str, int]:
        """Say which proposal is read."""
        return {"number": self.decision.number}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what is proposed, and every criterion with its reason."""
        agreed = queries.panel_marks(self.application)
        return super().get_context_data(
            decision=words.decision_told(self.decision, self.scheme),
            reasons=words.reasons(self.scheme, agreed),
            too_few=presenters.too_few(self.application),
            award_warning=words.award_warning(queries.award_of(self.application)),
            **kwargs,
        )

    def unread(self, form: DecideForm) -> HttpResponse:
        """Show the proposal that took the place of the one that was read."""
        form.data = form.data.copy()
        form.data["number"] = str(self.decision.number)
        form.add_error(
            None,
            "Another decision was proposed since you opened this page, and nothing is decided. "
            "Read what is proposed now, then decide",
        )
        return self.render_to_response(self.get_context_data(form=form), status=409)

    def form_valid(self, form: DecideForm) -> HttpResponse:
        """Decide what was read."""
        if form.cleaned_data["number"] != self.decision.number:
            return self.unread(form)
        said = {"decision": self.decision, "by": self.request.user, "at": timezone.now()}
        is_approved = form.cleaned_data["answer"] == APPROVE
        try:
            if is_approved:
                actions.approve_decision(**said)
            else:
                actions.return_decision(because=form.cleaned_data["because"], **said)
        except APPROVAL_REFUSED as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        done = "The decision is made, and the letter is written"
        messages.success(self.request, done if is_approved else "It is with the panel again")
        return redirect(self.address("received_application"))


class DecideAppeal(Judging, FormView):
    """Uphold an appeal or dismiss it."""

    form_class = AppealForm
    template_name = "socialvalue/awards/judging/appeal.html"

    def setup(self, request: HttpRequest, *args: object, **kwargs: Any) -> None:
        """Find the appeal among those about this application."""
        super().setup(request, *args, **kwargs)
        self.appeal = get_object_or_404(self.application.appeals, pk=kwargs["appeal_pk"])

    def may(self) -> bool:
        """Somebody who took no part in the decision."""
        return self.standing.may_decide_appeal(self.appeal)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the grounds, and the decision that is appealed."""
        decision = self.application.decisions.filter(is_approved=True).last()
        return super().get_context_data(
            appeal=self.appeal,
            decision=words.decision_told(decision, self.scheme) if decision else None,
            reasons=words.reasons(self.scheme, queries.panel_marks(self.application)),
            **kwargs,
        )

    def form_valid(self, form: AppealForm) -> HttpResponse:
        """Decide it."""
        is_upheld = form.cleaned_data["answer"] == UPHOLD
        try:
            actions.decide_appeal(
                appeal=self.appeal,
                is_upheld=is_upheld,
                because=form.cleaned_data["because"],
                by=self.request.user,
                at=timezone.now(),
            )
        except actions.NotYours as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        told = "The application is with the panel again" if is_upheld else "The decision stands"
        messages.success(self.request, f"The appeal is decided. {told}")
        return redirect("awards:home")
