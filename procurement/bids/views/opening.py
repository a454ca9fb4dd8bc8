"""Opening the bids: one page for whoever proposes it and for whoever confirms it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from procurement.bids import actions, permissions, queries
from procurement.bids.forms import DecideOpeningForm, ProposeForm
from procurement.bids.presenters import receipt_row
from procurement.bids.views.shared import READERS, BidsPage
from procurement.calculations.life import Move, MoveNotAllowed
from procurement.tenders.access import OFFICERS
from procurement.tenders.actions import life
from procurement.tenders.forms.two_people import REFUSE
from procurement.tenders.models import Proposal
from procurement.tenders.presenters import moment

REFUSALS = (
    actions.BeforeTheDeadline,
    actions.BidsAltered,
    actions.TenderAltered,
    MoveNotAllowed,
    life.ProposalChanged,
    life.ProposalDecided,
    life.ProposedAlready,
    life.SamePerson,
)
NOT_PROPOSED = "Nobody has proposed to open the bids. A procurement officer has to do that first."
JUDGES = "You have a part in judging these bids, so you are not the second person who opens them."


class OpenBids(BidsPage, TemplateView):
    """Propose that the bids are opened; or, as another person, confirm or refuse it."""

    may_use = READERS
    template_name = "procurement/bids/opening.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find out whether somebody has proposed it."""
        super().setup(request, *args, **kwargs)
        proposals = self.tender.proposals.open().filter(move=Move.OPEN_BIDS)
        self.proposal: Proposal | None = proposals.select_related("proposer").first()

    def instead(self) -> HttpResponse | None:
        """Where bids are not sealed there is nothing to open."""
        return None if self.tender.takes_bids else redirect(self.list_url)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the receipts, and the form for this person."""
        receipts = list(queries.receipts_of(self.tender))
        version = self.version
        rows = [receipt_row(bid, self.tender, version=version) for bid in receipts]
        kwargs.setdefault("form", self._form())
        return super().get_context_data(
            rows=rows,
            standing=sum(not row["is_withdrawn"] for row in rows),
            deadline=moment(self.tender.deadline, self.tender),
            is_over=queries.deadline_has_passed(self.tender),
            proposal=self.proposal,
            proposed=moment(self.proposal.proposed_at, self.tender) if self.proposal else "",
            fingerprint=queries.fingerprint_of(self.tender),
            is_mine=self._is_mine(),
            judges=bool(self.proposal) and not self._is_mine() and not self._may_decide,
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do what this person asks."""
        if "take_back" in request.POST and self.proposal:
            return self._done(
                "You took your proposal back.",
                life.take_back,
                proposal=self.proposal,
                by=request.user,
                at=timezone.now(),
            )
        form = self._form(request.POST)
        if form is None:
            messages.error(request, self._why_not())
            return redirect(request.path)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        return self._decide(form) if self.proposal else self._propose(form)

    def _is_mine(self) -> bool:
        return self.proposal is not None and self.proposal.proposer_id == self.request.user.pk

    def _why_not(self) -> str:
        """Return why this person can neither propose nor decide."""
        if self.proposal is None:
            return NOT_PROPOSED
        return str(life.SamePerson()) if self._is_mine() else JUDGES

    @cached_property
    def _may_decide(self) -> bool:
        return permissions.may_confirm_opening(self.request.user, self.proposal)

    def _form(self, data: Any = None) -> ProposeForm | DecideOpeningForm | None:
        """Return the form for what this person can do now, or None."""
        if self.proposal is None:
            may = OFFICERS.admits(self.request)
            return ProposeForm(data, back=self.list_url) if may else None
        if not self._may_decide:
            return None
        return DecideOpeningForm(data, back=self.list_url, initial={"proposal": self.proposal.pk})

    def _propose(self, form: ProposeForm) -> HttpResponse:
        return self._done(
            "Proposed. Another officer, an approver or an auditor can now open the bids.",
            actions.propose_opening,
            tender=self.tender,
            note=form.cleaned_data["note"],
            by=self.request.user,
            at=timezone.now(),
        )

    def _decide(self, form: DecideOpeningForm) -> HttpResponse:
        decision = {"proposal": self.proposal, "by": self.request.user, "at": timezone.now()}
        if form.cleaned_data["proposal"] != self.proposal.pk:
            messages.error(self.request, str(life.ProposalDecided()))
            return redirect(self.request.path)
        if form.cleaned_data["decision"] == REFUSE:
            because = form.cleaned_data["because"]
            return self._done("Refused.", life.refuse, because=because, **decision)
        return self._done("The bids are opened.", actions.confirm_opening, **decision)

    def _done(self, words: str, act: Any, **what: Any) -> HttpResponse:
        """Act, and say what came of it."""
        try:
            act(**what)
        except REFUSALS as refusal:
            messages.error(self.request, str(refusal))
            return redirect(self.request.path)
        messages.success(self.request, words)
        return redirect(self.list_url)
