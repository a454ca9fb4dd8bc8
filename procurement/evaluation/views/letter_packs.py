"""Doors to packs of letters that were made: read them, take them away, issue them."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.generic import TemplateView, View

from procurement.evaluation import letter_packing, permissions
from procurement.evaluation.actions import letters as actions
from procurement.evaluation.views.letters import LettersPage
from procurement.tenders.access import OFFICERS
from socialvalue.core import exports, responses

ZIP = "application/zip"
TYPES = {
    "pdf": responses.PDF,
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html; charset=utf-8",
}


class OnePack(LettersPage):
    """A page about one pack of letters."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the pack among the tender's own."""
        super().setup(request, *args, **kwargs)
        self.pack = get_object_or_404(self.tender.letter_packs, pk=kwargs["pack_pk"])

    def is_allowed(self) -> bool:
        """Until letters go out, nobody but those who prepare them and approve what they tell."""
        return permissions.may_read_pack(self.pack, self.tender, **self.who)


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
