"""Asking bidders about what they offered, and keeping what they answer."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import FormView, TemplateView

from procurement.bids import actions, permissions, queries
from procurement.bids.forms import AnswerForm, AskForm
from procurement.bids.forms.afterwards import CLOSED
from procurement.bids.presenters import clarification_row
from procurement.bids.views.shared import READERS, BidsPage, OneBidPage
from procurement.tenders.access import OFFICERS


class QuestionsPage(BidsPage):
    """A page that leads back to the questions to bidders."""

    @property
    def questions_url(self) -> str:
        """The address of the questions."""
        return reverse("bids:questions", args=[self.tender.pk])


class Questions(QuestionsPage, TemplateView):
    """The questions to bidders, and what came of them."""

    may_use = READERS
    template_name = "procurement/bids/questions.html"

    def instead(self) -> HttpResponse | None:
        """While bids are sealed nobody is asked anything."""
        return None if self.tender.shows_bids else redirect(self.list_url)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the questions, those that wait first, and how many commitments cannot be measured."""
        user, tender = self.request.user, self.tender
        asked = queries.clarifications_for(user, tender=tender)
        rows = [clarification_row(each, tender) for each in asked]
        return super().get_context_data(
            waiting=[row for row in rows if row["is_open"]],
            ended=[row for row in rows if not row["is_open"]],
            unasked=len(queries.unmeasurable_unasked(user, tender=tender)),
            may_ask=permissions.may_ask(tender),
            **kwargs,
        )


class AskAboutUnmeasurable(QuestionsPage, TemplateView):
    """Ask, with one press, about every commitment that cannot be measured."""

    may_use = OFFICERS
    template_name = "procurement/bids/ask_all.html"

    def instead(self) -> HttpResponse | None:
        """Where nobody may be asked, the list of bids says how things stand."""
        return None if permissions.may_ask(self.tender) else redirect(self.list_url)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Show what will be asked."""
        unasked = queries.unmeasurable_unasked(self.request.user, tender=self.tender)
        return super().get_context_data(
            questions=[
                {
                    "bid": commitment.bid.code,
                    "bidder": commitment.bid.bidder.name,
                    "question": queries.question_for(commitment, tender=self.tender),
                }
                for commitment in unasked
            ],
            back_url=self.questions_url,
            back_text="Back to questions",
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ask."""
        try:
            asked = actions.ask_about_unmeasurable(
                tender=self.tender, by=request.user, at=timezone.now()
            )
        except actions.CannotBeAsked as refusal:
            messages.error(request, str(refusal))
            return redirect(self.list_url)
        count = len(asked)
        messages.success(request, f"{count} question{'' if count == 1 else 's'} kept. Send them")
        return redirect(self.questions_url)


class AskBidder(OneBidPage, QuestionsPage, FormView):
    """Ask one bidder."""

    may_use = OFFICERS
    form_class = AskForm
    template_name = "procurement/bids/form.html"

    def is_allowed(self) -> bool:
        """Nobody who keeps away from the bidder."""
        return not permissions.keeps_away(self.request.user, self.bid)

    def instead(self) -> HttpResponse | None:
        """Where nobody may be asked, the list of bids says how things stand."""
        may = permissions.may_ask(self.tender) and self.bid.withdrawn_at is None
        return None if may else redirect(self.list_url)

    def get_form_kwargs(self) -> dict[str, Any]:
        """The questions of the lot, and the way back."""
        methodology = queries.published_method(self.tender)
        self.criteria = {
            each.code: each for each in queries.criteria_for(methodology, self.bid.lot)
        }
        named = [(code, f"{code} {each.title}") for code, each in self.criteria.items()]
        return super().get_form_kwargs() | {"criteria": named, "back": self.questions_url}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the words of the page."""
        return super().get_context_data(
            heading=f"Ask {self.bid.bidder.name}",
            words=(
                "Keep the question here and send it to the bidder yourself. Quality cannot be "
                "locked while it waits for an answer."
            ),
            **kwargs,
        )

    def form_valid(self, form: AskForm) -> HttpResponse:
        """Keep the question."""
        try:
            actions.ask(
                bid=self.bid,
                criterion=self.criteria.get(form.cleaned_data["criterion"]),
                question=form.cleaned_data["question"],
                by=self.request.user,
                at=timezone.now(),
            )
        except actions.CannotBeAsked as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, "Question kept. Send it to the bidder")
        return redirect(self.questions_url)


class AnswerQuestion(QuestionsPage, FormView):
    """Record what a bidder answered, or close the question."""

    may_use = OFFICERS
    form_class = AnswerForm
    template_name = "procurement/bids/answer.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the question among the tender's own."""
        super().setup(request, *args, **kwargs)
        self.clarification = get_object_or_404(
            queries.clarifications_of(self.tender), pk=kwargs["clarification_pk"]
        )

    def is_allowed(self) -> bool:
        """Nobody who keeps away from the bidder."""
        return not permissions.keeps_away(self.request.user, self.clarification.bid)

    def instead(self) -> HttpResponse | None:
        """What was answered or closed stays so."""
        may = permissions.may_answer(self.clarification)
        return None if may else redirect(self.questions_url)

    def get_form_kwargs(self) -> dict[str, Any]:
        """The way back."""
        return super().get_form_kwargs() | {"back": self.questions_url}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the question."""
        return super().get_context_data(
            row=clarification_row(self.clarification, self.tender),
            back_url=self.questions_url,
            back_text="Back to questions",
            **kwargs,
        )

    def form_valid(self, form: AnswerForm) -> HttpResponse:
        """Store what came of it."""
        what = {
            "clarification": self.clarification,
            "by": self.request.user,
            "at": timezone.now(),
        }
        answers = form.cleaned_data
        try:
            if answers["outcome"] == CLOSED:
                actions.close_question(because=answers["because"], **what)
            else:
                actions.record_answer(answer=answers["answer"], **what)
        except (actions.AnsweredAlready, actions.CannotBeAsked) as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, "Saved")
        return redirect(self.questions_url)
