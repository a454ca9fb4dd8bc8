"""Answers to findings, and decisions on departures."""

from typing import Any

from django import forms

from socialvalue.core.forms import Form, TextField
from socialvalue.core.layout import ButtonGroup, Field, Layout, Link, Submit


class FindingForm(Form):
    """Why a finding may stand. The hidden fields name exactly what was read."""

    rule = forms.CharField(widget=forms.HiddenInput)
    place = forms.CharField(widget=forms.HiddenInput, required=False)
    sentence = forms.CharField(widget=forms.HiddenInput)
    reason = TextField(
        label="Why this may stand",
        max_characters=2000,
        help_text="The reason is kept in the tender's record",
        error_messages={"required": "Enter why this may stand"},
    )

    def __init__(self, *args: Any, back: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(
            "rule",
            "place",
            "sentence",
            Field.textarea("reason", rows=4),
            ButtonGroup(Submit("save", "Save answer"), Link("Cancel", href=back)),
        )


class DepartureForm(Form):
    """Confirm a departure from a rule, or refuse it with a reason."""

    decision = forms.ChoiceField(
        label="What do you decide?",
        choices=[("confirm", "Confirm the departure"), ("refuse", "Refuse it")],
        widget=forms.RadioSelect,
        error_messages={"required": "Select whether you confirm or refuse the departure"},
    )
    because = TextField(label="Why you refuse it", required=False, max_characters=2000)

    def __init__(self, *args: Any, back: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(
            Field.radios("decision", reveals={"refuse": [Field.textarea("because", rows=3)]}),
            ButtonGroup(Submit("save", "Save decision"), Link("Cancel", href=back)),
        )

    def clean(self) -> dict[str, Any]:
        """A refusal says why."""
        answers = super().clean()
        if answers.get("decision") == "refuse" and not answers.get("because", "").strip():
            self.add_error("because", "Enter why you refuse the departure")
        return answers
