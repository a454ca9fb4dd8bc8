"""One application as those see it who decide it: what was sent, who judges, what was done."""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.generic import TemplateView, View

from socialvalue.audit.queries import events_of
from socialvalue.awards.files import evidence_download
from socialvalue.awards.permissions import READS_BY_ROLE
from socialvalue.awards.presenters import deciding as words
from socialvalue.awards.presenters import received as presenters
from socialvalue.awards.queries.applying import asked_of
from socialvalue.awards.queries.judging import panel_seats, takes_assessors
from socialvalue.awards.views.judging import Judging


class ApplicationPage(Judging, TemplateView):
    """What the applicant sent, where it stands, and what this person can do."""

    template_name = "socialvalue/awards/judging/application.html"

    @property
    def reads_all(self) -> bool:
        """Whether this person sees who judges: assessors do not."""
        return not READS_BY_ROLE.isdisjoint(self.standing.roles)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the answers, the questions, and the decisions that this person may read.

        Appeals tell of judgements: while somebody judges anew they stay out, as decisions do.
        """
        application, standing = self.application, self.standing
        shows, few = standing.may_see_judgements, presenters.too_few(application)
        decisions = list(application.decisions.all()) if shows else []
        asked = asked_of(application)
        return super().get_context_data(
            themes=presenters.themes(self.scheme, asked, application=application),
            questions=application.questions.all(),
            reads_all=self.reads_all,
            too_few=few if self.reads_all else "",
            may_add_assessors=bool(few) and standing.may_allocate and takes_assessors(application),
            lacks_panel=standing.may_propose and not panel_seats(application),
            decision=words.decision_told(decisions[-1], self.scheme) if decisions else None,
            may_approve=any(standing.may_approve(each) for each in decisions),
            appeals=[
                (each, standing.may_decide_appeal(each))
                for each in application.appeals.all()
                if shows
            ],
            back_url="",
            **kwargs,
        )


class RecordPage(Judging, TemplateView):
    """What was done about an application, by whom and when."""

    template_name = "socialvalue/awards/judging/record.html"

    def may(self) -> bool:
        """Award managers, approvers and auditors: assessors would read about each other."""
        return super().may() and not READS_BY_ROLE.isdisjoint(self.standing.roles)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what was done since it was submitted."""
        rows = presenters.record_rows(
            events_of(self.application),
            scheme=self.scheme,
            shows_marks=self.standing.may_see_judgements,
        )
        return super().get_context_data(rows=rows, **kwargs)


class EvidenceFile(Judging, View):
    """A file that the applicant named as evidence: saved, never shown."""

    def setup(self, request: HttpRequest, *args: object, **kwargs: Any) -> None:
        """Find it among the files named for this application."""
        super().setup(request, *args, **kwargs)
        uses = self.application.evidence_uses.select_related("evidence").exclude(
            evidence__content=""
        )
        use = uses.filter(evidence=kwargs["named_evidence_pk"]).order_by("pk")[:1]
        self.evidence = get_object_or_404(use).evidence

    def get(self, request: HttpRequest, **kwargs: object) -> HttpResponseBase:
        """Send it, piece by piece."""
        return evidence_download(self.evidence)
