"""Sealing what was checked, uploading a file, and withdrawing a bid."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from procurement.calculations.responses.gates import MOST_BYTES
from socialvalue.core.forms import Form, TextField
from socialvalue.core.layout import (
    Button,
    ButtonGroup,
    Details,
    Field,
    Layout,
    Link,
    Submit,
)


class SealForm(Form):
    """What was checked, sealed against change on its way through the browser."""

    sealed = forms.CharField(widget=forms.HiddenInput)
    replaces_because = TextField(
        label="Why does this bid replace the earlier one?",
        called="why this bid replaces the earlier one",
        max_characters=1000,
        required=False,
        help_text=(
            "Only before the deadline, and only if the same bidder has a bid for the same lot. "
            "The earlier bid is then withdrawn and kept. Name neither the bidder nor a price: the "
            "tender's record shows this sentence at once"
        ),
    )

    def __init__(self, *args: Any, back: str, may_change: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        change = [Button("Change", name="change", value="yes", kind="secondary")]
        self.helper.layout = Layout(
            "sealed",
            Details(
                Field.textarea("replaces_because", rows=3),
                summary="This replaces an earlier bid of the same bidder",
                is_open=bool(self.errors),
            ),
            ButtonGroup(
                Submit("seal", "Receive and seal"),
                *(change if may_change else []),
                Link("Do not receive it", href=back),
            ),
        )


class UploadForm(Form):
    """A file with one bid or several."""

    content = forms.FileField(label="File")

    def __init__(
        self, *args: Any, endings: tuple[str, ...], hint: str, back: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.endings = endings
        field = self.fields["content"]
        self["content"].help_text = hint
        field.error_messages["required"] = "Choose the file"
        field.error_messages["empty"] = "The file is empty. Choose the file that holds the bid"
        field.widget.attrs["accept"] = ",".join(endings)
        self.helper.layout = Layout(
            Field.file("content"),
            ButtonGroup(Submit("check", "Check the file"), Link("Cancel", href=back)),
        )

    def clean_content(self) -> UploadedFile:
        """Refuse what is too large or of another kind before anything reads it."""
        file: UploadedFile = self.cleaned_data["content"]
        if file.size > MOST_BYTES:
            raise ValidationError(f"The file must be {MOST_BYTES // 1024**2} MB or smaller")
        if not file.name.lower().endswith(self.endings):
            raise ValidationError(f"Choose a file that ends in {' or '.join(self.endings)}")
        return file


class WithdrawForm(Form):
    """Why a bid is taken out."""

    reason = TextField(
        label="Why is this bid withdrawn?",
        max_characters=2000,
        called="why the bid is withdrawn",
        help_text=(
            "Name neither the bidder nor a price: the tender's record shows this sentence at once"
        ),
    )

    def __init__(self, *args: Any, back: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(
            Field.textarea("reason", rows=4),
            ButtonGroup(
                Submit("save", "Withdraw bid", kind="warning"), Link("Keep the bid", href=back)
            ),
        )
