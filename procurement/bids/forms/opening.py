"""Proposing that bids are opened, and deciding on it."""

from typing import Any

from django import forms

from socialvalue.core.forms import Form, TextField
from socialvalue.core.layout import ButtonGroup, Field, Layout, Link, Size, Submit

CONFIRM, REFUSE = "confirm", "refuse"


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


class DecideForm(Form):
    """Whether the bids are opened; if not, why. `proposal` is the one that the person saw."""

    proposal = forms.UUIDField(widget=forms.HiddenInput)
    decision = forms.ChoiceField(
        label="Do you confirm that the bids are opened?",
        choices=[(CONFIRM, "Yes, open them now"), (REFUSE, "No, refuse with a reason")],
        widget=forms.RadioSelect,
        error_messages={"required": "Select whether the bids are opened"},
    )
    because = TextField(
        label="Why do you refuse?", called="why you refuse", max_characters=1000, required=False
    )

    def __init__(self, *args: Any, back: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(
            "proposal",
            Field.radios(
                "decision",
                legend_size=Size.MEDIUM,
                reveals={REFUSE: [Field.textarea("because", rows=3)]},
            ),
            ButtonGroup(Submit("decide", "Save my decision"), Link("Cancel", href=back)),
        )

    def clean(self) -> dict[str, Any]:
        """A refusal says why."""
        answers = super().clean()
        if answers.get("decision") == REFUSE and not answers.get("because"):
            self.add_error("because", "Enter why you refuse")
        return answers
