"""The grid of scores, scoring one bid, and amending one score."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.generic import FormView, TemplateView

from procurement.evaluation import actions, queries
from procurement.evaluation.forms import AmendScoreForm, BidScoresForm
from procurement.evaluation.models import Score
from procurement.evaluation.presenters import scoring
from procurement.tenders.access import OFFICERS, PRICE_READERS, TenderPage
from procurement.tenders.queries import methodology_of


class Scores(TenderPage, TemplateView):
    """Every bid by every criterion: what is scored and what is missing."""

    may_use = PRICE_READERS
    template_name = "procurement/evaluation/scores.html"

    def is_allowed(self) -> bool:
        """Once the panel moderates."""
        return self.tender.shows_consensus

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the grid."""
        bids = list(queries.bids_that_stand(self.tender))
        criteria = queries.criteria_to_score(self.tender)
        rows = scoring.grid(
            bids,
            criteria,
            scores=queries.latest_scores_of(self.tender),
            drafts=queries.draft_keys_of(self.tender),
        )
        return super().get_context_data(
            criteria=criteria,
            rows=rows,
            several=queries.has_several_lots(self.tender),
            missing=sum(row["missing"] for row in rows if not row["is_out"]),
            **kwargs,
        )


class OneBid(TenderPage):
    """A page that changes the scores of one bid that stands."""

    may_use = OFFICERS

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the bid among the tender's own, and the criteria that apply to it."""
        super().setup(request, *args, **kwargs)
        bids = queries.bids_that_stand(self.tender)
        self.bid = get_object_or_404(bids, pk=kwargs["bid_pk"])
        self.bid.tender = self.tender
        criteria = queries.criteria_to_score(self.tender)
        self.criteria = queries.criteria_for(self.bid, criteria)

    @property
    def scores_url(self) -> str:
        """The address of the grid."""
        return reverse("evaluation:scores", args=[self.tender.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the bid and the way back to the grid."""
        return super().get_context_data(
            bid=self.bid, back_url=self.scores_url, back_text="Back to scores", **kwargs
        )

    def conflict(self, refusal: actions.SavedMeanwhile) -> HttpResponse:
        """Show both versions; nothing of this person's was saved."""
        rows = [
            {
                "criterion": conflict.mine.criterion,
                "mine": scoring.label_of(conflict.mine.criterion, conflict.mine.points),
                "my_reason": conflict.mine.reason,
                "theirs": scoring.label_of(conflict.mine.criterion, conflict.theirs.points),
                "their_reason": conflict.theirs.reason,
                "by": getattr(conflict.theirs, "agreed_by", "")
                or getattr(conflict.theirs, "saved_by", ""),
                "at": getattr(conflict.theirs, "agreed_at", None)
                or getattr(conflict.theirs, "saved_at", None),
                "is_agreed": conflict.is_agreed,
            }
            for conflict in refusal.conflicts
        ]
        context = {
            "rows": rows,
            "bid": self.bid,
            "tender": self.tender,
            "back_url": self.request.path,
            "back_text": "Back to scoring this bid",
        }
        return render(self.request, "procurement/evaluation/conflict.html", context, status=409)


class ScoreBid(OneBid, FormView):
    """Score one bid, criterion by criterion, each with its reason."""

    form_class = BidScoresForm
    template_name = "procurement/evaluation/score_bid.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Tell what is agreed from what is still to score."""
        super().setup(request, *args, **kwargs)
        latest = queries.latest_scores_of(self.tender)
        self.agreed = {
            criterion.pk: latest[self.bid.pk, criterion.pk]
            for criterion in self.criteria
            if (self.bid.pk, criterion.pk) in latest
        }
        self.drafts = queries.drafts_of(self.bid)

    def asked(self) -> list[Any]:
        """Return the criteria that the form asks about.

        When a form comes back, those it asked about when it was opened: if one of them was agreed
        by someone else since, that must be noticed, not passed over.
        """
        if self.request.method == "POST":
            named = set(self.request.POST.getlist("criterion"))
            return [each for each in self.criteria if each.code in named]
        return [each for each in self.criteria if each.pk not in self.agreed]

    def get_form_kwargs(self) -> dict[str, Any]:
        """The criteria to ask about, and whether it is only a draft."""
        return super().get_form_kwargs() | {
            "criteria": self.asked(),
            "is_draft": "draft" in self.request.POST,
        }

    def get_initial(self) -> dict[str, Any]:
        """What was saved as a draft."""
        initial: dict[str, Any] = {}
        for number, criterion in enumerate(self.asked()):
            if draft := self.drafts.get(criterion.pk):
                points = draft.points
                initial[f"points_{number}"] = None if points is None else f"{points:f}"
                initial[f"reason_{number}"] = draft.reason
                initial[f"version_{number}"] = draft.version
        return initial

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add each criterion with its fields, what is agreed, and how far the bid is."""
        context = super().get_context_data(**kwargs)
        methodology = methodology_of(self.tender)
        rows = [
            row
            | {
                "levels": scoring.levels_of(row["criterion"]),
                "worth": scoring.worth(row["criterion"], methodology),
                "pass_mark": scoring.pass_mark(row["criterion"]),
            }
            for row in context["form"].rows()
        ]
        agreed = [
            {
                "criterion": criterion,
                "score": self.agreed[criterion.pk],
                "label": scoring.label_of(criterion, self.agreed[criterion.pk].points),
            }
            for criterion in self.criteria
            if criterion.pk in self.agreed
        ]
        last = max(self.drafts.values(), key=lambda draft: draft.saved_at, default=None)
        return context | {
            "rows": rows,
            "agreed": agreed,
            "done": len(agreed),
            "total": len(self.criteria),
            "progress": f"{len(agreed)} of {len(self.criteria)} questions scored",
            "last_draft": last,
            "several": queries.has_several_lots(self.tender),
        }

    def form_valid(self, form: BidScoresForm) -> HttpResponse:
        """Keep a draft, or agree the scores and go on to the next bid."""
        answers = [actions.ScoreAnswer(**answer) for answer in form.answers()]
        said = {"bid": self.bid, "answers": answers, "by": self.request.user, "at": timezone.now()}
        try:
            if form.is_draft:
                actions.save_drafts(**said)
                messages.success(self.request, "Draft saved")
                return redirect(self.request.path)
            actions.agree_scores(**said)
        except actions.SavedMeanwhile as refusal:
            return self.conflict(refusal)
        except actions.ScoringIsClosed as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, f"Scores of {self.bid.bidder.name} saved")
        return redirect(self.next_url())

    def form_invalid(self, form: BidScoresForm) -> HttpResponse:
        """Tell what others saved meanwhile before what is missing: it may be missing no more."""
        answers = [actions.ScoreAnswer(**answer) for answer in form.typed()]
        try:
            actions.refuse_stale_answers(bid=self.bid, answers=answers)
        except actions.SavedMeanwhile as refusal:
            return self.conflict(refusal)
        return super().form_invalid(form)

    def next_url(self) -> str:
        """Return the address of the next bid that lacks scores, or of the grid."""
        bids = list(queries.bids_that_stand(self.tender))
        rows = scoring.grid(
            bids,
            queries.criteria_to_score(self.tender),
            scores=queries.latest_scores_of(self.tender),
            drafts=set(),
        )
        for row in rows:
            if row["missing"] and not row["is_out"]:
                return reverse("evaluation:score_bid", args=[self.tender.pk, row["bid"].pk])
        return self.scores_url


class AmendScore(OneBid, FormView):
    """Change one agreed score. The old one stays in the record."""

    form_class = AmendScoreForm
    template_name = "procurement/evaluation/amend_score.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the score that counts, and the versions before it."""
        super().setup(request, *args, **kwargs)
        methodology = methodology_of(self.tender)
        self.criterion = get_object_or_404(methodology.criteria, pk=kwargs["criterion_pk"])
        self.versions = queries.versions_of(self.bid, self.criterion)
        if not self.versions:
            raise Http404
        self.score = self.versions[0]
        self.score.bid = self.bid

    @property
    def bid_url(self) -> str:
        """The address of the bid's scores."""
        return reverse("evaluation:score_bid", args=[self.tender.pk, self.bid.pk])

    def get_form_kwargs(self) -> dict[str, Any]:
        """The scale, and the way back."""
        return super().get_form_kwargs() | {"criterion": self.criterion, "back": self.bid_url}

    def get_initial(self) -> dict[str, Any]:
        """The score as it is; the reason for changing it is always new."""
        return {
            "version": self.score.version,
            "points": f"{self.score.points:f}",
            "reason": self.score.reason,
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the criterion, its scale, and every version."""
        versions = [(each, scoring.label_of(self.criterion, each.points)) for each in self.versions]
        return super().get_context_data(
            criterion=self.criterion,
            levels=scoring.levels_of(self.criterion),
            versions=versions,
            **kwargs,
        )

    def read_score(self, form: AmendScoreForm) -> Score:
        """Return the version that the person read, or the latest if there never was such a one."""
        version = form.cleaned_data.get("version")
        read = [each for each in self.versions if each.version == version]
        score = next(iter(read), self.score)
        score.bid = self.bid
        return score

    def form_invalid(self, form: AmendScoreForm) -> HttpResponse:
        """Tell what others saved meanwhile before what is missing."""
        said = form.cleaned_data
        try:
            actions.refuse_stale_amendment(
                score=self.read_score(form),
                points=said.get("points"),
                reason=form.data.get("reason", "").strip(),
            )
        except actions.SavedMeanwhile as refusal:
            return self.conflict(refusal)
        return super().form_invalid(form)

    def form_valid(self, form: AmendScoreForm) -> HttpResponse:
        """Store the new version."""
        answers = form.cleaned_data
        try:
            actions.amend_score(
                score=self.read_score(form),
                points=answers["points"],
                reason=answers["reason"],
                change_reason=answers["change_reason"],
                by=self.request.user,
                at=timezone.now(),
            )
        except actions.SavedMeanwhile as refusal:
            return self.conflict(refusal)
        except actions.ScoringIsClosed as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, f"Score for {self.criterion} changed")
        return redirect(self.bid_url)
