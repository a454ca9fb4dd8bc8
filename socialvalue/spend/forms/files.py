"""The shapes of answers about payments."""

from collections.abc import Sequence

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from socialvalue.calculations.spend.headings import FIELDS, Amounts, scale_of
from socialvalue.core.forms import Form
from socialvalue.core.layout import Field, Fieldset, Layout, Size, Submit

ENDINGS = (".csv", ".txt", ".tsv", ".xlsx", ".xls", ".ods")
ZIP = ".zip"
NO_COLUMN = ""
TYPE = "type_heading"
SELECT, NONE = "Select a column", "The file has no such column"
FIELD_WORDS = {
    "supplier": ("Supplier", "Who was paid"),
    "date": ("Payment date", "The day of payment; if there is none, of the invoice"),
    "amount": ("Amount", "Net of VAT that you get back; or the gross amount, with the VAT below"),
    "vat": ("VAT", "Only if the amount includes it"),
    "category": ("Category", "What the payment was for, in groups"),
    "transaction_number": ("Transaction number", "Or invoice or voucher number"),
    "description": ("Description", "Purpose or narrative"),
    "postcode": ("Supplier's postcode", "Places the payment; without it the place is unknown"),
}
NEEDED = ("supplier", "date", "amount")


class SeveralFiles(forms.FileInput):
    """A file field in which more than one file can be chosen."""

    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    """Files, each checked as a single one would be. Gives a list."""

    widget = SeveralFiles

    def clean(self, data: Sequence[UploadedFile], initial: object = None) -> list[UploadedFile]:
        """Check each file; without any, say that one is needed."""
        return [super(SeveralFilesField, self).clean(one, initial) for one in data or [None]]


class UploadForm(Form):
    """Payment files."""

    submit = "Upload"

    content = SeveralFilesField(
        label="Payment files",
        help_text=(
            "CSV, XLSX, XLS or ODS, as you publish them: title lines, totals and empty columns "
            "may stay. You can choose several at once, such as the months of a year, or a zip of "
            "them."
        ),
        widget=SeveralFiles(attrs={"accept": ",".join([*ENDINGS, ZIP])}),
        error_messages={
            "required": "Choose the payments file",
            "empty": "The file is empty. Choose the file that holds the payments.",
        },
    )

    def __init__(
        self, *args: object, anchors: Sequence[tuple[str, str]] = (), **kwargs: object
    ) -> None:
        """Ask whose payments these are where there is more than one anchor: (key, name)."""
        super().__init__(*args, **kwargs)
        if len(anchors) > 1:
            self.fields["anchor"] = forms.ChoiceField(
                label="Whose payments are these?",
                choices=[("", "Select who paid"), *anchors],
                error_messages={"required": "Select whose payments these are"},
            )
            self.helper.layout = Layout("anchor", "content", Submit("save", self.submit))

    def clean_content(self) -> list[UploadedFile]:
        """Refuse what is too large or of another kind before anything reads it."""
        files: list[UploadedFile] = self.cleaned_data["content"]
        if problems := [problem for file in files if (problem := _problem(file))]:
            raise ValidationError(problems)
        return files


def _problem(file: UploadedFile) -> str:
    """Return why a file is not taken, and what to do; empty if it is."""
    if file.size > settings.UPLOAD_LIMIT:
        return (
            f"{file.name} is larger than {settings.UPLOAD_LIMIT // 1024**2} MB. Split it by month "
            "or year and upload the parts."
        )
    if not file.name.lower().endswith((*ENDINGS, ZIP)):
        return (
            f"{file.name} is no payments file. Choose one that ends in .csv, .xlsx, .xls, .ods or "
            ".zip"
        )
    return ""


class ColumnsForm(Form):
    """Which column is which, and what the amounts are."""

    amounts = forms.ChoiceField(
        label="What are the amounts?",
        choices=[
            (Amounts.NET.value, "Net of VAT (or as close as the file has)"),
            (Amounts.GROSS_AND_VAT.value, "Gross, with the VAT in a column of its own"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Select what the amounts are"},
    )

    def __init__(
        self, *args: object, headings: Sequence[str], alike: int, **kwargs: object
    ) -> None:
        """Offer the file's own headings; `alike` counts the other waiting files that have them."""
        super().__init__(*args, **kwargs)
        named = list(dict.fromkeys(headings))
        if alike:
            self.fields["with_alike"] = forms.BooleanField(label=_read(alike), required=False)
        for name in FIELDS:
            label, hint = FIELD_WORDS[name]
            self.fields[name] = forms.ChoiceField(
                label=label,
                help_text=hint,
                required=name in NEEDED,
                choices=[
                    (NO_COLUMN, SELECT if name in NEEDED else NONE),
                    *zip(named, named, strict=True),
                ],
                error_messages={"required": f"Select the column of the {label.lower()}"},
            )
        self.fields[TYPE] = forms.ChoiceField(
            label="What the supplier is",
            help_text="Such as SME, large, charity or public body. It is proposed to you under "
            "Suppliers, and changes nothing by itself",
            required=False,
            choices=[(NO_COLUMN, NONE), *zip(named, named, strict=True)],
        )
        self.helper.layout = Layout(
            Fieldset(*NEEDED, legend="Needed", size=Size.MEDIUM),
            Field.radios("amounts", legend_size=Size.SMALL),
            Fieldset(
                *(name for name in FIELDS if name not in NEEDED),
                TYPE,
                legend="Where the file has them",
                size=Size.MEDIUM,
            ),
            *([Field.checkbox("with_alike")] if alike else []),
            Submit("save", "Confirm and read"),
        )

    def clean(self) -> dict[str, object]:
        """Refuse one column in two places, gross without its VAT, and amounts not in pounds."""
        answers = super().clean()
        if scale := scale_of(str(answers.get("amount") or "")):
            self.add_error(
                "amount",
                f"This column is in {scale}. Make a column in pounds beside it in a spreadsheet "
                "program, save the file and upload that",
            )
        taken: dict[str, str] = {}
        for name in FIELDS:
            heading = answers.get(name) or NO_COLUMN
            if heading in taken:
                other = FIELD_WORDS[taken[heading]][0].lower()
                self.add_error(name, f"This column is already the {other}: select another")
            elif heading:
                taken[heading] = name
        if answers.get("amounts") == Amounts.GROSS_AND_VAT and not answers.get("vat"):
            self.add_error("vat", "Select the column of the VAT that the amounts include")
        return answers

    @property
    def with_alike(self) -> bool:
        """Whether the files like it are to be read in the same way."""
        return bool(self.cleaned_data.get("with_alike"))

    def confirmed(self) -> dict[str, str]:
        """Return the heading of each field, empty where the file has none."""
        return {name: self.cleaned_data[name] for name in FIELDS}


def _read(alike: int) -> str:
    if alike == 1:
        return "Read the other file with these headings in the same way"
    return f"Read the {alike} other files with these headings in the same way"


def is_zip(file: UploadedFile) -> bool:
    """Say whether a file calls itself a zip of payment files."""
    return bool(file.name.lower().endswith(ZIP))


class TakeZipBackForm(Form):
    """Why a zip is undone."""

    reason = forms.CharField(
        label="Why do you take this zip back?",
        max_length=500,
        help_text="Kept in the record",
        error_messages={"required": "Enter why you take this zip back"},
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout("reason", Submit("save", "Take the zip and its files back"))


class TakeBackForm(Form):
    """Why an import is undone."""

    reason = forms.CharField(
        label="Why do you take this file back?",
        max_length=500,
        help_text="Kept in the record",
        error_messages={"required": "Enter why you take this file back"},
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout("reason", Submit("save", "Take the file back"))
