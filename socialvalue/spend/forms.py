"""The shapes of answers about payments."""

import datetime as dt
from collections.abc import Sequence

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from socialvalue.calculations.spend.headings import FIELDS, Amounts
from socialvalue.core.forms import DateField, Form
from socialvalue.core.layout import Field, Fieldset, Layout, Size, Submit
from socialvalue.places import queries as places
from socialvalue.spend import queries

ENDINGS = (".csv", ".txt", ".tsv", ".xlsx", ".xls", ".ods")
NO_COLUMN = ""
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


class UploadForm(Form):
    """A payments file."""

    submit = "Upload"

    content = forms.FileField(
        label="Payments file",
        help_text=(
            "CSV, XLSX, XLS or ODS, as you publish it: title lines, totals and empty columns "
            "may stay."
        ),
        widget=forms.FileInput(attrs={"accept": ",".join(ENDINGS)}),
        error_messages={
            "required": "Choose the payments file",
            "empty": "The file is empty. Choose the file that holds the payments.",
        },
    )

    def clean_content(self) -> UploadedFile:
        """Refuse what is too large or of another kind before anything reads it."""
        content: UploadedFile = self.cleaned_data["content"]
        if content.size > settings.UPLOAD_LIMIT:
            raise ValidationError(
                f"The file is larger than {settings.UPLOAD_LIMIT // 1024**2} MB. Split it by month "
                "or year and upload the parts."
            )
        if not content.name.lower().endswith(ENDINGS):
            raise ValidationError("Choose a file that ends in .csv, .xlsx, .xls or .ods")
        return content


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

    def __init__(self, *args: object, headings: Sequence[str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        named = list(dict.fromkeys(heading for heading in headings if heading))
        for name in FIELDS:
            label, hint = FIELD_WORDS[name]
            self.fields[name] = forms.ChoiceField(
                label=label,
                help_text=hint,
                required=name in NEEDED,
                choices=[
                    (NO_COLUMN, "The file has no such column"),
                    *zip(named, named, strict=True),
                ],
                error_messages={"required": f"Select the column of the {label.lower()}"},
            )
        self.helper.layout = Layout(
            Fieldset(*NEEDED, legend="Needed", size=Size.MEDIUM),
            Field.radios("amounts", legend_size=Size.SMALL),
            Fieldset(
                *(name for name in FIELDS if name not in NEEDED),
                legend="Where the file has them",
                size=Size.MEDIUM,
            ),
            Submit("save", "Confirm and read the file"),
        )

    def clean(self) -> dict[str, object]:
        """Refuse one column in two places, and gross amounts without their VAT."""
        answers = super().clean()
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

    def confirmed(self) -> dict[str, str]:
        """Return the heading of each field, empty where the file has none."""
        return {name: self.cleaned_data[name] for name in FIELDS}


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


class AnalysisForm(Form):
    """Which period, and what counts as local."""

    start = DateField(label="First day", help_text="For example, 1 4 2014 for the year 2014/15")
    end = DateField(label="Last day", help_text="It belongs to the period")
    place_code = forms.ChoiceField(
        label="Your place",
        help_text="What you call local",
        error_messages={"required": "Select your place"},
    )
    wider_place_code = forms.ChoiceField(
        label="The wider area around it",
        required=False,
        help_text="Your place must lie wholly within it",
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        groups = places.areas_for_choice()
        self.fields["place_code"].choices = [("", "Select an area"), *groups]
        self.fields["wider_place_code"].choices = [("", "None"), *groups]
        self.helper.layout = Layout(
            Fieldset("start", "end", legend="Period", size=Size.MEDIUM),
            Fieldset("place_code", "wider_place_code", legend="Areas", size=Size.MEDIUM),
            Submit("save", "Work it out"),
        )

    def clean(self) -> dict[str, object]:
        """Refuse a period that ends before it starts, and areas that do not lie in each other."""
        answers = super().clean()
        start, end = answers.get("start"), answers.get("end")
        if start and end and end < start:
            self.add_error("end", "Last day must be on or after the first day")
        codes = answers.get("place_code", ""), answers.get("wider_place_code", "")
        if all(codes) and (problem := queries.why_not_nested(*codes)):
            self.add_error("wider_place_code", problem)
        return answers


def financial_year_of(day: dt.date) -> tuple[dt.date, dt.date]:
    """Return the first and last day of the financial year (1 April to 31 March) of a day."""
    year = day.year if (day.month, day.day) >= (4, 1) else day.year - 1
    return dt.date(year, 4, 1), dt.date(year + 1, 3, 31)
