"""Deciding on what somebody else has proposed: confirm it, or refuse with a reason."""

from typing import Any

from django import forms

from socialvalue.core.forms import Form, TextField
from socialvalue.core.layout import ButtonGroup, Field, Layout, Link, Size, Submit

CONFIRM, REFUSE = "confirm", "refuse"


class DecideForm(Form):
    """Whether a step is confirmed; if not, why. `proposal` is the one that the person saw.

    Each step says what is asked, what yes means, and what to do where nothing was selected.
    """

    question: str
    yes: str
    unanswered: str

    proposal = forms.UUIDField(widget=forms.HiddenInput)
    decision = forms.ChoiceField(widget=forms.RadioSelect)
    because = TextField(
        label="Why do you refuse?", called="why you refuse", max_characters=1000, required=False
    )

    def __init__(self, *args: Any, back: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        decision = self.fields["decision"]
        decision.choices = [(CONFIRM, self.yes), (REFUSE, "No, refuse with a reason")]
        decision.error_messages["required"] = self.unanswered
        self["decision"].label = self.question  # the bound field is made already
        self.helper.layout = Layout(
            "proposal",
            Field.radios(
                "decision",
                legend_size=Size.MEDIUM,
                reveals={REFUSE: [Field.textarea("because", rows=3)]},
            ),
            ButtonGroup(Submit("decide", "Save my decision"), Link("Not yet", href=back)),
        )

    def clean(self) -> dict[str, Any]:
        """A refusal says why."""
        answers = super().clean()
        if answers.get("decision") == REFUSE and not answers.get("because"):
            self.add_error("because", "Enter why you refuse")
        return answers
