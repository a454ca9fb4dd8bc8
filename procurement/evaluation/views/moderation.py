"""Moderation: from everybody's own scores to one agreed score, with its reason, for each cell."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.generic import FormView, TemplateView

from procurement.bids.queries import answers_of
from procurement.evaluation import actions, permissions, queries
from procurement.evaluation.forms.moderation import ConsensusForm, MovesForm, ReopenForm
from procurement.evaluation.models import ScoreMove
from procurement.evaluation.presenters import moderation as words
from procurement.evaluation.presenters import scoring
from procurement.tenders.access import READERS, TenderPage
from procurement.tenders.actions.life import MoveNotAllowed
from procurement.tenders.queries import methodology_of
from socialvalue.core.access import READING

NO_MORE = (actions.NotModerating, actions.NotOnTheScale, actions.SayWhy)


class StartModeration(TenderPage, TemplateView):
    """Show who has still to score, and begin moderation when nobody has."""

    may_use = READERS
    template_name = "procurement/evaluation/start_moderation.html"

    def is_allowed(self) -> bool:
        """A moderator of the tender, or an officer, while it is scored."""
        who = {"user": self.request.user, "roles": self.request.roles}
        return permissions.may_start_moderation(self.tender, **who)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add who owes how many scores."""
        missing = queries.missing_by_member(self.tender)
        return super().get_context_data(missing=missing, **kwargs)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Begin."""
        try:
            actions.start_moderation(tender=self.tender, by=request.user, at=timezone.now())
        except (actions.NotAllScored, MoveNotAllowed) as refusal:
            messages.error(request, str(refusal))
            return redirect(request.path)
        messages.success(request, "Moderation has begun")
        return redirect("evaluation:moderation", self.tender.pk)


class ModerationPage(TenderPage):
    """A page of moderation. Whoever keeps away from a bidder sees nothing of its bids."""

    may_use = READERS

    def is_allowed(self) -> bool:
        """From moderation on: the panel that has declared, officers, approvers; later auditors."""
        who = {"user": self.request.user, "roles": self.request.roles}
        return permissions.may_see_consensus(self.tender, **who)

    def moderation(self) -> queries.Moderation:
        """Return the cells that this person may see."""
        away = permissions.recused_from(self.tender, user=self.request.user)
        return queries.moderation_of(self.tender, without_bidders=away)

    @property
    def may_moderate(self) -> bool:
        """Whether this person agrees scores now."""
        return permissions.may_moderate(self.tender, user=self.request.user)

    @property
    def grid_url(self) -> str:
        """The address of the progress grid."""
        return reverse("evaluation:moderation", args=[self.tender.pk])


class ModerationGrid(ModerationPage, TemplateView):
    """Every bid by every question: what is agreed, what is missing, how far evaluators differ."""

    template_name = "procurement/evaluation/moderation.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the grid and the figures."""
        moderation = self.moderation()
        first = next((cell for cell in moderation.in_order if not cell.is_done), None)
        return super().get_context_data(
            moderation=moderation,
            total=len(moderation.in_order),
            progress=f"{moderation.done} of {len(moderation.in_order)} agreed and explained",
            grid=words.grid(moderation),
            agreement=words.agreement_words(moderation),
            columns=words.FIGURES,
            figures=words.figures(moderation),
            first_url=words.cell_url(first) if first else "",
            may_moderate=self.may_moderate,
            evaluates=permissions.evaluates(self.tender, user=self.request.user),
            **kwargs,
        )


class OneCell(ModerationPage):
    """A page about one bid and question."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the bid and the question among those that may be seen; the cell comes later."""
        super().setup(request, *args, **kwargs)
        self.keys = kwargs["bid_pk"], kwargs["criterion_pk"]
        get_object_or_404(self.tender.bids, pk=self.keys[0])
        get_object_or_404(methodology_of(self.tender).criteria, pk=self.keys[1])

    def load(self) -> None:
        """Find the cell, once the person may see moderation. Raises Http404."""
        self.all = self.moderation()
        if (cell := self.all.cells.get(self.keys)) is None:
            raise Http404
        self.cell = cell

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the cell."""
        self.load()
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take what is sent for the cell."""
        self.load()
        return super().post(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the cell and the way back to the grid."""
        kwargs = {"back_url": self.grid_url, "back_text": "Back to moderation"} | kwargs
        return super().get_context_data(cell=self.cell, bid=self.cell.bid, **kwargs)


class Moderate(OneCell, FormView):
    """Everybody's score and reason side by side, and the one that is agreed."""

    form_class = ConsensusForm
    template_name = "procurement/evaluation/moderate.html"

    def is_allowed(self) -> bool:
        """Many read; only the moderator agrees."""
        return super().is_allowed() and (self.request.method in READING or self.may_moderate)

    def get_form_kwargs(self) -> dict[str, Any]:
        """The cell, the names that a reason should not mention, and whether it is a draft."""
        bidders = self.tender.bidders.exclude(pk=self.cell.bid.bidder_id)
        return super().get_form_kwargs() | {
            "cell": self.cell,
            "other_bidders": list(bidders.values_list("name", flat=True)),
            "is_draft": "draft" in self.request.POST,
        }

    def get_initial(self) -> dict[str, Any]:
        """The draft, or the score as it is agreed. Nothing is ever filled in from an average."""
        draft, score = self.cell.draft, self.cell.score
        said = draft or score
        moves = {f"move_{key}": text for key, text in draft.moves.items()} if draft else {}
        return moves | {
            "version": draft.version if draft else 0,
            "agreed_version": score.version if score else 0,
            "points": f"{said.points:f}" if said and said.points is not None else None,
            "reason": said.reason if said else "",
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what everybody gave, what was agreed, and the answer that is judged."""
        cell = self.cell
        before, after = words.neighbours(self.all, cell)
        answers = answers_of(cell.bid).filter(criterion=cell.criterion)
        return super().get_context_data(
            may_moderate=self.may_moderate,
            levels=scoring.levels_of(cell.criterion),
            worth=scoring.worth(cell.criterion, methodology_of(self.tender)),
            pass_mark=scoring.pass_mark(cell.criterion),
            answer=answers.first(),
            given=words.given_rows(cell),
            spread=words.spread_words(cell),
            state=words.state_of(cell),
            versions=words.versions(cell, queries.versions_of(cell.bid, cell.criterion)),
            before_url=words.cell_url(before) if before else "",
            after_url=words.cell_url(after) if after else "",
            all_done=self.all.done,
            all_total=len(self.all.in_order),
            progress=f"{self.all.done} of {len(self.all.in_order)} agreed and explained",
            **kwargs,
        )

    def form_valid(self, form: ConsensusForm) -> HttpResponse:
        """Keep a draft, or agree the score and go on to the next one."""
        said = {
            "bid": self.cell.bid,
            "answer": actions.ScoreAnswer(**form.typed()),
            "by": self.request.user,
            "at": timezone.now(),
        }
        try:
            if form.is_draft:
                actions.save_draft(**said)
                messages.success(self.request, "Draft saved")
                return redirect(self.request.path)
            actions.agree_score(**said)
        except actions.SavedMeanwhile as refusal:
            return self.conflict(refusal)
        except NO_MORE as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(
            self.request, f"Score of {self.cell.bid.bidder.name} for {self.cell.criterion} agreed"
        )
        following = words.next_cell(self.moderation(), after=self.cell)
        return redirect(words.cell_url(following) if following else self.grid_url)

    def form_invalid(self, form: ConsensusForm) -> HttpResponse:
        """Tell what others saved meanwhile before what is missing."""
        answer = actions.ScoreAnswer(**form.typed())
        try:
            actions.refuse_stale(bid=self.cell.bid, answer=answer)
        except actions.SavedMeanwhile as refusal:
            return self.conflict(refusal)
        return super().form_invalid(form)

    def conflict(self, refusal: actions.SavedMeanwhile) -> HttpResponse:
        """Show both versions; nothing of this person's was saved."""
        mine, theirs = refusal.conflict.mine, refusal.conflict.theirs
        is_agreed = refusal.conflict.is_agreed
        context = {
            "criterion": mine.criterion,
            "mine": scoring.label_of(mine.criterion, mine.points),
            "my_reason": mine.reason,
            "my_moves": [text for text in mine.moves.values() if text],
            "theirs": scoring.label_of(mine.criterion, theirs.points),
            "their_reason": theirs.reason,
            "by": theirs.agreed_by if is_agreed else theirs.saved_by,
            "at": theirs.agreed_at if is_agreed else theirs.saved_at,
            "is_agreed": is_agreed,
            "bid": self.cell.bid,
            "tender": self.tender,
            "back_url": self.request.path,
            "back_text": "Back to this score",
        }
        return render(self.request, "procurement/evaluation/conflict.html", context, status=409)


class ReopenScore(OneCell, FormView):
    """Let one evaluator give one score anew, with the reason."""

    form_class = ReopenForm
    template_name = "procurement/evaluation/reopen_score.html"

    def is_allowed(self) -> bool:
        """The moderator, in moderation."""
        return super().is_allowed() and self.may_moderate

    def get_form_kwargs(self) -> dict[str, Any]:
        """The scores that can be reopened."""
        given = [
            each
            for each in self.cell.given
            if each.counts and not each.is_reopened and each.score.member_id is not None
        ]
        return super().get_form_kwargs() | {"given": given, "back": words.cell_url(self.cell)}

    def form_valid(self, form: ReopenForm) -> HttpResponse:
        """Reopen it."""
        chosen = form.cleaned_data["score"]
        score = next(each.score for each in self.cell.given if str(each.score.pk) == chosen)
        try:
            actions.reopen_score(
                individual=score,
                reason=form.cleaned_data["reason"],
                by=self.request.user,
                at=timezone.now(),
            )
        except (actions.NotModerating, actions.ReopenedAlready) as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, f"The score of {score.evaluator} is reopened")
        return redirect(words.cell_url(self.cell))


class MyMoves(ModerationPage, FormView):
    """An evaluator's own page: where the agreed score differs from theirs, and why it moved."""

    form_class = MovesForm
    template_name = "procurement/evaluation/my_moves.html"

    def is_allowed(self) -> bool:
        """Somebody who scores this tender."""
        return super().is_allowed() and permissions.evaluates(self.tender, user=self.request.user)

    def get_form_kwargs(self) -> dict[str, Any]:
        """The cells where this evaluator's own score moves and they have not said why."""
        mine = [
            (cell, given)
            for cell in self.moderation().in_order
            for given in cell.unexplained
            if given.score.member and given.score.member.user_id == self.request.user.pk
        ]
        return super().get_form_kwargs() | {"cells": mine}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add each cell with its field."""
        context = super().get_context_data(
            back_url=self.grid_url, back_text="Back to moderation", **kwargs
        )
        rows = [
            row
            | {
                "mine": scoring.label_of(row["cell"].criterion, row["given"].score.points),
                "agreed": scoring.label_of(row["cell"].criterion, row["cell"].score.points),
            }
            for row in context["form"].rows()
        ]
        return context | {"rows": rows, "may_say": self.tender.state == "consensus"}

    def form_valid(self, form: MovesForm) -> HttpResponse:
        """Keep the reasons that were given."""
        try:
            for given, reason in form.said():
                actions.say_why_moved(
                    individual=given.score,
                    reason=reason,
                    way=ScoreMove.Way.WRITTEN,
                    by=self.request.user,
                    at=timezone.now(),
                )
        except (actions.NotModerating, actions.NothingMoves) as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, "Your reasons are saved")
        return redirect(self.request.path)
