"""The shapes of a filled document on its way in."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from socialvalue.calculations.awards.filled import MOST_BYTES
from socialvalue.calculations.evidence import in_megabytes
from socialvalue.core.forms import Form


class UploadDocumentForm(Form):
    """A filled document."""

    submit = "Check the document"

    content = forms.FileField(
        label="Filled document",
        help_text=f"The Word document that you downloaded, up to {in_megabytes(MOST_BYTES)}",
        widget=forms.FileInput(attrs={"accept": ".docx"}),
        error_messages={
            "required": "Choose the document that you filled in",
            "empty": "The file is empty. Open it to see whether it was saved, and choose it again",
        },
    )

    def clean_content(self) -> UploadedFile:
        """Refuse what is far too large before anything reads it."""
        file: UploadedFile = self.cleaned_data["content"]
        if file.size > MOST_BYTES:
            raise ValidationError(
                f"The document is {in_megabytes(file.size)}, and the most is "
                f"{in_megabytes(MOST_BYTES)}. Take pictures out, and give them as evidence"
            )
        return file


class SealedForm(Form):
    """What was checked, signed against change on its way through the browser."""

    submit = "Save these answers"

    sealed = forms.CharField(widget=forms.HiddenInput)
