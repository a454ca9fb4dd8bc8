"""Going a step back, with the reason: from the quality lock, and from the ranking."""

from abc import ABC, abstractmethod
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import FormView

from procurement.evaluation import actions, permissions
from procurement.evaluation.forms.steps import GoBackForm
from procurement.evaluation.views.two_people import Who
from procurement.tenders.access import READERS, TenderPage
from procurement.tenders.actions import life


class GoBack(ABC, Who, TenderPage, FormView):
    """Go a step back, with the reason."""

    may_use = READERS
    form_class = GoBackForm
    template_name = "procurement/evaluation/decision.html"
    heading: str
    words: str
    button: str
    done_words: str

    @abstractmethod
    def go_back(self, reason: str) -> None:
        """Go back."""

    def get_form_kwargs(self) -> dict[str, Any]:
        """The button, and the way back."""
        return super().get_form_kwargs() | {"button": self.button, "back": self.tender_url}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the words of the page."""
        return super().get_context_data(heading=self.heading, words=self.words, **kwargs)

    def form_valid(self, form: GoBackForm) -> HttpResponse:
        """Go back."""
        try:
            self.go_back(form.cleaned_data["reason"])
        except (actions.ProposalWaits, life.MoveNotAllowed) as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, self.done_words)
        return redirect(self.tender_url)


class UnlockQuality(GoBack):
    """Go back from the quality lock to moderation."""

    heading = "Unlock quality"
    words = (
        "Scores can then be changed again, each change with its reason, and quality is locked anew "
        "by two people. This is possible only before prices are opened."
    )
    button = "Unlock quality"
    done_words = "Quality is unlocked"

    def is_allowed(self) -> bool:
        """A moderator or an officer, while quality is locked."""
        return permissions.may_unlock(self.tender, **self.who)

    def go_back(self, reason: str) -> None:
        """Unlock."""
        by, at = self.request.user, timezone.now()
        actions.unlock_quality(tender=self.tender, reason=reason, by=by, at=at)


class ReturnRanking(GoBack):
    """Send the ranking back."""

    heading = "Send the ranking back"
    words = (
        "The stored result stays in the record. What was wrong can then be put right, and a new "
        "result is stored beside it."
    )
    button = "Send the ranking back"
    done_words = "The ranking is sent back"

    def is_allowed(self) -> bool:
        """An officer, or whoever could approve it."""
        return permissions.may_return_ranking(self.tender, **self.who)

    def go_back(self, reason: str) -> None:
        """Send it back."""
        by, at = self.request.user, timezone.now()
        actions.return_ranking(tender=self.tender, reason=reason, by=by, at=at)
