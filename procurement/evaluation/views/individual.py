"""One evaluator's own scoring. Nothing on these pages depends on what anybody else has scored."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView

from procurement.evaluation import permissions
from procurement.evaluation.actions import individual as actions
from procurement.evaluation.presenters import individual as presenters
from procurement.evaluation.queries import has_several_lots, individual, panel, waiting
from procurement.evaluation.views.declaring import PANELLISTS, SeatPage
from procurement.tenders.waiting import waits_of
from socialvalue.accounts.models import Role
from socialvalue.core.access import Allowed, roles

EVALUATORS = roles(Role.EVALUATOR)


class WhatWaits(Allowed, TemplateView):
    """What waits for somebody, and every panel that they sit on."""

    may_use = PANELLISTS
    template_name = "procurement/evaluation/what_waits.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what waits, and a row for each seat."""
        seats = waiting.waiting_for(self.request.user, self.request.organisation)
        return super().get_context_data(
            waits=waits_of(self.request),
            seats=[presenters.waiting_row(each) for each in seats],
            **kwargs,
        )


class OwnPage(SeatPage):
    """A page of an evaluator's own scores. Who has not declared is sent to declare first."""

    may_use = EVALUATORS

    def is_allowed(self) -> bool:
        """An evaluator of this tender."""
        return super().is_allowed() and self.member.role == Role.EVALUATOR

    def instead(self) -> HttpResponse | None:
        """Nobody sees a bid before declaring."""
        if self.request.method == "GET" and individual.needs_to_declare(self.member):
            return redirect("evaluation:declare", self.tender.pk)
        return None

    @property
    def own_url(self) -> str:
        """The address of one's own scores."""
        return reverse("evaluation:my_scores", args=[self.tender.pk])


class MyScores(OwnPage, TemplateView):
    """One's own scores: every bid by every question, and how far each is."""

    template_name = "procurement/evaluation/my_scores.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the grid once scoring has begun."""
        is_open = permissions.may_see_bids_to_score(self.member)
        cells = individual.own_cells(self.member) if is_open else []
        ordered = presenters.in_order(cells, presenters.BY_BID)
        first = next((cell for cell in ordered if not cell.is_done), None)
        key = {"tender_pk": self.tender.pk, "by": presenters.BY_BID}
        return super().get_context_data(
            member=self.member,
            is_open=is_open,
            may_score=permissions.may_score(self.member),
            grid=presenters.grid(ordered, tender_pk=self.tender.pk),
            progress=presenters.progress(cells),
            next_url=presenters.cell_url(first, **key) if first else "",
            recusals=self.member.recusals.standing().select_related("bidder"),
            several=has_several_lots(self.tender),
            back_url=reverse("panels:home"),
            back_text="Back to my scoring",
            **kwargs,
        )


class OneBidToScore(OwnPage):
    """A page about one bid that the evaluator scores."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the bid among those that are scored."""
        super().setup(request, *args, **kwargs)
        self.bid = get_object_or_404(panel.bids_to_score(self.tender), pk=kwargs["bid_pk"])
        self.bid.tender = self.tender

    def is_allowed(self) -> bool:
        """An evaluator who scores this lot, and does not keep away from this bidder."""
        return (
            super().is_allowed()
            and self.member.scores_lot(self.bid.lot_id)
            and not permissions.keeps_away(self.member, bidder_pk=self.bid.bidder_id)
        )

    def instead(self) -> HttpResponse | None:
        """Before scoring begins there is nothing to see, and the own page says so."""
        found = super().instead()
        if found is None and not permissions.bids_are_read(self.tender):
            return redirect(self.own_url)
        return found

    def warnings(self, answer: dict[str, Any], cells: list[individual.OwnCell]) -> list[str]:
        """Return what to look at again in a reason, given all of one's own cells."""
        criterion = answer["criterion"]
        elsewhere = [
            given.comment
            for each in cells
            if each.criterion.pk == criterion.pk and each.bid.pk != self.bid.pk
            for given in (each.score, each.draft)
            if given is not None and not given.is_abstention
        ]
        names = {each.bid.bidder.name for each in cells if each.bid.pk != self.bid.pk}
        return presenters.warnings_of(
            answer["comment"],
            others=sorted(names - {self.bid.bidder.name}),
            said_elsewhere=elsewhere,
            may_repeat=answer["is_abstention"],
        )


class SubmitBid(OneBidToScore, TemplateView):
    """Read all of one's drafts of a bid once more, and submit them together."""

    template_name = "procurement/evaluation/submit_bid.html"

    def rows(self) -> list[dict[str, Any]]:
        """Return each question of the bid: what would be submitted, and what it lacks."""
        cells = individual.own_cells(self.member)
        rows = []
        for cell in cells:
            if cell.bid.pk != self.bid.pk:
                continue
            given = cell.score if cell.is_done else cell.draft
            answer = None if cell.is_done or cell.draft is None else self.answer(cell)
            rows.append(
                {
                    "cell": cell,
                    "given": presenters.given_words(cell.criterion, given) if given else None,
                    "lacks": "" if cell.is_done else presenters.lacks(cell.draft),
                    "warnings": self.warnings(answer, cells) if answer else [],
                    "answer": answer,
                    "url": presenters.cell_url(
                        cell, tender_pk=self.tender.pk, by=presenters.BY_BID
                    ),
                }
            )
        return rows

    @staticmethod
    def answer(cell: individual.OwnCell) -> dict[str, Any]:
        """Return a draft in the words of the actions."""
        return {
            "criterion": cell.criterion,
            "points": cell.draft.points,
            "comment": cell.draft.comment,
            "is_abstention": cell.draft.is_abstention,
            "version": cell.draft.version,
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the drafts, and what is missing."""
        rows = kwargs.setdefault("rows", self.rows())
        to_send = [row for row in rows if not row["cell"].is_done]
        return super().get_context_data(
            bid=self.bid,
            to_send=len(to_send),
            lacking=sum(bool(row["lacks"]) for row in to_send),
            warned=any(row["warnings"] for row in to_send),
            may_write=permissions.may_score(self.member),
            back_url=self.own_url,
            back_text="Back to my scores",
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Submit all of them, if none lacks anything and what we noticed was read."""
        rows = self.rows()
        to_send = [row for row in rows if not row["cell"].is_done]
        unread = any(row["warnings"] for row in to_send) and "read" not in request.POST
        if any(row["lacks"] for row in to_send) or unread:
            context = self.get_context_data(rows=rows, unread=unread, refused=True)
            return self.render_to_response(context)
        try:
            actions.submit(
                member=self.member,
                bid=self.bid,
                answers=[actions.OwnAnswer(**row["answer"]) for row in to_send],
                by=request.user,
                at=timezone.now(),
            )
        except (actions.DraftSavedMeanwhile, actions.SubmittedAlready) as refusal:
            messages.info(request, f"{refusal} Read it again.")
            return redirect(request.path)
        except actions.NotScoring:
            raise PermissionDenied from None
        messages.success(request, f"Your scores of {self.bid.bidder.name} are submitted")
        return redirect(self.own_url)
