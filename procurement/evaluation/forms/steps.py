"""The shapes of answers when a step is proposed, refused, or taken back."""

from typing import Any

from socialvalue.core.forms import Form, TextField
from socialvalue.core.layout import ButtonGroup, Field, Layout, Link, Submit

LONGEST = 2000


class NoteForm(Form):
    """What the proposer wants the other person to know; may be empty."""

    note = TextField(
        label="Note for the person who confirms (optional)",
        called="the note",
        required=False,
        max_characters=LONGEST,
    )


class RefusalForm(Form):
    """Why a proposed step is refused."""

    because = TextField(
        label="Why do you refuse?",
        called="why you refuse",
        max_characters=LONGEST,
        help_text="The proposer reads this, and it stays in the record",
    )


class GoBackForm(Form):
    """Why a tender goes a step back."""

    reason = TextField(
        label="Why?",
        called="why this is needed",
        max_characters=LONGEST,
        help_text="This stays in the record",
    )

    def __init__(self, *args: Any, button: str, back: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(
            Field.textarea("reason", rows=4),
            ButtonGroup(Submit("save", button, kind="warning"), Link("Cancel", href=back)),
        )
