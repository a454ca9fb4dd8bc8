"""Uploading a contracts register, and choosing how far ahead to look."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from socialvalue.core.forms import Form
from socialvalue.core.layout import Layout, Submit

ENDINGS = (".csv", ".txt", ".tsv", ".xlsx", ".xls", ".ods")
LARGEST = 20 * 1024**2


class RegisterForm(Form):
    """A contracts register."""

    submit = "Upload"

    content = forms.FileField(
        label="Contracts register",
        help_text="CSV, XLSX, XLS or ODS, with a row for each contract and a row of headings",
        widget=forms.FileInput(attrs={"accept": ",".join(ENDINGS)}),
        error_messages={
            "required": "Choose the contracts register",
            "empty": "The file is empty. Choose the file that holds the contracts.",
        },
    )

    def clean_content(self) -> UploadedFile:
        """Refuse what is too large or of another kind before anything reads it."""
        file: UploadedFile = self.cleaned_data["content"]
        if file.size > min(LARGEST, settings.UPLOAD_LIMIT):
            raise ValidationError("The file is larger than 20 MB. Split it into parts.")
        if not file.name.lower().endswith(ENDINGS):
            raise ValidationError("Choose a file that ends in .csv, .xlsx, .xls or .ods")
        return file


class ImportForm(Form):
    """The import of a register that was looked at: there is nothing to answer."""

    submit = "Import these contracts"


class TakeRegisterBackForm(Form):
    """Why an import is undone."""

    reason = forms.CharField(
        label="Why do you take this register back?",
        max_length=500,
        help_text="Kept in the record",
        error_messages={"required": "Enter why you take this register back"},
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout("reason", Submit("save", "Take the register back"))
