"""Doors to letters, for those who get them and for those who wrote them."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.generic import TemplateView, View

from socialvalue.awards import reports
from socialvalue.awards.models import Application
from socialvalue.awards.permissions.standing import READS_BY_ROLE, standing_of
from socialvalue.awards.presenters import holding as presenters
from socialvalue.awards.queries.holding import letters_about
from socialvalue.awards.views.audiences import OfApplication, OfOwnApplication
from socialvalue.core import docx, exports, responses
from socialvalue.core.access import roles
from socialvalue.core.document_page import page_parts
from socialvalue.core.pdf import Document

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FORMS = {"pdf": responses.PDF, "docx": WORD}


class OneLetter:
    """A letter among those of the application that the view has loaded."""

    application: Application
    named_by: str

    def setup(self, request: HttpRequest, *args: object, **kwargs: Any) -> None:
        """Find the letter."""
        super().setup(request, *args, **kwargs)
        self.letter = get_object_or_404(self.application.letters, pk=kwargs[self.named_by])
        self.letter.application = self.application

    @property
    def document(self) -> Document:
        """The letter as it was sent."""
        return reports.letter_document(self.letter)


class LetterPage(TemplateView):
    """A letter to be read."""

    template_name = "socialvalue/awards/letter.html"
    form_page = ""
    back_page = ""
    back_words = ""

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Add its parts, and the files."""
        document = self.document
        return super().get_context_data(
            letter=document,
            parts=page_parts(document),
            form_page=self.form_page,
            back_page=self.back_page,
            back_words=self.back_words,
            letter_key=self.letter.pk,
            **kwargs,
        )


class LetterFile(View):
    """A letter as a file."""

    def get(self, request: HttpRequest, *args: object, **kwargs: Any) -> HttpResponse:
        """Answer with the file."""
        form = kwargs["form"]
        if form not in FORMS:
            raise Http404
        document = self.document
        content = document.render() if form == "pdf" else docx.as_docx(document)
        name = exports.file_name(f"{self.letter.subject} {self.letter.number}", ending=form)
        return responses.download(content, name=name, content_type=FORMS[form])


class OwnLetter(OneLetter, OfOwnApplication, LetterPage):
    """A letter that the organisation got."""

    form_page = "awards:own_letter_file"
    back_page = "awards:application"
    back_words = "Back to the application"
    named_by = "own_letter_pk"


class OwnLetterFile(OneLetter, OfOwnApplication, LetterFile):
    """The same as a file."""

    named_by = "own_letter_pk"


class SentLetter(OfApplication):
    """A letter that the organisation wrote."""

    may_use = roles(*READS_BY_ROLE)

    def is_allowed(self) -> bool:
        """Who decides, and keeps away from nothing of this application."""
        return standing_of(self.application, user=self.request.user).may_read


class WrittenLetters(SentLetter, TemplateView):
    """The letters about an application, the newest first."""

    template_name = "socialvalue/awards/letters.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Add them."""
        letters = letters_about(self.application)
        return super().get_context_data(
            columns=presenters.LETTER_COLUMNS,
            rows=presenters.letter_rows(letters, page="awards:letter"),
            **kwargs,
        )


class WrittenLetter(OneLetter, SentLetter, LetterPage):
    """A letter that the organisation wrote, to be read."""

    form_page = "awards:letter_file"
    back_page = "awards:letters"
    back_words = "Back to letters"
    named_by = "award_letter_pk"


class WrittenLetterFile(OneLetter, SentLetter, LetterFile):
    """The same as a file."""

    named_by = "award_letter_pk"
