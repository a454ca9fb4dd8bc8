"""Working without a connection: the document out, and a filled one in."""

from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.generic import FormView, View

from socialvalue.awards import actions, queries
from socialvalue.awards.forms.applying import LONGEST_ANSWER
from socialvalue.awards.forms.offline import SealedForm, UploadDocumentForm
from socialvalue.awards.presenters.offline import found_rows
from socialvalue.awards.reports.offline import offline_document
from socialvalue.awards.views.applications import OfDraft
from socialvalue.calculations.awards.filled import (
    MOST_BYTES,
    DocumentRefused,
    FaultsFound,
    read_filled,
)
from socialvalue.calculations.awards.scheme import fingerprint
from socialvalue.core import exports, responses

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SALT = "awards.filled"
LASTS = 24 * 3600
"""Seconds from the check to the saving of a filled document."""


class Template(OfDraft, View):
    """The document to fill in, with what is answered so far."""

    def get(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        """Send it."""
        content = offline_document(
            self.application, scheme=self.scheme, asked=self.asked, at=timezone.now()
        )
        name = exports.file_name(f"application {self.scheme.title}", ending="docx")
        return responses.download(content, name=name, content_type=WORD)


class UploadTemplate(OfDraft, FormView):
    """Read a filled document, show what it says, and save it once that is confirmed."""

    form_class = UploadDocumentForm
    template_name = "socialvalue/awards/applications/upload_template.html"
    upload_limit = "EVIDENCE_LIMIT"

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Save what was checked, or check a file."""
        if "sealed" in request.POST:
            return self.keep(request.POST["sealed"])
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: UploadDocumentForm) -> HttpResponse:
        """Show what the file says, or every place that is wrong."""
        try:
            found = self.read(form.cleaned_data["content"].read(MOST_BYTES + 1))
        except DocumentRefused as refusal:
            form.add_error("content", str(refusal))
            return self.form_invalid(form)
        except FaultsFound as wrong:
            return self.render_to_response(self.get_context_data(form=form, faults=wrong.faults))
        rows = found_rows(self.asked, found)
        changed = {row["code"]: found[row["code"]] for row in rows if row["is_changed"]}
        sealed = signing.dumps(
            {"application": str(self.application.pk), "said": changed, "on": self.versions()},
            salt=SALT,
            compress=True,
        )
        context = self.get_context_data(
            form=form,
            rows=rows,
            has_changes=bool(changed),
            seal_form=SealedForm(initial={"sealed": sealed}),
        )
        return self.render_to_response(context)

    def read(self, content: bytes) -> dict[str, str]:
        """Return the answers of a filled document. Raises DocumentRefused; FaultsFound."""
        return read_filled(
            content,
            key=str(self.application.pk),
            fingerprint=fingerprint(self.application.running.version.document),
            titles={each.code: each.title for each in self.scheme.criteria},
            longest=LONGEST_ANSWER,
        )

    def versions(self) -> dict[str, int]:
        """Return on which version of each answer the check stood."""
        return {each.criterion.code: queries.version_of(each) for each in self.asked}

    def keep(self, sealed: str) -> HttpResponse:
        """Save all of it or nothing."""
        form = self.form_class()
        try:
            told: dict[str, Any] = signing.loads(sealed, salt=SALT, max_age=LASTS)
            if told["application"] != str(self.application.pk):
                raise signing.BadSignature
        except signing.BadSignature:
            messages.error(self.request, "What was checked cannot be used any more. Upload again")
            return self.back_to_it()
        said = [
            actions.Said(criterion=code, text=text, version=told["on"][code])
            for code, text in told["said"].items()
        ]
        try:
            actions.save_answers(
                application=self.application, said=said, by=self.request.user, at=timezone.now()
            )
        except (actions.AnswerChanged, actions.NotADraft) as refusal:
            words = f"{refusal} Nothing of the document was saved. Upload it again to see both"
            context = self.get_context_data(form=form, refusal=words)
            return self.render_to_response(context, status=409)
        messages.success(self.request, f"Saved from your document: {len(said)} answers")
        return self.back_to_it()
