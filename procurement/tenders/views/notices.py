"""Start from a notice: bring a file in, see what was understood, make a draft tender of it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import FormView, TemplateView

from procurement.tenders import notice_files
from procurement.tenders.access import OFFICERS
from procurement.tenders.actions import notices as actions
from procurement.tenders.actions.making import ReferenceTaken
from procurement.tenders.forms import TenderForm
from procurement.tenders.forms.notices import NoticeFileForm
from procurement.tenders.models import Notice
from procurement.tenders.presenters.notices import (
    lot_rows,
    tender_answers_of,
    told_rows,
    understood_rows,
)
from socialvalue.core.access import Allowed

MOST_SHOWN = 200
"""Rows of the list, and refusals told of one file."""


class Notices(Allowed, FormView):
    """The notices that were brought in, and bringing in another file."""

    may_use = OFFICERS
    form_class = NoticeFileForm
    template_name = "procurement/tenders/notices/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the notices, the newest first."""
        notices = self.request.organisation.notices.select_related("tender")
        kwargs.setdefault("refused", [])
        return super().get_context_data(
            notices=notices[:MOST_SHOWN],
            back_url=reverse("tenders:list"),
            back_text="Back to tenders",
            **kwargs,
        )

    def form_valid(self, form: NoticeFileForm) -> HttpResponse:
        """Keep what was understood; tell of each notice that was refused."""
        given = form.cleaned_data["notices"]
        reports = notice_files.reports_of(given.read())
        kept, known = actions.bring_in_notices(
            organisation=self.request.organisation,
            reports=[report for _line, report in reports],
            file_name=given.name,
            by=self.request.user,
            at=timezone.now(),
        )
        refused = [report | {"line": line} for line, report in reports if "reason" in report]
        if known:
            messages.info(self.request, f"{known} of these notices you had already.")
        if len(kept) == 1 and not refused:
            return redirect("tenders:notice", kept[0].pk)
        if kept:
            messages.success(self.request, f"{len(kept)} notices were read.")
        if refused:
            shown = refused[:MOST_SHOWN]
            return self.render_to_response(
                self.get_context_data(form=self.form_class(), refused=shown, count=len(refused))
            )
        return redirect("tenders:notices")


class NoticePage(Allowed):
    """A page of one notice of the person's own organisation."""

    may_use = OFFICERS

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the notice."""
        super().setup(request, *args, **kwargs)
        notices = request.organisation.notices.select_related("tender")
        self.notice: Notice = get_object_or_404(notices, pk=kwargs["notice_pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the notice and the way back."""
        kwargs.setdefault("back_url", reverse("tenders:notices"))
        kwargs.setdefault("back_text", "Back to notices")
        return super().get_context_data(notice=self.notice, **kwargs)


class ShowNotice(NoticePage, TemplateView):
    """What was understood of a notice, and what was not; starting from it, or putting it away."""

    template_name = "procurement/tenders/notices/notice.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the facts, the questions, and other notices of the same procurement."""
        report = self.notice.report
        others = self.request.organisation.notices.exclude(pk=self.notice.pk)
        lots = report["understood"]["lots"]
        return super().get_context_data(
            understood=understood_rows(report),
            lots=list(lot_rows(report)),
            lots_come_over=actions.lots_can_come_over(lots),
            to_complete=told_rows(list(report["to_complete"].values())),
            not_understood=told_rows(report["not_understood"]),
            left_aside=report["left_aside"],
            others=others.filter(ocid=self.notice.ocid).select_related("tender"),
            other_buyer=report["understood"]["buyer"]["name"]
            if report["understood"]["buyer"]["name"] != self.request.organisation.name
            else "",
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Put it away."""
        try:
            actions.put_notice_away(notice=self.notice, by=request.user, at=timezone.now())
        except actions.StartedAlready as refusal:
            messages.error(request, str(refusal))
            return redirect(request.path)
        messages.success(request, "The notice is put away.")
        return redirect("tenders:notices")


class StartFromNotice(NoticePage, FormView):
    """Complete what the notice does not say, and make the draft tender."""

    form_class = TenderForm
    template_name = "procurement/tenders/about.html"

    def instead(self) -> HttpResponse | None:
        """A notice starts one tender."""
        tender = self.notice.tender
        return None if tender is None else redirect("tenders:tender", tender.pk)

    def get_initial(self) -> dict[str, Any]:
        """What the notice says."""
        return tender_answers_of(self.notice)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the words of the page."""
        return super().get_context_data(
            heading="Complete the tender",
            caption=self.notice.title,
            back_url=reverse("tenders:notice", args=[self.notice.pk]),
            back_text="Back to the notice",
            **kwargs,
        )

    def form_valid(self, form: TenderForm) -> HttpResponse:
        """Make it, and go on to the tender."""
        try:
            tender = actions.start_tender(
                notice=self.notice,
                by=self.request.user,
                at=timezone.now(),
                **form.cleaned_data,
            )
        except ReferenceTaken as refusal:
            form.add_error("reference", str(refusal))
            return self.form_invalid(form)
        except actions.StartedAlready as refusal:
            messages.error(self.request, str(refusal))
            return redirect("tenders:notice", self.notice.pk)
        messages.success(self.request, "A draft tender is made from the notice. Check each part.")
        return redirect("tenders:tender", tender.pk)
