"""Doors for letters: what they lack, how they are worded, making, reading and issuing them."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import FormView, TemplateView, View

from procurement.calculations.letter_text import TextWrong
from procurement.evaluation import letter_kinds, letter_packing, permissions
from procurement.evaluation.actions import letters as actions
from procurement.evaluation.forms.letters import (
    AskLettersForm,
    ContactsForm,
    WithholdForm,
    WordingForm,
)
from procurement.evaluation.letter_making import written
from procurement.evaluation.models import Audience
from procurement.evaluation.presenters import letters as presenters
from procurement.evaluation.queries import letters as telling
from procurement.tenders.access import OFFICERS, PRICE_READERS, TenderPage
from procurement.tenders.document_page import page_parts
from procurement.tenders.queries import methodology_of
from socialvalue.core import exports, responses

ZIP = "application/zip"
TYPES = {
    "pdf": responses.PDF,
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html; charset=utf-8",
}


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
            withheld=presenters.withheld_rows(
                telling.withheld_of(self.tender) if self.tells_the_result else []
            ),
            tells_the_result=self.tells_the_result,
            may_issue=self.tender.state in actions.SENDS_THE_RESULT,
            may_issue_early=self.tender.state in actions.TELLS_EARLY,
            may_write=permissions.may_write_letters(self.tender, **self.who),
            form=AskLettersForm(again=again),
            audiences=Audience.choices,
            **kwargs,
        )


class AskLetters(LettersWriting, View):
    """Make all letters in one job."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ask for them, or say what is missing."""
        try:
            pack = actions.ask_letters(
                tender=self.tender,
                because=request.POST.get("because", ""),
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


class Preview(LettersPage, TemplateView):
    """One letter as it would be made now."""

    template_name = "procurement/evaluation/letters/preview.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the bid among the tender's own."""
        super().setup(request, *args, **kwargs)
        self.bid = get_object_or_404(self.tender.bids.standing(), pk=kwargs["bid_pk"])

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


class OnePack(LettersPage):
    """A page about one pack of letters."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the pack among the tender's own."""
        super().setup(request, *args, **kwargs)
        self.pack = get_object_or_404(self.tender.letter_packs, pk=kwargs["pack_pk"])

    def is_allowed(self) -> bool:
        """Letters about the result only for those who may read it, in states that show it."""
        if not self.pack.is_early and not permissions.may_read_result(self.tender, **self.who):
            return False
        return super().is_allowed()


class PackFile(OnePack, View):
    """All letters of a pack in one ZIP."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Answer with the file."""
        if not self.pack.is_made:
            raise Http404
        words = f"{self.tender.reference} letters {self.pack.number}"
        name = exports.file_name(words, ending="zip")
        return responses.download(self.pack.read(), name=name, content_type=ZIP)


class IssuePack(OnePack, TemplateView):
    """Note that the letters of a pack go out, after asking whether that is meant."""

    may_use = OFFICERS
    template_name = "procurement/evaluation/letters/issue.html"

    def is_allowed(self) -> bool:
        """An officer who does not evaluate this tender."""
        may = permissions.may_write_letters(self.tender, **self.who)
        return super().is_allowed() and may

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the pack."""
        return super().get_context_data(
            pack=self.pack,
            count=self.pack.letters.count(),
            back_url=self.letters_url,
            back_text="Back to letters",
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Issue them."""
        try:
            actions.issue_letters(pack=self.pack, by=request.user, at=timezone.now())
        except (actions.NotNow, actions.IssuedAlready, actions.OutOfDate) as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, "Letters issued. They are frozen from now on.")
        return redirect(self.letters_url)


class LetterFile(OnePack, View):
    """One letter of a pack in one of its forms."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the letter among the pack's own."""
        super().setup(request, *args, **kwargs)
        self.letter = get_object_or_404(self.pack.letters, pk=kwargs["letter_pk"])

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Answer with the file."""
        letter = self.letter
        form = self.kwargs["form"]
        if form not in TYPES:
            raise Http404
        content = letter_packing.member(self.pack.read(), stem=letter.stem, form=form)
        name = exports.file_name(letter.stem, ending=form)
        return responses.download(content, name=name, content_type=TYPES[form])
