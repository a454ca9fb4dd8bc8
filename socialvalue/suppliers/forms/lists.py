"""Files: a list of suppliers, answers to a survey."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from socialvalue.core.forms import Form

ENDINGS = (".csv", ".txt", ".tsv", ".xlsx", ".xls", ".ods")


class UploadListForm(Form):
    """A list of suppliers."""

    submit = "Upload and check"

    content = forms.FileField(
        label="List of suppliers",
        help_text=(
            "CSV, XLSX, XLS or ODS with a row for each supplier. Only the name is needed; number, "
            "other names, postcodes, size, kind, SIC, country, company and charity number are read "
            "where there is a column for them."
        ),
        widget=forms.FileInput(attrs={"accept": ",".join(ENDINGS)}),
        error_messages={
            "required": "Choose the list of your suppliers",
            "empty": "The file is empty. Choose the list of your suppliers.",
        },
    )

    def clean_content(self) -> UploadedFile:
        """Refuse what is too large or of another kind before anything reads it."""
        return checked(self.cleaned_data["content"], ENDINGS)


class AnswerFileForm(Form):
    """Answers to a survey that came on paper, typed into a file."""

    submit = "Load the answers"

    content = forms.FileField(
        label="Answers",
        help_text=(
            "CSV with the columns supplier_id (your number of the supplier), area (of this survey) "
            "and respend_share (0.62 for 62%)"
        ),
        widget=forms.FileInput(attrs={"accept": ".csv"}),
        error_messages={
            "required": "Choose the file of answers",
            "empty": "The file is empty. Choose the file of answers.",
        },
    )

    def clean_content(self) -> UploadedFile:
        """Refuse what is too large or of another kind before anything reads it."""
        return checked(self.cleaned_data["content"], (".csv", ".txt"))


def checked(file: UploadedFile, endings: tuple[str, ...]) -> UploadedFile:
    """Return a file that may be read. Raises ValidationError with what to do."""
    if file.size > settings.UPLOAD_LIMIT:
        raise ValidationError(
            f"The file is larger than {settings.UPLOAD_LIMIT // 1024**2} MB. Split it."
        )
    if not file.name.lower().endswith(endings):
        raise ValidationError(f"Choose a file that ends in {', '.join(endings)}")
    return file
