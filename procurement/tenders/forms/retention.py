"""The shapes of what is said about how long a tender is kept."""

from typing import Any

from django import forms

from socialvalue.core.forms import DateField, Form, TextField
from socialvalue.core.layout import ButtonGroup, Field, Layout, Link, Submit


class HoldForm(Form):
    """Place a legal hold, or lift it, with the reason."""

    reason = TextField(label="Reason", max_characters=2000, called="the reason")

    def __init__(self, *args: Any, back: str, button: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(
            Field.textarea("reason", rows=4),
            ButtonGroup(Submit("save", button), Link("Cancel", href=back)),
        )


class KeepFromForm(Form):
    """Count from another day."""

    counts_from = DateField(
        label="Day from which records are kept",
        called="the day",
        help_text="For example the day on which the contract was entered into",
    )
    reason = TextField(label="Reason", max_characters=2000, called="the reason")

    def __init__(self, *args: Any, back: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(
            Field.date("counts_from"),
            Field.textarea("reason", rows=4),
            ButtonGroup(Submit("save", "Save"), Link("Cancel", href=back)),
        )


class PurgeForm(Form):
    """Take out what is kept no longer, by typing the tender's reference."""

    reference = forms.CharField(
        label="Type the reference of the tender",
        max_length=60,
        error_messages={"required": "Type the reference of the tender to confirm"},
    )

    def __init__(self, *args: Any, back: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(
            Field.text("reference"),
            ButtonGroup(
                Submit("purge", "Purge for good", kind="warning"), Link("Cancel", href=back)
            ),
        )
