"""Correcting a row that could not be read, or setting it aside."""

import csv
import io
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from socialvalue.calculations.spend.findings import FileRefused
from socialvalue.calculations.spend.headings import FIELDS
from socialvalue.calculations.spend.text_files import text_of
from socialvalue.core.exports import original
from socialvalue.core.forms import Form
from socialvalue.core.layout import Field, Layout, Submit
from socialvalue.spend.forms.files import FIELD_WORDS
from socialvalue.spend.words import UNREAD_HEADINGS

CORRECT, SET_ASIDE = "correct", "set_aside"
LARGEST = 10 * 1024**2
PLACE = ("Sheet", "Row")


class RowForm(Form):
    """The cells of one row as they should be, or why it is no payment."""

    verdict = forms.ChoiceField(
        label="What is this row?",
        choices=[(CORRECT, "A payment, corrected below"), (SET_ASIDE, "No payment: set it aside")],
        widget=forms.RadioSelect,
        error_messages={"required": "Select what this row is"},
    )
    because = forms.CharField(label="Why is it no payment?", max_length=500, required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        for name in FIELDS:
            self.fields[name] = forms.CharField(
                label=FIELD_WORDS[name][0], max_length=1000, required=False
            )
        self.helper.layout = Layout(
            Field.radios("verdict", reveals={CORRECT: list(FIELDS), SET_ASIDE: ["because"]}),
            Submit("save", "Save"),
        )

    def clean(self) -> dict[str, Any]:
        """Ask for the reason where a row is set aside."""
        answers: dict[str, Any] = super().clean()
        if answers.get("verdict") == SET_ASIDE and not answers.get("because"):
            self.add_error("because", "Enter why it is no payment")
        return answers

    @property
    def texts(self) -> dict[str, str] | None:
        """The cells as corrected; None if the row is set aside."""
        answers = self.cleaned_data
        if answers["verdict"] == SET_ASIDE:
            return None
        return {name: answers[name] for name in FIELDS}


class SetAsideForm(Form):
    """Why rows that are wrong in the same way are no payments."""

    because = forms.CharField(
        label="Why do they not count?",
        help_text="Such as: the publisher gave no day of payment. The reason stands beside each "
        "of the rows",
        max_length=500,
        error_messages={"required": "Enter why they do not count"},
    )

    def __init__(self, *args: object, rows: int, **kwargs: object) -> None:
        """Ask about so many rows."""
        super().__init__(*args, **kwargs)
        said = f"Set {rows:,} {'row' if rows == 1 else 'rows'} aside"
        self.helper.layout = Layout("because", Submit("save", said))


class CorrectedFileForm(Form):
    """The rows that were not read, corrected in the file that was downloaded."""

    submit = "Upload the corrected rows"

    content = forms.FileField(
        label="Corrected rows",
        help_text="The file that you downloaded above, saved as CSV. Leave rows out or unchanged "
        "if you cannot correct them yet",
        widget=forms.FileInput(attrs={"accept": ".csv"}),
        error_messages={"required": "Choose the file with the corrected rows"},
    )

    def clean_content(self) -> list[dict[str, str]]:
        """Return each row of the file by heading. Raises ValidationError for another file."""
        content: UploadedFile = self.cleaned_data["content"]
        if content.size > LARGEST:
            raise ValidationError("The file is larger than 10 MB. Upload fewer rows at once.")
        try:
            text, _ = text_of(content.read())
            rows = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
        except (FileRefused, csv.Error) as wrong:
            raise ValidationError(f"The file cannot be read as CSV: {wrong}") from None
        for number, row in enumerate(rows, start=2):
            if not set(row) >= set(UNREAD_HEADINGS) or None in row.values():
                raise ValidationError(
                    f"Row {number} does not have the columns of the downloaded file. Keep its "
                    "headings and the number of cells as they are."
                )
            if not row["Row"].isdecimal() or len(row["Row"]) > 9:
                raise ValidationError(f"Row {number} does not say which row it corrects")
        return [{name: original(row[name]) for name in UNREAD_HEADINGS} for row in rows]


def texts_of(row: Mapping[str, str]) -> dict[str, str]:
    """Return the cells of a row of that file, by field."""
    return {name: row[FIELD_WORDS[name][0]].strip() for name in FIELDS}
