"""What every step has in common that one person proposes and another confirms."""

from abc import ABC, abstractmethod
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import TemplateView

from procurement.calculations.life import Move
from procurement.evaluation import actions
from procurement.evaluation.forms.steps import NoteForm, RefusalForm
from procurement.evaluation.presenters import moderation as words
from procurement.tenders.access import READERS, TenderPage
from procurement.tenders.actions import life
from procurement.tenders.models import Proposal, Tender

REFUSALS = (
    actions.NotReady,
    actions.ProposalWaits,
    actions.ResultChanged,
    life.MoveNotAllowed,
    life.ProposalChanged,
    life.ProposalDecided,
    life.ProposedAlready,
    life.SamePerson,
)


class Who:
    """Who asks, as the permission questions want it."""

    request: HttpRequest
    tender: Tender

    @property
    def who(self) -> dict[str, Any]:
        """The person and their roles."""
        return {"user": self.request.user, "roles": self.request.roles}


class TwoPersonStep(ABC, Who, TenderPage, TemplateView):
    """A step that one person proposes and another confirms or refuses.

    `takes` is the state it leads on from; anybody who may propose or confirm may open the page.
    """

    may_use = READERS
    template_name = "procurement/evaluation/step.html"
    move: Move
    heading: str
    lead: str
    shown_by: str
    """The template that shows what is confirmed, from what `shown` returns."""
    propose_words: str
    confirm_words: str
    done_words: str

    @abstractmethod
    def may_propose(self) -> bool:
        """Whether this person may propose the step now."""

    @abstractmethod
    def may_confirm(self) -> bool:
        """Whether this person may confirm the step now, if somebody else proposed it."""

    @abstractmethod
    def blocks(self) -> list[str]:
        """Return what stands in the way, in sentences."""

    @abstractmethod
    def shown(self) -> dict[str, Any]:
        """Return what this person is to look at before proposing or confirming."""

    @abstractmethod
    def propose(self, note: str) -> None:
        """Propose the step."""

    @abstractmethod
    def confirm(self, proposal: Proposal) -> None:
        """Confirm the step."""

    def is_allowed(self) -> bool:
        """Whoever may propose or confirm it."""
        return self.may_propose() or self.may_confirm()

    def proposal(self) -> Proposal | None:
        """Return the proposal that waits, or None."""
        return self.tender.proposals.open().filter(move=self.move).first()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what stands in the way, what is proposed, and what this person can do."""
        proposal = self.proposal()
        is_mine = proposal is not None and proposal.proposer_id == self.request.user.pk
        kwargs = {"note_form": NoteForm(), "refusal_form": RefusalForm()} | kwargs
        return super().get_context_data(
            step=self,
            proposal=proposal,
            is_mine=is_mine,
            blocks=words.at_most(self.blocks()),
            shown=self.shown(),
            can_propose=proposal is None and self.may_propose(),
            can_decide=proposal is not None and not is_mine and self.may_confirm(),
            refused=self.tender.proposals.filter(move=self.move, is_confirmed=False),
            **kwargs,
        )

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Propose, confirm, refuse, or take back."""
        acts = {
            "propose": self.send_proposal,
            "confirm": self.send_confirmation,
            "refuse": self.send_refusal,
            "take_back": self.send_back,
        }
        act = acts.get(request.POST.get("act", ""))
        if act is None:
            return redirect(request.path)
        try:
            return act()
        except REFUSALS as refusal:
            messages.error(request, str(refusal))
            return redirect(request.path)

    def send_proposal(self) -> HttpResponse:
        """Propose the step."""
        if not self.may_propose():
            raise PermissionDenied
        form = NoteForm(self.request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form, note_form=form))
        self.propose(form.cleaned_data["note"])
        messages.success(self.request, "Proposed. Another person must confirm it")
        return redirect(self.request.path)

    def waiting(self) -> Proposal:
        """Return the proposal that this person decides on. Raises ProposalDecided."""
        if not self.may_confirm():
            raise PermissionDenied
        proposal = self.proposal()
        if proposal is None or str(proposal.pk) != self.request.POST.get("proposal"):
            raise life.ProposalDecided
        return proposal

    def send_confirmation(self) -> HttpResponse:
        """Confirm the step."""
        self.confirm(self.waiting())
        messages.success(self.request, self.done_words)
        return redirect(self.tender_url)

    def send_refusal(self) -> HttpResponse:
        """Refuse the step."""
        proposal = self.waiting()
        form = RefusalForm(self.request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form, refusal_form=form))
        because = form.cleaned_data["because"]
        life.refuse(proposal=proposal, because=because, by=self.request.user, at=timezone.now())
        messages.success(self.request, "Refused, with your reason")
        return redirect(self.request.path)

    def send_back(self) -> HttpResponse:
        """Take one's own proposal back."""
        proposal = self.proposal()
        if proposal is None:
            raise life.ProposalDecided
        life.take_back(proposal=proposal, by=self.request.user, at=timezone.now())
        messages.success(self.request, "Taken back")
        return redirect(self.request.path)
