"""Receiving a bid that is typed in, in two steps: check it, then seal it. And the template.

Between the two steps nothing is stored here. What was checked goes through the browser, signed, so
that it cannot be changed on the way and nobody else can pick it up.
"""

from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.generic import FormView, View

from procurement.bids import actions, permissions, queries
from procurement.bids.forms import SealForm, TypedBidForm
from procurement.bids.models import Origin
from procurement.bids.presenters import offer
from procurement.bids.reports import XLSX, response_template
from procurement.bids.views.shared import BidsPage
from procurement.calculations.responses import Response
from procurement.tenders.access import OFFICERS
from procurement.tenders.presenters import money
from socialvalue.core.exports import file_name
from socialvalue.core.responses import download

MINUTES_TO_CHECK = 60
TOO_OLD = (
    f"You looked at this page for more than {MINUTES_TO_CHECK} minutes, or it was not made for "
    "you. Nothing was received. Start again."
)
REFUSALS = (
    actions.BidsAreClosed,
    actions.BidderBidsAlready,
    actions.CameTooLateToReplace,
    actions.UnknownQuestion,
)


class ReceivePage(BidsPage, FormView):
    """A page that receives bids in two steps. Open to officers while the tender takes bids."""

    may_use = OFFICERS
    template_name = "procurement/bids/receive.html"
    check_template = "procurement/bids/check.html"

    def is_allowed(self) -> bool:
        """Nobody who sits on the panel."""
        return permissions.may_receive(self.tender, user=self.request.user)

    def instead(self) -> HttpResponse | None:
        """While no bids are taken, the list says why."""
        return None if self.tender.takes_bids else redirect(self.list_url)

    def get_form_kwargs(self) -> dict[str, Any]:
        """The way back."""
        return super().get_form_kwargs() | {"back": self.list_url}

    @property
    def salt(self) -> str:
        """What ties a checked bid to this page, this tender and this person."""
        return f"bids.{type(self).__name__}.{self.tender.pk}.{self.request.user.pk}"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Check what was given, go back to it, or seal what was checked."""
        if "sealed" not in request.POST:
            return super().post(request, *args, **kwargs)
        try:
            payload = signing.loads(
                request.POST["sealed"], salt=self.salt, max_age=60 * MINUTES_TO_CHECK
            )
        except signing.BadSignature:
            messages.error(request, TOO_OLD)
            return redirect(request.path)
        if "change" in request.POST:
            return self.change(payload)
        return self.seal(payload)

    def change(self, payload: Any) -> HttpResponse:
        """Go back to what was given; of a file there is nothing to change."""
        return redirect(self.request.path)

    def seal(self, payload: Any) -> HttpResponse:
        """Receive what was checked."""
        ...

    def checked(
        self, payload: Any, *, seal_form: SealForm | None = None, **context: Any
    ) -> HttpResponse:
        """Show what is about to be sealed."""
        form = seal_form or self.seal_form(
            initial={"sealed": signing.dumps(payload, salt=self.salt, compress=True)}
        )
        context = self.get_context_data(form=form, **context)
        return self.response_class(
            request=self.request,
            template=[self.check_template],
            context=context,
            using=self.template_engine,
        )

    def seal_form(self, **kwargs: Any) -> SealForm:
        """Return the form that seals."""
        return SealForm(back=self.list_url, **kwargs)

    def done(self, codes: list[str], *, is_late: bool) -> HttpResponse:
        """Say that it is received, and what its receipt is called."""
        words = ", ".join(codes)
        late = ", after the deadline," if is_late else ""
        plural = "Bids" if len(codes) > 1 else "Bid"
        messages.success(
            self.request, f"{plural} {words} received{late} and sealed. Give the bidder the receipt"
        )
        return redirect(self.list_url)


def check_words(response: Response, paper: Any, tender: Any) -> dict[str, Any]:
    """Return what the check page shows of one bid."""
    return {
        "bidder": response.bidder_name,
        "lot": f"{paper.lot} {paper.lot_title}",
        "price": f"{money(response.price_pence)} {paper.price_basis}",
        **offer(
            paper,
            answers=response.answers,
            commitments=response.commitments,
            first_day=queries.first_day(tender),
        ),
    }


class LotPage(BidsPage):
    """A page about one lot of the tender."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the lot among the tender's own."""
        super().setup(request, *args, **kwargs)
        self.lot = get_object_or_404(self.tender.lots, pk=kwargs["lot_pk"])


class TypeBid(LotPage, ReceivePage):
    """Type in a bid, check it, and seal it."""

    form_class = TypedBidForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """What the lot asks."""
        methodology = queries.published_method(self.tender)
        paper = queries.paper_of(methodology, self.lot)
        return super().get_form_kwargs() | {"paper": paper}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the words of the page."""
        kwargs.setdefault("heading", "Type in a bid")
        kwargs.setdefault(
            "words",
            f"For lot {self.lot.code}, {self.lot.title}. You see the bid once more before it is "
            "sealed. After that nobody can read or change it until bids are opened.",
        )
        return super().get_context_data(**kwargs)

    def form_valid(self, form: TypedBidForm) -> HttpResponse:
        """Show what was typed, with what it lacks."""
        typed = {
            name: value
            for name, value in self.request.POST.items()
            if name not in {"csrfmiddlewaretoken", "check"}
        }
        return self._checked(form, typed)

    def _checked(
        self, form: TypedBidForm, typed: dict[str, str], seal_form: SealForm | None = None
    ) -> HttpResponse:
        """Show what was typed, and the form that seals it."""
        words = check_words(form.response(), form.paper, self.tender)
        return self.checked(typed, seal_form=seal_form, heading="Check the bid", bids=[words])

    def seal_form(self, **kwargs: Any) -> SealForm:
        """What was typed can still be changed."""
        return super().seal_form(may_change=True, **kwargs)

    def change(self, payload: Any) -> HttpResponse:
        """Show the form again, filled in."""
        return self.render_to_response(self.get_context_data(form=self._form(payload)))

    def seal(self, payload: Any) -> HttpResponse:
        """Receive what was typed."""
        form = self._form(payload)
        if not form.is_valid():  # the method was amended meanwhile
            return self.form_invalid(form)
        seal_form = self.seal_form(data=self.request.POST)
        if not seal_form.is_valid():
            return self._checked(form, payload, seal_form)
        response = form.response()
        try:
            bid = actions.receive_bid(
                tender=self.tender,
                lot=self.lot,
                bidder_name=response.bidder_name,
                answers=response.answers,
                commitments=response.commitments,
                price_pence=response.price_pence,
                origin=Origin.BY_HAND,
                by=self.request.user,
                at=timezone.now(),
                replaces_because=seal_form.cleaned_data["replaces_because"],
            )
        except REFUSALS as refusal:
            seal_form.add_error("replaces_because", str(refusal))
            return self._checked(form, payload, seal_form)
        return self.done([bid.code], is_late=bid.is_late)

    def _form(self, payload: dict[str, str]) -> TypedBidForm:
        """Return the form as it was filled in."""
        data = QueryDict(mutable=True)
        data.update(payload)
        return TypedBidForm(**self.get_form_kwargs() | {"data": data})


class ResponseTemplate(LotPage, View):
    """The spreadsheet in which bidders answer."""

    may_use = OFFICERS

    def instead(self) -> HttpResponse | None:
        """A template is for the method as published."""
        return redirect(self.list_url) if self.tender.is_draft else None

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Return it for saving."""
        paper = queries.paper_of(queries.published_method(self.tender), self.lot)
        name = file_name(
            f"response {self.tender.reference} lot {self.lot.code} version {paper.version}",
            ending="xlsx",
        )
        return download(response_template(paper), name=name, content_type=XLSX)
