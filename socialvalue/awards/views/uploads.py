"""What the pages have in common that take a file of evidence."""

from typing import Any

from django.conf import settings

from socialvalue.awards import actions, queries
from socialvalue.awards.forms.evidence import UploadFields
from socialvalue.calculations.evidence import EvidenceRefused, in_megabytes
from socialvalue.calculations.evidence.sniffing import refuse_size
from socialvalue.core.upload_length import bytes_refused


class TakesEvidence:
    """A page whose form has a file as its last answer. What stood before it is never lost."""

    upload_limit = "EVIDENCE_LIMIT"

    def get_form_kwargs(self) -> dict[str, Any]:
        """Say how large a file may be."""
        limit = in_megabytes(settings.EVIDENCE_LIMIT)
        return {**super().get_form_kwargs(), "limit": limit}

    def get_form(self, form_class: Any = None) -> Any:
        """Return the form, with the fault of a file that was too long to be read at all."""
        form = super().get_form(form_class)
        if sent := bytes_refused(self.request):
            form.fields["content"].required = False
            try:
                refuse_size(sent, most_bytes=settings.EVIDENCE_LIMIT)
            except EvidenceRefused as refusal:
                form.add_error("content", str(refusal))
        return form

    def upload_of(self, form: UploadFields) -> actions.Upload | None:
        """Return the file that came with the form, None if none did."""
        file = form.cleaned_data.get("content")
        if file is None:
            return None
        return actions.Upload(
            name=file.name,
            content=file.read(),
            words=form.cleaned_data["words"],
            as_of=form.cleaned_data["as_of"],
        )

    def library(self) -> list[Any]:
        """Return the evidence that the organisation keeps."""
        return list(queries.library_of(self.request.organisation))
