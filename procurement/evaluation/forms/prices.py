"""The shapes of answers about a price that looks abnormally low."""

from typing import Any

from django import forms

from procurement.evaluation.models import PriceEnquiry
from socialvalue.core.forms import DateField, Form, TextField
from socialvalue.core.layout import ButtonGroup, Field, Layout, Link, Submit

LONGEST = 4000


class NoticeForm(Form):
    """What the bidder is told, and by when it may answer."""

    notice = TextField(
        label="What the bidder is told",
        called="what the bidder is told",
        max_characters=LONGEST,
        help_text="Send it outside this tool, and keep here exactly what you sent",
    )
    answer_by = DateField(label="By when it may answer", called="the day by which it may answer")

    def __init__(self, *args: Any, back: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(
            Field.textarea("notice", rows=10),
            Field.date("answer_by"),
            ButtonGroup(Submit("save", "Record the notice"), Link("Cancel", href=back)),
        )


class AnswerForm(Form):
    """What the bidder answered."""

    answer = TextField(
        label="What the bidder answered", called="what the bidder answered", max_characters=LONGEST
    )
    answered_on = DateField(label="When it answered", called="the day it answered")

    def __init__(self, *args: Any, back: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(
            Field.textarea("answer", rows=8),
            Field.date("answered_on"),
            ButtonGroup(Submit("save", "Record the answer"), Link("Cancel", href=back)),
        )


class ConclusionForm(Form):
    """What was decided after hearing the bidder."""

    outcome = forms.ChoiceField(
        label="What was decided?",
        choices=PriceEnquiry.Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Select what was decided"},
    )
    reason = TextField(
        label="Reason",
        called="the reason",
        max_characters=LONGEST,
        help_text="By what the bidder answered, and who decided",
    )

    def __init__(self, *args: Any, back: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(
            Field.radios("outcome"),
            Field.textarea("reason", rows=5),
            ButtonGroup(Submit("save", "Record the decision"), Link("Cancel", href=back)),
        )
