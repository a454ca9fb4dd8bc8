"""Steps that one person proposes and another confirms: quality lock, price opening, approval."""

from abc import ABC, abstractmethod
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import FormView, TemplateView

from procurement.calculations.life import Move
from procurement.evaluation import actions, permissions, queries
from procurement.evaluation.forms.steps import GoBackForm, NoteForm, RefusalForm
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


class LockQuality(TwoPersonStep):
    """Lock the agreed scores."""

    move = Move.LOCK_QUALITY
    heading = "Lock quality"
    lead = (
        "After the lock no agreed score changes. Prices can be opened only then, so that nobody "
        "who scores knows a price."
    )
    propose_words = "Propose the lock"
    confirm_words = "Confirm and lock quality"
    done_words = "Quality is locked"

    def may_propose(self) -> bool:
        """The moderator, in moderation."""
        return permissions.may_propose_lock(self.tender, user=self.request.user)

    def may_confirm(self) -> bool:
        """An approver who took no part."""
        return self.tender.state == "consensus" and permissions.may_confirm_lock(
            self.tender, **self.who
        )

    def blocks(self) -> list[str]:
        """What moderation still lacks."""
        return queries.lock_blocks(self.tender)

    def propose(self, note: str) -> None:
        """Propose the lock."""
        by, at = self.request.user, timezone.now()
        actions.propose_lock(tender=self.tender, by=by, at=at, note=note)

    def confirm(self, proposal: Proposal) -> None:
        """Lock."""
        actions.confirm_lock(proposal=proposal, by=self.request.user, at=timezone.now())


class OpenPrices(TwoPersonStep):
    """Open the prices."""

    move = Move.OPEN_PRICES
    heading = "Open prices"
    lead = (
        "Once prices are opened they cannot be closed again. Agreed scores can then be corrected "
        "only by two people, and the record says that prices were known."
    )
    propose_words = "Propose to open prices"
    confirm_words = "Confirm and open prices"
    done_words = "Prices are opened"

    def may_propose(self) -> bool:
        """An officer, once quality is locked."""
        return permissions.may_propose_opening_prices(self.tender, **self.who)

    def may_confirm(self) -> bool:
        """An approver or another officer."""
        return self.tender.state == "quality_locked" and permissions.may_confirm_opening_prices(
            self.tender, **self.who
        )

    def blocks(self) -> list[str]:
        """What is not as it was locked or received."""
        return actions.opening_blocks(self.tender)

    def propose(self, note: str) -> None:
        """Propose the opening."""
        by, at = self.request.user, timezone.now()
        actions.propose_opening(tender=self.tender, by=by, at=at, note=note)

    def confirm(self, proposal: Proposal) -> None:
        """Open."""
        actions.confirm_opening(proposal=proposal, by=self.request.user, at=timezone.now())


class Approve(TwoPersonStep):
    """Approve the stored result."""

    move = Move.APPROVE
    heading = "Approve the result"
    lead = (
        "The second person confirms exactly the result that is stored. It is worked out anew from "
        "the database first, and must be the same byte for byte."
    )
    propose_words = "Propose the result for approval"
    confirm_words = "Approve the result"
    done_words = "The result is approved"

    def may_propose(self) -> bool:
        """An officer, once ranked."""
        return permissions.may_propose_approval(self.tender, **self.who)

    def may_confirm(self) -> bool:
        """An approver who took no part."""
        return permissions.may_confirm_approval(self.tender, **self.who)

    def blocks(self) -> list[str]:
        """Whether the stored result is not what the database gives."""
        standing = queries.standing_of(self.tender)
        return [] if standing and standing.is_the_same else [str(actions.ResultChanged())]

    def propose(self, note: str) -> None:
        """Propose the approval."""
        by, at = self.request.user, timezone.now()
        actions.propose_approval(tender=self.tender, by=by, at=at, note=note)

    def confirm(self, proposal: Proposal) -> None:
        """Approve."""
        actions.confirm_approval(proposal=proposal, by=self.request.user, at=timezone.now())


class GoBack(ABC, Who, TenderPage, FormView):
    """Go a step back, with the reason."""

    may_use = READERS
    form_class = GoBackForm
    template_name = "procurement/evaluation/decision.html"
    heading: str
    words: str
    button: str
    done_words: str

    @abstractmethod
    def go_back(self, reason: str) -> None:
        """Go back."""

    def get_form_kwargs(self) -> dict[str, Any]:
        """The button, and the way back."""
        return super().get_form_kwargs() | {"button": self.button, "back": self.tender_url}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the words of the page."""
        return super().get_context_data(heading=self.heading, words=self.words, **kwargs)

    def form_valid(self, form: GoBackForm) -> HttpResponse:
        """Go back."""
        try:
            self.go_back(form.cleaned_data["reason"])
        except (actions.ProposalWaits, life.MoveNotAllowed) as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, self.done_words)
        return redirect(self.tender_url)


class UnlockQuality(GoBack):
    """Go back from the quality lock to moderation."""

    heading = "Unlock quality"
    words = (
        "Scores can then be changed again, each change with its reason, and quality is locked anew "
        "by two people. This is possible only before prices are opened."
    )
    button = "Unlock quality"
    done_words = "Quality is unlocked"

    def is_allowed(self) -> bool:
        """A moderator or an officer, while quality is locked."""
        return permissions.may_unlock(self.tender, **self.who)

    def go_back(self, reason: str) -> None:
        """Unlock."""
        by, at = self.request.user, timezone.now()
        actions.unlock_quality(tender=self.tender, reason=reason, by=by, at=at)


class ReturnRanking(GoBack):
    """Send the ranking back."""

    heading = "Send the ranking back"
    words = (
        "The stored result stays in the record. What was wrong can then be put right, and a new "
        "result is stored beside it."
    )
    button = "Send the ranking back"
    done_words = "The ranking is sent back"

    def is_allowed(self) -> bool:
        """An officer, or whoever could approve it."""
        return permissions.may_return_ranking(self.tender, **self.who)

    def go_back(self, reason: str) -> None:
        """Send it back."""
        by, at = self.request.user, timezone.now()
        actions.return_ranking(tender=self.tender, reason=reason, by=by, at=at)
