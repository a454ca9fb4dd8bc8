"""Declaring interests, deciding what follows, and the conflicts assessment."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import FormView

from procurement.evaluation import permissions
from procurement.evaluation.actions import declaring as actions
from procurement.evaluation.forms.panel import (
    BecauseForm,
    DecideForm,
    DeclareAfterForm,
    DeclareForm,
    RecuseForm,
    ReviewForm,
)
from procurement.evaluation.models import PanelRole
from procurement.evaluation.presenters import panel as presenters
from procurement.evaluation.queries import conflicts, individual, panel
from procurement.evaluation.views.panel import PanelPage
from procurement.tenders.access import OFFICERS, PRICE_READERS, TenderPage
from socialvalue.accounts.models import Role
from socialvalue.core.access import roles

PANELLISTS = roles(Role.EVALUATOR, Role.MODERATOR)


class SeatPage(TenderPage):
    """A page for somebody who sits on the tender's panel."""

    may_use = PANELLISTS

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the person's seat."""
        super().setup(request, *args, **kwargs)
        self.member = individual.seat_of(self.tender, request.user)

    def is_allowed(self) -> bool:
        """Somebody who sits on the panel, and still holds the role of that seat."""
        return self.member is not None and self.member.role in self.request.roles


class Declare(SeatPage, FormView):
    """Declare one's interests: before opening in general, then against the list of bidders."""

    template_name = "procurement/evaluation/declare.html"

    @property
    def bidders(self) -> list[Any]:
        """The bidders, once their names may be known."""
        return panel.bidders_of(self.tender) if self.tender.shows_bids else []

    def get_form_class(self) -> type[Any]:
        """The form of the stage."""
        return DeclareAfterForm if self.tender.shows_bids else DeclareForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """The bidders there are."""
        more = {"bidders": self.bidders} if self.tender.shows_bids else {}
        return super().get_form_kwargs() | more

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what was declared already, and whom one keeps away from."""
        made = self.member.declarations.order_by("-number").prefetch_related("mitigations")
        return super().get_context_data(
            member=self.member,
            declarations=made,
            recusals=self.member.recusals.standing().select_related("bidder"),
            needed=individual.needs_to_declare(self.member),
            is_after=self.tender.shows_bids,
            **kwargs,
        )

    def form_valid(self, form: Any) -> HttpResponse:
        """Keep the declaration."""
        said = {"member": self.member, "by": self.request.user, "at": timezone.now()}
        try:
            if self.tender.shows_bids:
                actions.declare_after_opening(
                    interests=form.interests(),
                    statement=form.cleaned_data["statement"],
                    against=form.against(),
                    **said,
                )
            else:
                has_interest = form.cleaned_data["has_interest"] == "yes"
                statement = form.cleaned_data["statement"] if has_interest else ""
                actions.declare_before_opening(
                    has_interest=has_interest, statement=statement, **said
                )
        except (actions.CannotDeclare, actions.NothingSaid) as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, "Your declaration is recorded")
        return redirect(self.next_url())

    def next_url(self) -> str:
        """Return where to go on: one's scores once bids are opened, else what waits."""
        if self.tender.shows_bids and self.member.role == PanelRole.EVALUATOR:
            return reverse("evaluation:my_scores", args=[self.tender.pk])
        return reverse("panels:home")


class Conflicts(PanelPage, FormView):
    """The conflicts assessment: what everybody declared, and every step taken about it."""

    may_use = PRICE_READERS
    may_change = OFFICERS
    form_class = ReviewForm
    template_name = "procurement/evaluation/conflicts.html"

    def is_allowed(self) -> bool:
        """Those who keep it, unless they evaluate this tender."""
        return permissions.may_read_conflicts(self.tender, **self.who)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add declarations, decisions, recusals, reviews and what is missing."""
        members = conflicts.conflicts_of(self.tender)
        return super().get_context_data(
            rows=presenters.conflict_rows(members),
            assessment=presenters.assessment_rows(members),
            missing=presenters.open_points(members, bidders=self.bidders),
            reviews=self.tender.conflicts_reviews.order_by("-number"),
            may_decide=permissions.runs(self.tender, **self.who),
            back_url=self.panel_url,
            back_text="Back to the panel",
            **kwargs,
        )

    def form_valid(self, form: ReviewForm) -> HttpResponse:
        """Keep the review."""
        actions.review_conflicts(
            tender=self.tender,
            note=form.cleaned_data["note"],
            by=self.request.user,
            at=timezone.now(),
        )
        messages.success(self.request, "The review is recorded")
        return redirect(self.request.path)


class OnConflicts(PanelPage, FormView):
    """A page that records a step about somebody's interest."""

    may_use = OFFICERS
    template_name = "procurement/evaluation/panel_change.html"

    def is_allowed(self) -> bool:
        """An officer who does not evaluate the tender."""
        return permissions.runs(self.tender, **self.who)

    @property
    def conflicts_url(self) -> str:
        """The address of the conflicts assessment."""
        return reverse("evaluation:conflicts", args=[self.tender.pk])

    def get_form_kwargs(self) -> dict[str, Any]:
        """The way back."""
        return super().get_form_kwargs() | {"back": self.conflicts_url}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the way back."""
        return super().get_context_data(
            back_url=self.conflicts_url, back_text="Back to conflicts of interest", **kwargs
        )

    def done(self, form: Any, act: Any, words: str, **said: Any) -> HttpResponse:
        """Call the action, and go back; or say why nothing was saved."""
        try:
            act(by=self.request.user, at=timezone.now(), **said)
        except (
            actions.NothingSaid,
            actions.NotRecused,
            actions.OwnInterest,
            actions.RecusedAlready,
        ) as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, words)
        return redirect(self.conflicts_url)


class DecideInterest(OnConflicts):
    """Decide what follows from a declared interest."""

    form_class = DecideForm

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the declaration within the tender's panel."""
        super().setup(request, *args, **kwargs)
        self.declaration = get_object_or_404(
            conflicts.interests_declared(self.tender), pk=kwargs["declaration_pk"]
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what was declared."""
        return super().get_context_data(
            heading=f"The interest that {self.declaration.member.user} declared",
            quoted=self.declaration.statement,
            words="To keep them away from a bidder, use “Keep away from a bidder” besides; to let "
            "them leave the panel, the panel's page.",
            **kwargs,
        )

    def form_valid(self, form: DecideForm) -> HttpResponse:
        """Keep the decision."""
        said = {"declaration": self.declaration, **form.cleaned_data}
        return self.done(form, actions.decide_interest, "The decision is recorded", **said)


class Recuse(OnConflicts):
    """Keep a member away from a bidder."""

    form_class = RecuseForm

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the member."""
        super().setup(request, *args, **kwargs)
        members = self.tender.panel.serving().select_related("user")
        self.member = get_object_or_404(members, pk=kwargs["member_pk"])
        self.member.tender = self.tender

    def get_form_kwargs(self) -> dict[str, Any]:
        """The bidders there are."""
        return super().get_form_kwargs() | {"bidders": self.bidders}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the words of the page."""
        return super().get_context_data(
            heading=f"Keep {self.member.user} away from a bidder",
            words="They will see neither the bid nor anybody's scores of it. Scores they have "
            "submitted stay in the record and count for nothing.",
            nobody=not self.bidders,
            **kwargs,
        )

    def form_valid(self, form: RecuseForm) -> HttpResponse:
        """Keep them away."""
        bidder = form.cleaned_data["bidder"]
        words = f"{self.member.user} keeps away from {bidder.name}"
        said = {"member": self.member, "bidder": bidder, "reason": form.cleaned_data["reason"]}
        return self.done(form, actions.recuse, words, **said)


class LiftRecusal(OnConflicts):
    """Lift a recusal that was made in error."""

    form_class = BecauseForm

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the recusal within the tender's panel."""
        super().setup(request, *args, **kwargs)
        self.recusal = get_object_or_404(
            conflicts.recusals_that_stand(self.tender), pk=kwargs["recusal_pk"]
        )

    def get_form_kwargs(self) -> dict[str, Any]:
        """The words of the form."""
        return super().get_form_kwargs() | {
            "button": "Lift it",
            "hint": "Only for one that was made in error. The record keeps both.",
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the words of the page."""
        return super().get_context_data(
            heading="Lift a recusal",
            quoted=self.recusal.reason,
            words=f"{self.recusal.member.user} would see the bid of {self.recusal.bidder.name} "
            "again and be asked to score it.",
            **kwargs,
        )

    def form_valid(self, form: BecauseForm) -> HttpResponse:
        """Lift it."""
        said = {"recusal": self.recusal, "because": form.cleaned_data["because"]}
        return self.done(form, actions.lift_recusal, "The recusal is lifted", **said)
