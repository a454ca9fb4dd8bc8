"""Targets, and what another share would be in pounds: the shape of the answers."""

from django import forms

from socialvalue.core.forms import DateField, Form, PercentageField, TextField
from socialvalue.core.layout import Field, Layout, Submit, Width
from socialvalue.spend.models import Measure, Target


class TargetForm(Form):
    """A share to reach or a reserve to spend, by when, who decided it and why."""

    measure = forms.ChoiceField(
        label="What is measured?",
        choices=Measure.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Select what is measured"},
    )
    kind = forms.ChoiceField(
        label="What kind of target is it?",
        choices=Target.Kind.choices,
        widget=forms.RadioSelect,
        initial=Target.Kind.SHARE,
        error_messages={"required": "Select what kind of target it is"},
    )
    percent = PercentageField(
        label="How much of the spend?",
        called="the target",
        max_places=3,
        help_text="A percentage of all spend in scope, such as 30 or 3.5",
        error_messages={"required": "Enter how much of the spend"},
    )
    due_on = DateField(label="By when?", called="the date")
    decision = forms.CharField(
        label="Who decided it, and when?",
        max_length=300,
        help_text="Such as: Cabinet, 4 March 2026, minute 17",
        error_messages={"required": "Enter who decided it"},
    )
    because = TextField(
        label="Why?",
        max_characters=2000,
        help_text="What it rests on. A published figure of another place is no reason by itself.",
        error_messages={"required": "Enter why"},
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(
            Field.radios("measure"),
            Field.radios("kind"),
            Field("percent", width=Width.CHARACTERS_5, suffix="%"),
            Field.date("due_on"),
            "decision",
            Field.textarea("because", rows=4, max_characters=2000),
            Submit("save", "Set this target"),
        )


class WithdrawTargetForm(Form):
    """Why a target is withdrawn."""

    because = TextField(
        label="Why do you withdraw this target?",
        max_characters=2000,
        help_text="Kept in the record",
        error_messages={"required": "Enter why you withdraw this target"},
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(
            Field.textarea("because", rows=4, max_characters=2000),
            Submit("save", "Withdraw the target"),
        )


class WhatIfForm(Form):
    """Another share: which, and how much."""

    measure = forms.ChoiceField(
        label="Share",
        choices=Measure.choices,
        error_messages={"required": "Select a share"},
    )
    to = PercentageField(
        label="What if it were",
        called="the other share",
        max_places=3,
        error_messages={"required": "Enter the other share"},
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.helper.form_method = "get"
        self.helper.disable_csrf = True
        self.helper.layout = Layout(
            Field.select("measure"),
            Field("to", width=Width.CHARACTERS_5, suffix="%"),
            Submit("show", "Work it out"),
        )
