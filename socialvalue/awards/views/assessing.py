"""One assessor's own judgements. Nothing here depends on what anybody else has judged."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import FormView, TemplateView

from socialvalue.awards import actions
from socialvalue.awards.forms.judging import CriterionForm
from socialvalue.awards.presenters import assessing as words
from socialvalue.awards.presenters import received as presenters
from socialvalue.awards.queries.applying import asked_of
from socialvalue.awards.queries.judging import OwnCell, own_cells
from socialvalue.awards.views.judging import Judging
from socialvalue.core.access import READING


class Own(Judging):
    """A page of one's own judgements."""

    def may(self) -> bool:
        """An assessor of this application; they write only until they have handed in."""
        is_reading = self.request.method in READING
        return self.standing.assessor is not None and (is_reading or self.standing.may_judge)

    @cached_property
    def cells(self) -> list[OwnCell]:
        """Every criterion as this assessor has it."""
        seat = self.standing.assessor
        seat.application = self.application
        return own_cells(seat)


class MyJudgements(Own, TemplateView):
    """Every criterion and how far one is; hand in once nothing is missing."""

    template_name = "socialvalue/awards/judging/my_judgements.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the criteria, the progress, and the questions that were answered."""
        first = next((cell.criterion for cell in self.cells if not cell.is_done), "")
        return super().get_context_data(
            seat=self.standing.assessor,
            may_judge=self.standing.may_judge,
            themes=words.by_theme(self.scheme, self.cells),
            progress=words.progress(self.cells),
            is_complete=all(cell.is_done for cell in self.cells),
            next_url=self.address("judge", first) if first else "",
            **kwargs,
        )

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Hand in."""
        try:
            actions.submit_judgements(
                seat=self.standing.assessor, by=request.user, at=timezone.now()
            )
        except (actions.SomethingIsMissing, actions.NotYours) as refusal:
            messages.error(request, str(refusal))
            return redirect(request.path)
        messages.success(request, "Your judgements are handed in")
        return redirect(request.path)


class OneCriterion(Judging):
    """A page about one criterion of the scheme."""

    def setup(self, request: HttpRequest, *args: object, **kwargs: Any) -> None:
        """Find the criterion, and what the applicant says about it."""
        super().setup(request, *args, **kwargs)
        by_code = {each.criterion.code: each for each in asked_of(self.application)}
        if kwargs["criterion_code"] not in by_code:
            raise Http404
        self.asked = by_code[kwargs["criterion_code"]]
        self.criterion = self.asked.criterion

    def get_form_kwargs(self) -> dict[str, Any]:
        """The scale, the criterion, and the evidence that was named for it."""
        return super().get_form_kwargs() | {
            "scheme": self.scheme,
            "criterion": self.criterion,
            "evidence": self.asked.evidence,
        }

    def theirs(self, stored: Any) -> dict[str, Any]:
        """Return what somebody else, or oneself elsewhere, saved meanwhile."""
        names = words.evidence_names(self.application)
        return {
            "stored": stored,
            "mark": self.scheme.mark(stored.mark).title if stored.mark else "No mark",
            "evidence": words.judged_evidence(stored.evidence, names),
        }

    def conflict(self, form: CriterionForm, stored: Any) -> HttpResponse:
        """Show both versions; saving again puts this one in the place of the other."""
        form.data = form.data.copy()
        form.data["version"] = str(stored.version)
        form.add_error(
            None,
            "This was saved elsewhere since you opened the page. Nothing of yours is lost: compare "
            "the two, and save again to keep what is below",
        )
        context = self.get_context_data(form=form, theirs=self.theirs(stored))
        return self.render_to_response(context, status=409)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the criterion, the answer and the evidence."""
        theme = next(each for each in self.scheme.themes if each.code == self.criterion.theme)
        return super().get_context_data(
            criterion=self.criterion,
            theme=theme,
            answered=presenters.answered(self.asked, application=self.application),
            questions=self.application.questions.exclude(answered_at=None),
            **kwargs,
        )


class Judge(Own, OneCriterion, FormView):
    """Judge one criterion: the answer and the evidence beside the scale and its definitions."""

    form_class = CriterionForm
    template_name = "socialvalue/awards/judging/judge.html"

    @property
    def cell(self) -> OwnCell:
        """This criterion as the assessor has it."""
        return next(each for each in self.cells if each.criterion == self.criterion.code)

    def get_initial(self) -> dict[str, Any]:
        """What was saved last."""
        last = self.cell.judgement
        if last is None:
            return {"version": 0}
        return {
            "version": last.version,
            "mark": last.mark,
            "reason": last.reason,
            "evidence": last.evidence,
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add how far one is, and where to go next."""
        before, after = words.neighbours(self.scheme, self.criterion.code)
        codes = [each.code for each in self.scheme.criteria]
        kwargs = {
            "back_url": self.address("my_judgements"),
            "back_text": "Back to my judgements",
        } | kwargs
        return super().get_context_data(
            may_judge=self.standing.may_judge,
            cell=self.cell,
            tag=words.state_of(self.cell),
            given=self.theirs(self.cell.judgement) if self.cell.judgement else None,
            progress=words.progress(self.cells),
            place=codes.index(self.criterion.code) + 1,
            before_url=self.address("judge", before) if before else "",
            after_url=self.address("judge", after) if after else "",
            **kwargs,
        )

    def form_valid(self, form: CriterionForm) -> HttpResponse:
        """Save a new version; go on to the next criterion if asked to."""
        try:
            actions.save_judgement(
                seat=self.standing.assessor,
                judged=form.judged(),
                by=self.request.user,
                at=timezone.now(),
            )
        except actions.SavedMeanwhile as refusal:
            return self.conflict(form, refusal.theirs)
        except (actions.NotOfTheScheme, actions.NotYours) as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        del self.cells
        lacks = ", ".join(self.cell.lacks)
        told = f"Still missing: {lacks}" if lacks else "It is complete"
        messages.success(self.request, f"{self.criterion.title}: saved. {told}")
        return redirect(self.following())

    def following(self) -> str:
        """Return where to go: the next criterion that lacks something, or all of them."""
        if "next" not in self.request.POST:
            return self.request.path
        code = words.next_code(self.cells, after=self.criterion.code)
        return self.address("judge", code) if code else self.address("my_judgements")
