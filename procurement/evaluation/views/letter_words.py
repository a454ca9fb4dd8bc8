"""Doors to what letters say: one letter as it reads now, addresses, wording, reasons held back."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.generic import FormView, TemplateView, View

from procurement.evaluation import letter_kinds, permissions
from procurement.evaluation.actions import letters as actions
from procurement.evaluation.forms.letters import (
    ContactsForm,
    WithholdForm,
    WordingForm,
)
from procurement.evaluation.letter_making import written
from procurement.evaluation.models import Audience
from procurement.evaluation.presenters import letters as presenters
from procurement.evaluation.queries import letters as telling
from procurement.evaluation.views.letters import LettersPage, LettersWriting
from procurement.tenders.queries import methodology_of
from socialvalue.calculations.letter_text import TextWrong
from socialvalue.core.document_page import page_parts


class Preview(LettersPage, TemplateView):
    """One letter as it would be made now."""

    template_name = "procurement/evaluation/letters/preview.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the bid among the tender's own."""
        super().setup(request, *args, **kwargs)
        self.bid = get_object_or_404(self.tender.bids.standing(), pk=kwargs["bid_pk"])

    def is_allowed(self) -> bool:
        """Nobody but those who prepare letters and approve what they tell."""
        return permissions.may_read_drafts_of_letters(self.tender, **self.who)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the letter."""
        bid = self.bid
        letter = next((each for each in self.to_write() if each.bid == bid.code), None)
        if letter is None:
            raise Http404
        document = written(letter, telling.facts_of(self.tender, at=timezone.now()))
        return super().get_context_data(
            letter=document,
            parts=page_parts(document),
            gaps=letter.gaps,
            hold_back=self.hold_back(letter, bid),
            back_url=self.letters_url,
            back_text="Back to letters",
            **kwargs,
        )

    def hold_back(self, letter: Any, bid: Any) -> list[dict[str, str]]:
        """Return the winner's reasons that this person may hold back from other suppliers."""
        if letter.audience != Audience.WINNER or not permissions.may_write_letters(
            self.tender, **self.who
        ):
            return []
        return presenters.hold_back_rows(
            telling.own_marks(letter), bid=bid, criteria=telling.criteria_keys(self.tender)
        )


class Contacts(LettersWriting, FormView):
    """Where suppliers are written to."""

    form_class = ContactsForm
    template_name = "procurement/evaluation/letters/form.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        """The bidders, and what is known of them."""
        return super().get_form_kwargs() | {
            "bidders": self.tender.bidders.all(),
            "contacts": telling.contacts_of(self.tender),
            "back": self.letters_url,
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the words of the page."""
        return super().get_context_data(
            heading="Where suppliers are written to",
            words="An assessment summary must name the supplier with its postal and e-mail "
            "address and its unique identifier (Procurement Regulations 2024, regulation 31).",
            **kwargs,
        )

    def form_valid(self, form: ContactsForm) -> HttpResponse:
        """Keep them."""
        actions.record_contacts(
            tender=self.tender, contacts=form.answers(), by=self.request.user, at=timezone.now()
        )
        messages.success(self.request, "Saved")
        return redirect(self.letters_url)


class OneReason(LettersWriting):
    """A page about the reason for one score."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the bid and the criterion among the tender's own."""
        super().setup(request, *args, **kwargs)
        self.bid = get_object_or_404(self.tender.bids.standing(), pk=kwargs["bid_pk"])
        criteria = methodology_of(self.tender).criteria
        self.criterion = get_object_or_404(criteria, pk=kwargs["criterion_pk"])
        self.bid.tender = self.tender
        self.withheld = telling.withheld_of(self.tender).filter(
            bid=self.bid, criterion=self.criterion
        )

    def is_allowed(self) -> bool:
        """Once there is a result to tell."""
        return super().is_allowed() and self.tells_the_result


class Withhold(OneReason, FormView):
    """Let other suppliers read other words than a reason."""

    form_class = WithholdForm
    template_name = "procurement/evaluation/letters/form.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        """The way back."""
        return super().get_form_kwargs() | {"back": self.letters_url}

    def get_initial(self) -> dict[str, Any]:
        """What was said before."""
        before = self.withheld.first()
        return {"instead": before.instead, "because": before.because} if before else {}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the words of the page."""
        return super().get_context_data(
            heading=f"Hold back a reason: {self.bid.bidder.name}, {self.criterion}",
            words="Other suppliers are told the winner's scores and reasons. Sensitive commercial "
            "information may be held back (Procurement Act 2023, section 94). The supplier itself "
            "and your file keep the whole reason.",
            **kwargs,
        )

    def form_valid(self, form: WithholdForm) -> HttpResponse:
        """Keep it."""
        actions.withhold_reason(
            bid=self.bid,
            criterion=self.criterion,
            by=self.request.user,
            at=timezone.now(),
            **form.cleaned_data,
        )
        messages.success(self.request, "The reason is held back from other suppliers")
        return redirect(self.letters_url)


class TellReason(OneReason, View):
    """Tell a reason to other suppliers after all."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Tell it."""
        withheld = get_object_or_404(self.withheld)
        actions.tell_reason(withheld=withheld, by=request.user, at=timezone.now())
        messages.success(request, "Other suppliers will read the reason")
        return redirect(self.letters_url)


class Wording(LettersWriting, FormView):
    """An organisation's own wording of a kind of letter, with a preview."""

    form_class = WordingForm
    template_name = "procurement/evaluation/letters/wording.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the kind of letter, for the law that the tender is run under."""
        super().setup(request, *args, **kwargs)
        try:
            self.wording = telling.wording_of(
                request.organisation, regime=self.tender.regime, audience=kwargs["audience"]
            )
        except letter_kinds.KindUnknown:
            raise Http404 from None

    def get_form_kwargs(self) -> dict[str, Any]:
        """The way back."""
        return super().get_form_kwargs() | {"back": self.letters_url}

    def get_initial(self) -> dict[str, Any]:
        """The wording that counts now."""
        return {"subject": self.wording.subject, "text": self.wording.text}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what may stand in the text."""
        kind = self.wording.kind
        return super().get_context_data(
            kind=kind,
            version=self.wording.version,
            words=letter_kinds.WORDS.items(),
            blocks=letter_kinds.BLOCKS.items(),
            **kwargs,
        )

    def form_valid(self, form: WordingForm) -> HttpResponse:
        """Show it, or keep it as a new version."""
        said = form.cleaned_data
        if "preview" in self.request.POST:
            return self._previewed(form)
        try:
            actions.word_letter(
                organisation=self.request.organisation,
                regime=self.tender.regime,
                audience=self.kwargs["audience"],
                subject=said["subject"],
                text=said["text"],
                by=self.request.user,
                at=timezone.now(),
            )
        except TextWrong as wrong:
            form.add_error("text", str(wrong))
            return self.form_invalid(form)
        messages.success(self.request, "Wording saved")
        return redirect(self.letters_url)

    def _previewed(self, form: WordingForm) -> HttpResponse:
        """Return the page with a letter in this wording, made of an example where there is none."""
        try:
            letter_kinds.check(kind=self.wording.kind, **form.cleaned_data)
        except TextWrong as wrong:
            form.add_error("text", str(wrong))
            return self.form_invalid(form)
        letter = telling.example_of(
            self.tender, self.to_write(), audience=self.kwargs["audience"], **form.cleaned_data
        )
        document = written(letter, telling.facts_of(self.tender, at=timezone.now()))
        context = self.get_context_data(form=form, letter=document, parts=page_parts(document))
        return self.render_to_response(context)
