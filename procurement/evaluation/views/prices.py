"""Prices that look abnormally low: tell the bidder, hear it, decide. And the ranking itself."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import FormView, TemplateView

from procurement.evaluation import actions, permissions, queries
from procurement.evaluation.forms.prices import AnswerForm, ConclusionForm, NoticeForm
from procurement.evaluation.presenters import prices as words
from procurement.evaluation.presenters import sentences
from procurement.evaluation.views.two_people import Who
from procurement.tenders.access import OFFICERS, TenderPage
from procurement.tenders.actions.life import MoveNotAllowed

CLOSED = (
    actions.EnquiriesAreClosed,
    actions.NotifiedAlready,
    actions.ConcludedAlready,
    actions.BidderNotHeard,
)


class Rank(Who, TenderPage, TemplateView):
    """Look at the prices, settle what is open, and store the ranking."""

    may_use = OFFICERS
    template_name = "procurement/evaluation/rank.html"

    def is_allowed(self) -> bool:
        """An officer, once prices are opened and before the ranking."""
        return permissions.may_rank(self.tender, **self.who)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what stands in the way, and the prices that were flagged."""
        _, result = queries.result_of(self.tender)
        enquiries = queries.enquiries_of(self.tender, result)
        return super().get_context_data(
            blocks=queries.ranking_blocks(self.tender, result),
            enquiries=[words.enquiry_row(each) for each in enquiries],
            suggestions=words.suggestions(self.tender, enquiries=enquiries),
            draws=words.draws_needed(self.tender, result),
            duty=sentences.low_price_duty(self.tender.regime),
            **kwargs,
        )

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Store the ranking."""
        try:
            actions.rank(tender=self.tender, by=request.user, at=timezone.now())
        except (actions.NotReady, MoveNotAllowed) as refusal:
            messages.error(request, str(refusal))
            return redirect(request.path)
        messages.success(request, "The ranking is stored")
        return redirect("evaluation:result", self.tender.pk)


class EnquirePrice(Who, TenderPage, FormView):
    """One bid whose price is flagged: told, heard, decided. Each part is asked for in its turn."""

    may_use = OFFICERS
    template_name = "procurement/evaluation/enquiry.html"

    def is_allowed(self) -> bool:
        """An officer, once prices are opened and before the ranking."""
        return permissions.may_rank(self.tender, **self.who)

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the bid."""
        super().setup(request, *args, **kwargs)
        bids = queries.bids_that_stand(self.tender)
        self.bid = get_object_or_404(bids, pk=kwargs["bid_pk"])
        self.bid.tender = self.tender

    def load(self) -> None:
        """Find the flag or the enquiry, once the person may see prices. Raises Http404."""
        _, result = queries.result_of(self.tender)
        found = [
            each for each in queries.enquiries_of(self.tender, result) if each.bid.pk == self.bid.pk
        ]
        if not found:
            raise Http404
        self.found, self.enquiry = found[0], found[0].enquiry

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show how far the enquiry is."""
        self.load()
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take the next part."""
        self.load()
        return super().post(request, *args, **kwargs)

    @property
    def rank_url(self) -> str:
        """The address of the page from which one ranks."""
        return reverse("evaluation:rank", args=[self.tender.pk])

    @property
    def answers(self) -> bool:
        """Whether an answer is recorded, rather than a decision."""
        return "answer" in (self.request.GET or self.request.POST)

    def get_form_class(self) -> type:
        """The notice first; then the answer where it is asked for; then the decision."""
        if self.enquiry is None:
            return NoticeForm
        return AnswerForm if self.answers else ConclusionForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """The way back."""
        return super().get_form_kwargs() | {"back": self.rank_url}

    def get_initial(self) -> dict[str, Any]:
        """The words of the notice, to be read over and changed."""
        return {} if self.enquiry else {"notice": words.notice(self.tender, self.found)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the tests and what was said so far."""
        return super().get_context_data(
            bid=self.bid,
            enquiry=self.enquiry,
            tests=words.test_sentences(self.found),
            answers=self.answers,
            back_url=self.rank_url,
            back_text="Back to prices and ranking",
            **kwargs,
        )

    def form_valid(self, form: Any) -> HttpResponse:
        """Keep the part."""
        said = form.cleaned_data | {"by": self.request.user, "at": timezone.now()}
        try:
            if self.enquiry is None:
                actions.notify_bidder(bid=self.bid, **said)
            elif self.answers:
                actions.record_answer(enquiry=self.enquiry, **said)
            else:
                actions.conclude_enquiry(enquiry=self.enquiry, **said)
        except CLOSED as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, "Recorded")
        return redirect(self.request.path)
