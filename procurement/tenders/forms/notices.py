"""A file of notices, and putting a notice away."""

from typing import Any

from django import forms

from procurement.calculations.ocds import MOST_BYTES
from socialvalue.core.forms import Form
from socialvalue.core.layout import Field, Layout, Submit


class NoticeFileForm(Form):
    """A file of notices in the Open Contracting Data Standard."""

    notices = forms.FileField(
        label="File with one notice or several",
        help_text=(
            "JSON from Find a Tender, Contracts Finder, Public Contracts Scotland or Sell2Wales: "
            "a release, a package of releases or records, or one release on each line"
        ),
        error_messages={"required": "Choose a file with notices", "empty": "The file is empty"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(Field.file("notices"), Submit("save", "Read the notices"))

    def clean_notices(self) -> Any:
        """The file is not larger than what is read."""
        given = self.cleaned_data["notices"]
        if given.size > MOST_BYTES:
            raise forms.ValidationError(f"Choose a file of {MOST_BYTES // 1_000_000} MB or less")
        return given
