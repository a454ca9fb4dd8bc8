"""Proposing that bids are opened, and deciding on it."""

from typing import Any

from procurement.tenders.forms.two_people import DecideForm
from socialvalue.core.forms import Form, TextField
from socialvalue.core.layout import ButtonGroup, Field, Layout, Link, Submit


class ProposeForm(Form):
    """A word to the second person."""

    note = TextField(
        label="Anything the second person should know (optional)",
        called="the note",
        max_characters=1000,
        required=False,
    )

    def __init__(self, *args: Any, back: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(
            Field.textarea("note", rows=3),
            ButtonGroup(Submit("propose", "Propose to open the bids"), Link("Cancel", href=back)),
        )


class DecideOpeningForm(DecideForm):
    """Whether the bids are opened."""

    question = "Do you confirm that the bids are opened?"
    yes = "Yes, open them now"
    unanswered = "Select whether the bids are opened"
