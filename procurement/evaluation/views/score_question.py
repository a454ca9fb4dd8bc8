"""Scoring one question of one bid, with a draft that is saved while one types."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.generic import FormView, View

from procurement.evaluation import permissions
from procurement.evaluation.actions import individual as actions
from procurement.evaluation.forms.individual import OwnScoreForm, plain_answer
from procurement.evaluation.presenters import individual as presenters
from procurement.evaluation.presenters import scoring
from procurement.evaluation.queries import has_several_lots, individual
from procurement.evaluation.views.individual import EVALUATORS, OneBidToScore
from procurement.tenders.queries import methodology_of


class ScoreQuestion(OneBidToScore, FormView):
    """Score one question of one bid: the answer beside the scale, a draft saved as one types."""

    form_class = OwnScoreForm
    template_name = "procurement/evaluation/score_question.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the question in the method, if the bid's lot is asked it."""
        super().setup(request, *args, **kwargs)
        found = individual.question_of(
            self.tender, key=kwargs["criterion_pk"], lot_pk=self.bid.lot_id
        )
        if found is None:
            raise Http404
        self.criterion = found

    def is_allowed(self) -> bool:
        """An evaluator of this section too."""
        return super().is_allowed() and self.member.scores_section(self.criterion.section)

    @property
    def by(self) -> str:
        """The order in which one goes through bids and questions."""
        is_by_question = self.request.GET.get("by") == presenters.BY_QUESTION
        return presenters.BY_QUESTION if is_by_question else presenters.BY_BID

    is_autosave = False
    """Whether the page saves by itself, and wants a line of words for an answer."""

    @property
    def page_url(self) -> str:
        """The address of this question of this bid, in the order chosen."""
        keys = [self.tender.pk, self.bid.pk, self.criterion.pk]
        return f"{reverse('evaluation:score_question', args=keys)}?by={self.by}"

    def cells(self) -> list[individual.OwnCell]:
        """Return one's own cells in the order chosen; asked for once."""
        if not hasattr(self, "_cells"):
            self._cells = presenters.in_order(individual.own_cells(self.member), self.by)
        return self._cells

    def cell(self) -> individual.OwnCell:
        """Return the cell of this page: `setup` and `is_allowed` have seen that there is one."""
        return {each.key: each for each in self.cells()}[self.bid.pk, self.criterion.pk]

    def next_url(self, *, skips: bool = False) -> str:
        """Return the address of the next question to score, or of one's own scores."""
        key = (self.bid.pk, self.criterion.pk)
        following = presenters.next_cell(self.cells(), after=key)
        if following is None:
            return "" if skips else self.own_url
        return presenters.cell_url(following, tender_pk=self.tender.pk, by=self.by)

    def get_form_kwargs(self) -> dict[str, Any]:
        """The question, and whether it is only a draft."""
        is_draft = "submit" not in self.request.POST
        return super().get_form_kwargs() | {"criterion": self.criterion, "is_draft": is_draft}

    def get_initial(self) -> dict[str, Any]:
        """What was saved as a draft; of a reopened score, what was submitted."""
        if self.request.method == "POST":
            return {}
        cell = self.cell()
        given = cell.draft or cell.score
        if given is None:
            return {"version": 0}
        return {
            "version": cell.draft.version if cell.draft else 0,
            "points": presenters.points_text(given.points),
            "comment": given.comment,
            "is_abstention": given.is_abstention,
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the bidder's answer, the scale, and how far one is."""
        cell, methodology = self.cell(), methodology_of(self.tender)
        levels = scoring.levels_of(self.criterion)
        answer = individual.answer_to(self.bid, self.criterion)
        promises = individual.commitments_to(self.bid, self.criterion)
        versions = individual.own_versions(self.member, self.bid, self.criterion)
        return super().get_context_data(
            bid=self.bid,
            criterion=self.criterion,
            cell=cell,
            answer=answer,
            commitments=[presenters.promise(each) for each in promises],
            hints={level["points"]: level["definition"] for level in levels},
            worth=scoring.worth(self.criterion, methodology),
            pass_mark=scoring.pass_mark(self.criterion),
            versions=[(each, presenters.given_words(self.criterion, each)) for each in versions],
            may_write=not cell.is_done and permissions.may_score(self.member),
            progress=presenters.progress(self.cells()),
            place=self.cells().index(cell) + 1,
            by=self.by,
            skip_url=self.next_url(skips=True),
            several=has_several_lots(self.tender),
            back_url=self.own_url,
            back_text="Back to my scores",
            **kwargs,
        )

    def form_valid(self, form: OwnScoreForm) -> HttpResponse:
        """Save the draft, or submit the score, and go on."""
        answer = form.answer() | self.over()
        warnings = [] if form.is_draft else self.warnings(answer, self.cells())
        if form.warn(warnings):
            return self.form_invalid(form)
        said = {"member": self.member, "bid": self.bid, "by": self.request.user}
        own = actions.OwnAnswer(**answer)
        try:
            if form.is_draft:
                draft = actions.save_draft(answer=own, at=timezone.now(), **said)
                return self.saved(draft)
            actions.submit(answers=[own], at=timezone.now(), **said)
        except actions.DraftSavedMeanwhile as refusal:
            return self.conflict(refusal)
        except actions.SubmittedAlready as refusal:
            return self.submitted_already(refusal)
        except actions.NotScoring:
            raise PermissionDenied from None
        messages.success(self.request, f"Score for {self.criterion.code} submitted")
        del self._cells
        return redirect(self.next_url())

    def over(self) -> dict[str, Any]:
        """Return the version that the person, having read both, saves theirs over."""
        version = self.request.POST.get("over", "")
        return {"version": int(version)} if version.isascii() and version.isdigit() else {}

    def saved(self, draft: Any) -> HttpResponse:
        """Say that the draft is saved: in a line for the page itself, or by going on."""
        if self.is_autosave:
            words = render_to_string("procurement/evaluation/saved.html", {"draft": draft})
            return HttpResponse(words)
        messages.success(self.request, f"Draft for {self.criterion.code} saved")
        if "next" in self.request.POST:
            return redirect(self.next_url())
        return redirect(self.page_url)

    def form_invalid(self, form: OwnScoreForm) -> HttpResponse:
        """Say what is wrong; to the page itself in a line."""
        if self.is_autosave:
            words = [str(error) for errors in form.errors.values() for error in errors]
            context = {"problems": words}
            return render(self.request, "procurement/evaluation/saved.html", context, status=422)
        return super().form_invalid(form)

    def conflict(self, refusal: actions.DraftSavedMeanwhile) -> HttpResponse:
        """Show both versions; nothing was saved, so nothing is lost."""
        context = {
            "bid": self.bid,
            "criterion": self.criterion,
            "tender": self.tender,
            "theirs": presenters.given_words(self.criterion, refusal.theirs),
            "mine": presenters.given_words(self.criterion, refusal.mine),
            "draft": refusal.theirs,
            "answer": refusal.mine,
            "mine_points": presenters.points_text(refusal.mine.points),
            "page": self.page_url,
            "back_url": self.own_url,
            "back_text": "Back to my scores",
        }
        name = "draft_conflict_part" if self.is_autosave else "draft_conflict"
        template = f"procurement/evaluation/{name}.html"
        return render(self.request, template, context, status=409)

    def submitted_already(self, refusal: actions.SubmittedAlready) -> HttpResponse:
        """Say that the score stands as it was submitted."""
        if self.is_autosave:
            context = {"problems": [str(refusal)]}
            return render(self.request, "procurement/evaluation/saved.html", context, status=409)
        messages.info(self.request, str(refusal))
        return redirect(self.page_url)


class SaveDraft(ScoreQuestion):
    """Save a draft as one types: quickly where nothing is in the way, else as the page's button."""

    http_method_names = ("post", "options")
    is_autosave = True

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find one's own draft, if it may be saved; otherwise all that the page itself asks for."""
        View.setup(self, request, *args, **kwargs)
        self.draft, self.answer = None, None
        if request.method == "POST" and EVALUATORS.admits(request):
            self.answer = plain_answer(request.POST)
        if self.answer is not None:
            self.draft = individual.savable_draft(
                request.organisation, user=request.user, points=self.answer["points"], **kwargs
            )
        if self.draft is None:
            super().setup(request, *args, **kwargs)

    def is_allowed(self) -> bool:
        """Whose draft it is, or who may score the question."""
        return self.draft is not None or super().is_allowed()

    def instead(self) -> HttpResponse | None:
        """Send nobody on: it is the page that saves, not the person."""
        return None

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save quickly, or as the page's own button does, which says what is in the way."""
        if self.draft is not None:
            said = {"draft": self.draft, "by": request.user, "at": timezone.now()}
            try:
                return self.saved(actions.save_again(**said, **self.answer))
            except actions.NeedsALook:
                super().setup(request, *args, **kwargs)
        return super().post(request, *args, **kwargs)
