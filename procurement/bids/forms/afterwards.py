"""Deciding on a late bid, asking a bidder, and recording what came of it."""

from typing import Any

from django import forms

from socialvalue.core.forms import Form, TextField
from socialvalue.core.layout import ButtonGroup, Field, Layout, Link, Size, Submit

ADMIT, NOT_ADMIT = "admit", "not_admit"
ANSWERED, CLOSED = "answered", "closed"


class LateForm(Form):
    """Whether a late bid is admitted, and why."""

    decision = forms.ChoiceField(
        label="Is this bid admitted?",
        choices=[(ADMIT, "Yes, it is admitted"), (NOT_ADMIT, "No, it is not admitted")],
        widget=forms.RadioSelect,
        error_messages={"required": "Select whether the bid is admitted"},
    )
    reason = TextField(
        label="Reason",
        max_characters=2000,
        called="the reason",
        help_text=(
            "How late it was and why, what the tender documents say about late bids, and whether "
            "others were treated alike. Bidders can ask to see this"
        ),
    )

    def __init__(self, *args: Any, back: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(
            Field.radios("decision", legend_size=Size.MEDIUM),
            Field.textarea("reason", rows=5),
            ButtonGroup(Submit("save", "Save the decision"), Link("Cancel", href=back)),
        )


class AskForm(Form):
    """What a bidder is asked, and about which question of the tender."""

    criterion = forms.ChoiceField(label="About", required=False)
    question = TextField(
        label="Question to the bidder",
        max_characters=4000,
        called="the question",
        help_text=(
            "Ask what the bid means. Do not invite the bidder to add to it or to make it better: "
            "that would treat the others unfairly"
        ),
    )

    def __init__(
        self, *args: Any, criteria: list[tuple[str, str]], back: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["criterion"].choices = [("", "The bid as a whole"), *criteria]
        self.helper.layout = Layout(
            "criterion",
            Field.textarea("question", rows=5),
            ButtonGroup(Submit("save", "Save the question"), Link("Cancel", href=back)),
        )


class AnswerForm(Form):
    """The bidder's answer, or why the question is closed without one."""

    outcome = forms.ChoiceField(
        label="What came of it?",
        choices=[(ANSWERED, "The bidder answered"), (CLOSED, "Close it without an answer")],
        widget=forms.RadioSelect,
        error_messages={"required": "Select what came of the question"},
    )
    answer = TextField(
        label="The bidder's answer, in its own words",
        called="the bidder's answer",
        max_characters=8000,
        required=False,
    )
    because = TextField(
        label="Why is it closed?", called="why it is closed", max_characters=2000, required=False
    )

    def __init__(self, *args: Any, back: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(
            Field.radios(
                "outcome",
                legend_size=Size.MEDIUM,
                reveals={
                    ANSWERED: [Field.textarea("answer", rows=5)],
                    CLOSED: [Field.textarea("because", rows=3)],
                },
            ),
            ButtonGroup(Submit("save", "Save"), Link("Cancel", href=back)),
        )

    def clean(self) -> dict[str, Any]:
        """What was chosen is filled in."""
        answers = super().clean()
        if answers.get("outcome") == ANSWERED and not answers.get("answer"):
            self.add_error("answer", "Enter the bidder's answer")
        if answers.get("outcome") == CLOSED and not answers.get("because"):
            self.add_error("because", "Enter why it is closed")
        return answers
