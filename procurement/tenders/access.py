"""Who may use the pages of a tender, and how a page finds its tender."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from procurement.tenders import queries
from socialvalue.accounts.models import Role
from socialvalue.core.access import Allowed, roles

OFFICERS = roles(Role.PROCUREMENT_OFFICER)
APPROVERS = roles(Role.APPROVER)
READERS = roles(
    Role.PROCUREMENT_OFFICER, Role.EVALUATOR, Role.MODERATOR, Role.APPROVER, Role.AUDITOR
)
PRICE_READERS = roles(Role.PROCUREMENT_OFFICER, Role.APPROVER, Role.AUDITOR)
"""Evaluators and moderators must not see a price: quality is judged without it."""


class TenderPage(Allowed):
    """A page of one tender of the person's own organisation; another's is not found."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the tender."""
        super().setup(request, *args, **kwargs)
        tenders = queries.tenders_of(request.organisation)
        self.tender = get_object_or_404(tenders, pk=kwargs["tender_pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the tender and the way back to it."""
        kwargs.setdefault("tender", self.tender)
        kwargs.setdefault("back_url", self.tender_url)
        kwargs.setdefault("back_text", "Back to tender")
        kwargs.setdefault("may_edit", OFFICERS.admits(self.request))
        kwargs.setdefault("may_decide", APPROVERS.admits(self.request))
        return super().get_context_data(**kwargs)

    @property
    def tender_url(self) -> str:
        """The address of the tender's own page."""
        return reverse("tenders:tender", args=[self.tender.pk])
