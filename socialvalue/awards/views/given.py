"""Doors for those who gave awards: conditions, proposals, and what holders have told."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.generic import FormView, TemplateView

from socialvalue.accounts.models import Role
from socialvalue.awards import actions, permissions
from socialvalue.awards.forms import holding as forms
from socialvalue.awards.models import AwardProposal
from socialvalue.awards.permissions.standing import READS_BY_ROLE
from socialvalue.awards.presenters import holding as presenters
from socialvalue.awards.queries import holding as queries
from socialvalue.awards.queries.lists import seen_by
from socialvalue.core.access import READING, Allowed, roles

READERS = roles(*READS_BY_ROLE)
MANAGERS = roles(Role.AWARD_MANAGER)
APPROVERS = roles(Role.APPROVER)
AWARDS_A_PAGE = 50
REFUSALS = (actions.NotYours, actions.NotAsItStands, actions.SayWhy)


class Given(Allowed, TemplateView):
    """The awards that the organisation has given, and what waits about them.

    Not those that this person keeps away from: what waits would tell of a proposal.
    """

    may_use = READERS
    template_name = "socialvalue/awards/given.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Add a page of them."""
        organisation = self.request.organisation
        seen = seen_by(self.request.user, organisation)
        awards = queries.given_by(organisation).filter(application__in=seen)
        page = Paginator(awards, AWARDS_A_PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(
            page=page,
            columns=presenters.GIVEN_COLUMNS,
            rows=presenters.given_rows(page.object_list, on=timezone.localdate()),
            **kwargs,
        )


class OfGivenAward(Allowed):
    """A page about an award that the organisation has given."""

    may_use = READERS

    def setup(self, request: HttpRequest, *args: object, **kwargs: Any) -> None:
        """Find it among those."""
        super().setup(request, *args, **kwargs)
        given = queries.given_by(request.organisation)
        self.award = get_object_or_404(given, pk=kwargs["award_pk"])
        self.extra_context = {"award": self.award}

    def may(self) -> bool:
        """Nobody who belongs to the holder, or declared an interest."""
        return permissions.may_read_award(self.award, user=self.request.user)

    def is_allowed(self) -> bool:
        """Who has still to declare for a seat is led there, and may send nothing."""
        standing = permissions.standing_of(self.award.application, user=self.request.user)
        self.must_declare = standing.undeclared is not None
        return self.request.method in READING if self.must_declare else self.may()

    def instead(self) -> HttpResponse | None:
        """Nothing of an award is shown before the declaration that a seat asks for."""
        if self.must_declare:
            return redirect("awards:declare", self.award.application_id)
        return None


class GivenAward(OfGivenAward, TemplateView):
    """One award: what it is, what waits, what happened, and what can be done."""

    template_name = "socialvalue/awards/given_award.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Add all of it."""
        award, today, user = self.award, timezone.localdate(), self.request.user
        proposal = award.proposals.filter(is_approved=None).first()
        may_manage = permissions.may_look_after(award, user=user)
        return super().get_context_data(
            status=presenters.status_of(award, on=today),
            facts=presenters.facts_of(award),
            conditions=presenters.conditions_of(award.conditions.all(), on=today),
            history=presenters.history_of(award, award.changes.order_by("-made_at")),
            letter_columns=presenters.LETTER_COLUMNS,
            letters=presenters.letter_rows(
                queries.letters_about(award.application), page="awards:letter"
            ),
            proposal=presenters.proposal_of(proposal) if proposal else None,
            may_approve=proposal is not None
            and permissions.may_approve_change(proposal, user=user),
            may_manage=may_manage,
            changes=self.changes() if may_manage and proposal is None else [],
            **kwargs,
        )

    def changes(self) -> list[tuple[str, str]]:
        """Return what can be proposed as the award stands: code and words."""
        return [
            (kind.value, kind.label)
            for kind in AwardProposal.Kind
            if self.award.state in actions.CHANGES_FROM[kind]
        ]


class Changing(OfGivenAward, FormView):
    """A page that changes something about an award that was given."""

    def done(self, words: str) -> HttpResponse:
        """Say that it is done, and go back to the award."""
        messages.success(self.request, words)
        return redirect("awards:given_award", self.award.pk)

    def refused(self, form: Any, refusal: Exception) -> HttpResponse:
        """Show the form with the reason why it was refused."""
        form.add_error(None, str(refusal))
        return self.form_invalid(form)


class Propose(Changing):
    """Propose to suspend, restore or withdraw an award."""

    may_use = MANAGERS
    form_class = forms.ReasonForm
    template_name = "socialvalue/awards/propose_change.html"

    def setup(self, request: HttpRequest, *args: object, **kwargs: Any) -> None:
        """Read what is to be proposed."""
        super().setup(request, *args, **kwargs)
        if kwargs["kind"] not in AwardProposal.Kind.values:
            raise Http404
        self.kind = AwardProposal.Kind(kwargs["kind"])
        self.extra_context["kind"] = self.kind

    def may(self) -> bool:
        """A manager whom nothing keeps away."""
        return permissions.may_look_after(self.award, user=self.request.user)

    def get_form_kwargs(self) -> dict[str, Any]:
        """Say on the button what is proposed."""
        return super().get_form_kwargs() | {"kind": self.kind}

    def form_valid(self, form: forms.ReasonForm) -> HttpResponse:
        """Keep the proposal."""
        try:
            actions.propose_change(
                award=self.award,
                kind=self.kind,
                reason=form.cleaned_data["reason"],
                by=self.request.user,
                at=timezone.now(),
            )
        except REFUSALS as refusal:
            return self.refused(form, refusal)
        return self.done("Proposed. An approver decides; nothing has changed yet.")


class DecideChange(Changing):
    """Agree with a proposal, or not."""

    may_use = APPROVERS
    form_class = forms.DecideChangeForm
    template_name = "socialvalue/awards/decide_change.html"

    def setup(self, request: HttpRequest, *args: object, **kwargs: Any) -> None:
        """Find the proposal among the award's own."""
        super().setup(request, *args, **kwargs)
        proposals = self.award.proposals.all()
        self.proposal = get_object_or_404(proposals, pk=kwargs["award_proposal_pk"])
        self.proposal.award = self.award
        self.extra_context["told"] = presenters.proposal_of(self.proposal)

    def may(self) -> bool:
        """An approver who did not propose it."""
        return permissions.may_approve_change(self.proposal, user=self.request.user)

    def form_valid(self, form: forms.DecideChangeForm) -> HttpResponse:
        """Do it, or leave the award as it is."""
        given = {"proposal": self.proposal, "by": self.request.user, "at": timezone.now()}
        try:
            if form.cleaned_data["agree"] == forms.NO:
                actions.refuse_change(because=form.cleaned_data["because"], **given)
                return self.done("Saved. The award stays as it is.")
            actions.approve_change(**given)
        except REFUSALS as refusal:
            return self.refused(form, refusal)
        return self.done("Done. The holder has a letter that says why.")


class MeetCondition(Changing):
    """Mark a condition as met, and say how."""

    may_use = MANAGERS
    form_class = forms.MetForm
    template_name = "socialvalue/awards/meet_condition.html"

    def setup(self, request: HttpRequest, *args: object, **kwargs: Any) -> None:
        """Find the condition among the award's own."""
        super().setup(request, *args, **kwargs)
        conditions = self.award.conditions.all()
        self.condition = get_object_or_404(conditions, pk=kwargs["award_condition_pk"])
        self.extra_context["condition"] = self.condition

    def may(self) -> bool:
        """A manager whom nothing keeps away."""
        return permissions.may_look_after(self.award, user=self.request.user)

    def form_valid(self, form: forms.MetForm) -> HttpResponse:
        """Note it."""
        try:
            actions.meet_condition(
                condition=self.condition,
                how=form.cleaned_data["how"],
                by=self.request.user,
                at=timezone.now(),
            )
        except REFUSALS as refusal:
            return self.refused(form, refusal)
        return self.done("The condition is marked as met")
