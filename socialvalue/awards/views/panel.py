"""The panel: judgements side by side, and one agreed mark with its reason for each criterion."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import FormView, TemplateView

from socialvalue.awards import actions, queries
from socialvalue.awards.forms.judging import AgreeForm
from socialvalue.awards.models import Judgement, PanelMark, Seat
from socialvalue.awards.presenters import assessing
from socialvalue.awards.presenters import panel as words
from socialvalue.awards.presenters.received import too_few
from socialvalue.awards.queries.judging import panel_seats
from socialvalue.awards.views.assessing import OneCriterion
from socialvalue.awards.views.judging import Judging
from socialvalue.core.access import READING


class OfPanel(Judging):
    """A page of the panel: for all who may read judgements, once all of them are in."""

    def may(self) -> bool:
        """Many read; only the panel agrees."""
        is_reading = self.request.method in READING
        return self.standing.may_see_judgements and (is_reading or self.standing.may_agree)

    @cached_property
    def judged(self) -> dict[Seat, dict[str, Judgement]]:
        """Every judgement that counts, by assessor."""
        return queries.all_judgements(self.application)

    @cached_property
    def agreed(self) -> dict[str, PanelMark]:
        """What the panel agreed, by criterion."""
        return queries.panel_marks(self.application)

    @property
    def outcome(self) -> dict[str, Any]:
        """What the agreed marks come to, for information."""
        found = queries.outcome_of(self.application, on=timezone.localdate())
        return words.outcome_told(found)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what is agreed so far, and what it comes to."""
        done, total = len(self.agreed), len(self.scheme.criteria)
        return super().get_context_data(
            outcome=self.outcome,
            progress={"done": done, "total": total, "words": f"{done} of {total} agreed"},
            may_agree=self.standing.may_agree,
            **kwargs,
        )


class Panel(OfPanel, TemplateView):
    """Every criterion with everybody's mark, the spread, and what is agreed."""

    template_name = "socialvalue/awards/judging/panel.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the grid, and where to go on."""
        left = [each.code for each in self.scheme.criteria if each.code not in self.agreed]
        return super().get_context_data(
            seats=list(self.judged),
            panel=panel_seats(self.application),
            rows=words.grid(self.scheme, self.judged, self.agreed),
            next_url=self.address("agree", left[0]) if left else "",
            too_few=too_few(self.application),
            returned=self.application.decisions.filter(is_approved=False),
            upheld=self.application.appeals.filter(is_upheld=True),
            **kwargs,
        )


class Agree(OneCriterion, OfPanel, FormView):
    """One criterion: every judgement with its reason, and the one that the panel agrees on."""

    form_class = AgreeForm
    template_name = "socialvalue/awards/judging/agree.html"

    def get_initial(self) -> dict[str, Any]:
        """What is agreed; nothing is ever filled in from what the assessors gave."""
        last = self.agreed.get(self.criterion.code)
        if last is None:
            return {"version": 0}
        return {
            "version": last.version,
            "mark": last.mark,
            "reason": last.reason,
            "evidence": last.evidence,
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what everybody judged, and every version of what was agreed."""
        code = self.criterion.code
        names = assessing.evidence_names(self.application)
        before, after = assessing.neighbours(self.scheme, code)
        versions = self.application.panel_marks.filter(criterion=code).order_by("-version")
        kwargs = {"back_url": self.address("panel"), "back_text": "Back to the panel"} | kwargs
        return super().get_context_data(
            given=words.given_rows(self.scheme, self.judged, code, names=names),
            spread=words.spread_tag(self.scheme, self.judged, code),
            versions=[self.theirs(each) for each in versions],
            marks=reversed(self.scheme.marks),
            before_url=self.address("agree", before) if before else "",
            after_url=self.address("agree", after) if after else "",
            **kwargs,
        )

    def form_valid(self, form: AgreeForm) -> HttpResponse:
        """Keep what was agreed, and go on to the next criterion that is not."""
        try:
            actions.agree_panel_mark(
                application=self.application,
                judged=form.judged(),
                by=self.request.user,
                at=timezone.now(),
            )
        except actions.SavedMeanwhile as refusal:
            return self.conflict(form, refusal.theirs)
        except (actions.NotOfTheScheme, actions.NotYours) as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, f"{self.criterion.title}: agreed")
        agreed = queries.panel_marks(self.application)
        left = [each.code for each in self.scheme.criteria if each.code not in agreed]
        return redirect(self.address("agree", left[0]) if left else self.address("panel"))
