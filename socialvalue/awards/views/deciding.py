"""Questions to the applicant, proposals, approvals, and appeals."""

from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

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
from socialvalue.awards.views.judging import Acts

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


class Ask(Acts):
    """Ask the applicant for more information: the clock stands still."""

    form_class = AskForm
    template_name = "socialvalue/awards/judging/ask.html"
    done = "The applicant is asked. The clock stands still"

    def may(self) -> bool:
        """An award manager, while no other question is open."""
        return self.standing.may_ask

    def act(self, form: Form, **who_and_when: Any) -> None:
        """Ask."""
        actions.ask_question(application=self.application, **form.cleaned_data, **who_and_when)


class Propose(Acts):
    """Propose the decision: a level or a refusal, with what the marks come to beside it."""

    form_class = ProposeForm
    template_name = "socialvalue/awards/judging/propose.html"
    refused = PROPOSAL_REFUSED
    done = "The decision is proposed. Somebody else approves it now"

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

    def act(self, form: Form, **who_and_when: Any) -> None:
        """Propose."""
        actions.propose_decision(
            application=self.application, conclusion=form.conclusion(), **who_and_when
        )


class Decide(Acts):
    """Approve what is proposed, or return it to the panel."""

    form_class = DecideForm
    template_name = "socialvalue/awards/judging/decide.html"
    refused = APPROVAL_REFUSED
    cancels_to = ""

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
        return super().form_valid(form)

    def act(self, form: Form, **who_and_when: Any) -> None:
        """Approve, or return with the reason."""
        if form.cleaned_data["answer"] == APPROVE:
            actions.approve_decision(decision=self.decision, **who_and_when)
        else:
            because = form.cleaned_data["because"]
            actions.return_decision(decision=self.decision, because=because, **who_and_when)

    def told(self, form: Form) -> str:
        """Say what came of it."""
        if form.cleaned_data["answer"] == APPROVE:
            return "The decision is made, and the letter is written"
        return "It is with the panel again"


class DecideAppeal(Acts):
    """Uphold an appeal or dismiss it."""

    form_class = AppealForm
    template_name = "socialvalue/awards/judging/appeal.html"
    cancels_to = ""

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

    def act(self, form: Form, **who_and_when: Any) -> None:
        """Decide it."""
        actions.decide_appeal(
            appeal=self.appeal,
            is_upheld=form.cleaned_data["answer"] == UPHOLD,
            because=form.cleaned_data["because"],
            **who_and_when,
        )

    def told(self, form: Form) -> str:
        """Say what came of it."""
        is_upheld = form.cleaned_data["answer"] == UPHOLD
        told = "The application is with the panel again" if is_upheld else "The decision stands"
        return f"The appeal is decided. {told}"

    def following(self, form: Form) -> str:
        """Go back to what waits."""
        return reverse("awards:home")
