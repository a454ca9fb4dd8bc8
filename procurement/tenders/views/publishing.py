"""Publishing a method by two people, its versions and their documents, amending, terminating."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import FormView, TemplateView

from procurement.calculations.life import MoveNotAllowed
from procurement.tenders import queries, reports
from procurement.tenders.access import OFFICERS, TenderPage
from procurement.tenders.actions import life, publishing
from procurement.tenders.actions.changing import ChangedMeanwhile
from procurement.tenders.forms.publishing import (
    AmendForm,
    DecidePublicationForm,
    ProposeForm,
    TerminateForm,
)
from procurement.tenders.forms.two_people import REFUSE
from procurement.tenders.models import Methodology, State
from procurement.tenders.presenters.method_steps import address_of
from procurement.tenders.presenters.plain import moment
from procurement.tenders.presenters.weighting import climate_words, rule_rows
from procurement.tenders.queries import published
from socialvalue.accounts.models import Role
from socialvalue.core.access import roles
from socialvalue.core.document_page import page_parts
from socialvalue.core.pdf import Document

PUBLISHERS = roles(Role.PROCUREMENT_OFFICER, Role.APPROVER)
APPROVERS = roles(Role.APPROVER)
REFUSALS = (
    ChangedMeanwhile,
    MoveNotAllowed,
    life.ProposalChanged,
    life.ProposalDecided,
    life.ProposedAlready,
    life.ReasonMissing,
    life.SamePerson,
    publishing.AmendedAlready,
    publishing.DeadlinePassed,
    publishing.NoAmendment,
    publishing.NotReady,
    publishing.RulesOpen,
)


class PublishingPage(TenderPage):
    """What pages about publishing have in common."""

    def done(self, words: str, act: Any, *, to: str, **what: Any) -> HttpResponse:
        """Act, and say what came of it: on the next page, or on this one if it was refused."""
        try:
            act(by=self.request.user, at=timezone.now(), **what)
        except REFUSALS as refusal:
            messages.error(self.request, str(refusal))
            return redirect(self.request.path)
        messages.success(self.request, words)
        return redirect(to)

    def document(self, methodology: Methodology) -> Document:
        """Return the pack of a version, as of its publication or of now."""
        return reports.pack_of(
            methodology,
            fingerprint=published.fingerprint_of(methodology),
            made_at=methodology.published_at or timezone.now(),
        )


class Publish(PublishingPage, TemplateView):
    """Propose that the draft is published; or, as an approver, confirm or refuse exactly that."""

    may_use = PUBLISHERS
    template_name = "procurement/tenders/publishing/publish.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the draft, and whether somebody has proposed it."""
        super().setup(request, *args, **kwargs)
        self.draft = published.draft_of(self.tender)
        self.proposal = published.open_proposal(self.tender)

    def instead(self) -> HttpResponse | None:
        """Without a draft there is nothing to publish."""
        return redirect(self.tender_url) if self.draft is None else None

    @cached_property
    def asked(self) -> queries.Weighting:
        """What the weighting rules ask of the draft."""
        return queries.weighting_of(self.draft)

    @cached_property
    def missing(self) -> list[tuple[str, str]]:
        """What must be settled first, each with the page that settles it."""
        return [
            (entry.sentence, address_of(entry, self.tender))
            for entry in queries.what_is_missing(self.draft)
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what is missing, or else everything that will be frozen, and this person's form."""
        departures = list(self.draft.departures.all())
        fingerprint = published.proposed_fingerprint(self.draft)
        proposal = self.proposal
        kwargs.setdefault("form", self._form())
        return super().get_context_data(
            methodology=self.draft,
            missing=self.missing,
            rules=rule_rows(self.asked, departures),
            rules_problem=self.asked.problem,
            asks_about_climate=self.asked.asks_about_climate,
            climate_said=climate_words(self.draft.climate_theme_in),
            fingerprint=published.fingerprint_of(self.draft),
            deadline=moment(self.tender.deadline, self.tender),
            parts=[] if self.missing else page_parts(self.document(self.draft)),
            proposal=proposal,
            proposed=moment(proposal.proposed_at, self.tender) if proposal else "",
            has_changed=proposal is not None and proposal.fingerprint != fingerprint,
            is_mine=proposal is not None and proposal.proposer_id == self.request.user.pk,
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do what this person asks."""
        if "take_back" in request.POST and self.proposal:
            words = "You took your proposal back."
            return self.done(words, life.take_back, to=request.path, proposal=self.proposal)
        form = self._form(request.POST)
        if form is None:
            messages.error(request, "There is nothing here for you to propose or to decide.")
            return redirect(request.path)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        return self._decide(form) if self.proposal else self._propose(form)

    def _form(self, data: Any = None) -> ProposeForm | DecidePublicationForm | None:
        """Return the form for what this person can do now, None if that is nothing."""
        if self.proposal is None:
            if not OFFICERS.admits(self.request):
                return None
            return ProposeForm(
                data,
                back=self.tender_url,
                asks_about_rules=bool(queries.open_rules(self.draft, self.asked)),
                initial={"edits": self.draft.edits},
            )
        if not APPROVERS.admits(self.request) or self.proposal.proposer_id == self.request.user.pk:
            return None
        return DecidePublicationForm(
            data, back=self.tender_url, initial={"proposal": self.proposal.pk}
        )

    def _propose(self, form: ProposeForm) -> HttpResponse:
        return self.done(
            "Proposed. An approver can now confirm or refuse it.",
            publishing.propose_publication,
            to=self.tender_url,
            methodology=self.draft,
            edits=form.cleaned_data["edits"],
            note=form.cleaned_data["note"],
            rules_accepted=form.cleaned_data.get("rules_accepted", False),
        )

    def _decide(self, form: DecidePublicationForm) -> HttpResponse:
        if form.cleaned_data["proposal"] != self.proposal.pk:
            messages.error(self.request, str(life.ProposalDecided()))
            return redirect(self.request.path)
        decided = {"to": self.tender_url, "proposal": self.proposal}
        if form.cleaned_data["decision"] == REFUSE:
            because = form.cleaned_data["because"]
            return self.done("Refused.", life.refuse, because=because, **decided)
        words = "The method is published. Nothing in it changes unseen from now on."
        return self.done(words, publishing.confirm_publication, **decided)


class Amend(PublishingPage, FormView):
    """Make a new version of a published method, or give it up."""

    may_use = OFFICERS
    form_class = AmendForm
    template_name = "procurement/tenders/publishing/amend.html"

    def instead(self) -> HttpResponse | None:
        """A draft is changed, and what is closed stays."""
        return None if self.tender.state == State.PUBLISHED else redirect(self.tender_url)

    def get_form_kwargs(self) -> dict[str, Any]:
        """Where "Cancel" leads."""
        return super().get_form_kwargs() | {"back": self.tender_url}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the new version, if one is being made."""
        return super().get_context_data(
            draft=published.draft_of(self.tender),
            deadline=moment(self.tender.deadline, self.tender),
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Give the new version up, or make one."""
        if "drop" in request.POST:
            words = "The new version is given up. The published one stays as it is."
            act = publishing.drop_amendment
            return self.done(words, act, to=self.tender_url, tender=self.tender)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: AmendForm) -> HttpResponse:
        """Make it."""
        return self.done(
            "A new version is made as a copy. Change it, then propose to publish it. "
            "Until it is confirmed the published version counts.",
            publishing.start_amendment,
            to=self.tender_url,
            tender=self.tender,
            because=form.cleaned_data["because"],
        )


class Terminate(PublishingPage, FormView):
    """Break a tender off, with the reason."""

    may_use = OFFICERS
    form_class = TerminateForm
    template_name = "procurement/tenders/publishing/terminate.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        """Where "Cancel" leads."""
        return super().get_form_kwargs() | {"back": self.tender_url}

    def form_valid(self, form: TerminateForm) -> HttpResponse:
        """Break it off."""
        return self.done(
            "The tender is terminated.",
            publishing.terminate_tender,
            to=self.tender_url,
            tender=self.tender,
            because=form.cleaned_data["because"],
        )
