"""Proposing to publish, deciding on it, amending and terminating."""

from typing import Any

from django import forms

from procurement.tenders.forms.two_people import DecideForm
from procurement.tenders.forms.weights import EditsForm
from socialvalue.core.forms import Form, TextField
from socialvalue.core.layout import ButtonGroup, Field, Layout, Link, Submit


class ProposeForm(EditsForm):
    """Propose that the method is published. `asks_about_rules`: one is not met or unchecked."""

    rules_accepted = forms.BooleanField(
        label="I have read what is not met or not checked above, and it may stand",
        error_messages={
            "required": "Tick that what is not met or not checked may stand, or settle it first"
        },
    )
    note = TextField(
        label="Anything the approver should know (optional)",
        called="the note",
        max_characters=1000,
        required=False,
    )

    def __init__(self, *args: Any, back: str, asks_about_rules: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_about_rules:
            del self.fields["rules_accepted"]
        self.helper.layout = Layout(
            "edits",
            *([Field.checkbox("rules_accepted")] if asks_about_rules else []),
            Field.textarea("note", rows=3),
            ButtonGroup(Submit("save", "Propose to publish"), Link("Not yet", href=back)),
        )


class DecidePublicationForm(DecideForm):
    """Whether the method is published."""

    question = "Do you confirm that exactly this is published?"
    yes = "Yes, publish it"
    unanswered = "Select whether the method is published"


class AmendForm(Form):
    """Why a new version of the method is made."""

    because = TextField(
        label="Why does the method have to change?",
        called="why the method has to change",
        max_characters=1000,
        help_text="Bidders read this in the new version",
    )

    def __init__(self, *args: Any, back: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(
            Field.textarea("because", rows=4),
            ButtonGroup(Submit("save", "Make a new version"), Link("Cancel", href=back)),
        )


class TerminateForm(Form):
    """Why the tender is broken off."""

    because = TextField(
        label="Why is this tender terminated?",
        called="why this tender is terminated",
        max_characters=2000,
        help_text="The reason is kept in the tender's record, and belongs in the notice",
    )

    def __init__(self, *args: Any, back: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(
            Field.textarea("because", rows=4),
            ButtonGroup(
                Submit("save", "Terminate the tender", kind="warning"),
                Link("Cancel", href=back),
            ),
        )
