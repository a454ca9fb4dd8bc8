"""Doors for letters: what they lack, how they are worded, making, reading and issuing them."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView, View

from procurement.evaluation import permissions
from procurement.evaluation.actions import letters as actions
from procurement.evaluation.forms.letters import (
    AskLettersForm,
)
from procurement.evaluation.models import Audience, LetterPack
from procurement.evaluation.presenters import letters as presenters
from procurement.evaluation.presenters.letter_plan import PlanStep, plan_of
from procurement.evaluation.queries import letters as telling
from procurement.tenders.access import OFFICERS, PRICE_READERS, TenderPage


class LettersPage(TenderPage):
    """A page about the letters of a tender."""

    may_use = PRICE_READERS

    @property
    def who(self) -> dict[str, Any]:
        """The person who asks, and their roles."""
        return {"user": self.request.user, "roles": self.request.roles}

    def is_allowed(self) -> bool:
        """Nobody who evaluates this tender, and nobody before bids are opened."""
        return permissions.may_read_letters(self.tender, **self.who)

    @property
    def letters_url(self) -> str:
        """The address of the letters."""
        return reverse("evaluation:letters", args=[self.tender.pk])

    @property
    def tells_the_result(self) -> bool:
        """Whether letters can tell the result now."""
        return self.tender.state in actions.TELLS_THE_RESULT

    def to_write(self) -> list[Any]:
        """Return the letters that there are to write now."""
        if self.tells_the_result:
            return telling.letters_of(self.tender)
        return telling.early_letters_of(self.tender)


class LettersWriting(LettersPage):
    """A page that changes something about letters."""

    may_use = OFFICERS

    def is_allowed(self) -> bool:
        """An officer who does not evaluate this tender."""
        return permissions.may_write_letters(self.tender, **self.who)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the way back to the letters."""
        return super().get_context_data(
            back_url=self.letters_url, back_text="Back to letters", **kwargs
        )


class Letters(LettersPage, TemplateView):
    """What the letters of a tender lack, the letters there are to write, and what was made."""

    template_name = "procurement/evaluation/letters/letters.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the letters, what they lack, and the packs."""
        letters = self.to_write()
        packs = self.tender.letter_packs.select_related("job").prefetch_related(
            "letters__bid__bidder"
        )
        lacking = telling.lacking(letters)
        again = packs.issued().exclude(bundle_sha256="").exists() and self.tells_the_result
        return super().get_context_data(
            rows=presenters.letter_rows(letters, self.tender),
            lacking=presenters.lacking_rows(lacking),
            lacking_count=len(lacking),
            packs=presenters.pack_rows(packs.order_by("-number")),
            plan=self.plan(packs, lacking=len(lacking)),
            withheld=presenters.withheld_rows(
                telling.withheld_of(self.tender) if self.tells_the_result else []
            ),
            tells_the_result=self.tells_the_result,
            may_issue=self.tender.state in actions.SENDS_THE_RESULT,
            may_issue_early=self.tender.state in actions.TELLS_EARLY,
            may_write=permissions.may_write_letters(self.tender, **self.who),
            reads_drafts=permissions.may_read_drafts_of_letters(self.tender, **self.who),
            form=AskLettersForm(again=again),
            audiences=Audience.choices,
            **kwargs,
        )

    def plan(self, packs: QuerySet[LetterPack], *, lacking: int) -> list[PlanStep]:
        """Return what an officer does, first things first; nothing for who only reads."""
        if not self.tells_the_result or not permissions.may_write_letters(self.tender, **self.who):
            return []
        of_result = [pack for pack in packs if not pack.is_early and pack.is_made]
        return plan_of(
            self.tender,
            standstill=telling.standstill_of(self.tender),
            lacking=lacking,
            is_made=bool(of_result),
            is_issued=any(pack.is_issued for pack in of_result),
        )


class AskLetters(LettersWriting, View):
    """Make all letters in one job."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ask for them, or say what is missing."""
        try:
            pack = actions.ask_letters(
                tender=self.tender,
                because=request.POST.get("because", "").replace("\0", ""),
                early=not self.tells_the_result,
                by=request.user,
                at=timezone.now(),
            )
        except (
            actions.NotNow,
            actions.NothingToSend,
            actions.LettersLack,
            actions.WhyAgain,
            telling.NotRanked,
        ) as refusal:
            messages.error(request, str(refusal))
            return redirect(self.letters_url)
        return redirect("jobs:job", pack.job_id)
