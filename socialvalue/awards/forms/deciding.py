"""The shapes of answers of those who decide: a question, a proposal, an approval, an appeal."""

import datetime as dt
from typing import Any

from django import forms

from socialvalue.awards.actions.deciding import Conclusion
from socialvalue.calculations.awards.scheme import Scheme
from socialvalue.core.forms import DateField, Form, TextField
from socialvalue.core.layout import (
    ButtonGroup,
    Details,
    Field,
    Layout,
    Link,
    Paragraph,
    Submit,
)

LONGEST = 4000
REFUSE = "refuse"
APPROVE, RETURN = "approve", "return"
UPHOLD, DISMISS = "uphold", "dismiss"
CONDITIONS = 5


class AskForm(Form):
    """What the applicant is asked."""

    text = TextField(
        label="What do you need to know?",
        called="what you need to know",
        max_characters=LONGEST,
        help_text="The applicant reads it in a letter. The clock stands still until the answer",
    )

    def __init__(self, *args: Any, back: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(
            Field.textarea("text", rows=6),
            ButtonGroup(Submit("save", "Ask the applicant"), Link("Cancel", href=back)),
        )


class ProposeForm(Form):
    """What is to be decided: a level or a refusal, conditions, and words for the applicant."""

    level = forms.ChoiceField(
        label="What do you propose?",
        widget=forms.RadioSelect,
        error_messages={"required": "Select a level, or refuse"},
    )
    departs_because = TextField(
        label="Why another level than the judgements come to?",
        called="why the level is another than the one that the judgements come to",
        required=False,
        max_characters=LONGEST,
        help_text="Leave it empty if the level is the one that the judgements come to",
    )
    feedback = TextField(
        label="Feedback for the applicant",
        called="feedback for the applicant",
        max_characters=LONGEST,
        help_text="What was strong, and what would take them further. It stands in the letter, "
        "with the reason for each criterion",
    )

    def __init__(
        self, *args: Any, scheme: Scheme, outcome_level: str, back: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.outcome_level = outcome_level
        levels = [(each.code, each.title) for each in reversed(scheme.levels)]
        self.fields["level"].choices = [*levels, (REFUSE, "Refuse")]
        self.pairs = [(f"condition_{n}", f"due_{n}") for n in range(1, CONDITIONS + 1)]
        for number, (text, due) in enumerate(self.pairs, start=1):
            self.fields[text] = TextField(
                label=f"Condition {number}", required=False, max_characters=1000
            )
            self.fields[due] = DateField(
                label=f"Condition {number} is due on",
                called=f"the day on which condition {number} is due",
                required=False,
            )
        self.helper.layout = self._layout(scheme, back)

    def _layout(self, scheme: Scheme, back: str) -> Layout:
        """Return how the form is drawn: conditions behind a fold that most people leave shut."""
        parts = [
            part
            for text, due in self.pairs
            for part in (Field.textarea(text, rows=2), Field.date(due))
        ]
        return Layout(
            Field.radios("level", hints={each.code: each.words for each in scheme.levels}),
            Field.textarea("departs_because", rows=3),
            Field.textarea("feedback", rows=6),
            Details(
                Paragraph("What the holder must still do, and by when. Leave the rest empty."),
                *parts,
                summary="Conditions of the award",
            ),
            ButtonGroup(Submit("save", "Propose the decision"), Link("Cancel", href=back)),
        )

    def clean(self) -> dict[str, Any]:
        """A level that departs has its reason, and a condition has words and a day."""
        answers = super().clean()
        level = answers.get("level")
        departs = level is not None and level != (self.outcome_level or REFUSE)
        if departs and not answers.get("departs_because", "").strip():
            self.add_error(
                "departs_because", "Enter why the level is another than the judgements come to"
            )
        for number, (text, due) in enumerate(self.pairs, start=1):
            words, day = answers.get(text), answers.get(due)
            if words and not day and due not in self.errors:
                self.add_error(due, f"Enter when condition {number} is due")
            if day and not words:
                self.add_error(text, f"Enter condition {number}")
        return answers

    def conclusion(self) -> Conclusion:
        """Return what is proposed."""
        said = self.cleaned_data
        level = said["level"]
        return Conclusion(
            level="" if level == REFUSE else level,
            departs_because=said["departs_because"],
            conditions=tuple(self._conditions()),
            feedback=said["feedback"],
        )

    def _conditions(self) -> list[tuple[str, dt.date]]:
        """Return the conditions that were written down."""
        said = self.cleaned_data
        return [(said[text], said[due]) for text, due in self.pairs if said[text]]


class DecideForm(Form):
    """Approve a proposal, or return it with the reason. `number` is of the one that was read."""

    number = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=1_000_000)
    answer = forms.ChoiceField(
        label="What do you decide?",
        choices=[(APPROVE, "Approve"), (RETURN, "Return it to the panel")],
        widget=forms.RadioSelect,
        error_messages={"required": "Select whether you approve"},
    )
    because = TextField(
        label="Why do you return it?",
        called="why you return it",
        required=False,
        max_characters=LONGEST,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hints = {APPROVE: "The letter is written at once, and the award made if there is one"}
        self.helper.layout = Layout(
            "number",
            Field.radios(
                "answer", hints=hints, reveals={RETURN: [Field.textarea("because", rows=4)]}
            ),
            Submit("save", "Decide"),
        )

    def clean(self) -> dict[str, Any]:
        """Returning says why."""
        answers = super().clean()
        if answers.get("answer") == RETURN and not answers.get("because", "").strip():
            self.add_error("because", "Enter why you return it")
        return answers


class AppealForm(Form):
    """Uphold an appeal or dismiss it, with the reason."""

    answer = forms.ChoiceField(
        label="What do you decide?",
        choices=[(UPHOLD, "Uphold the appeal"), (DISMISS, "Dismiss the appeal")],
        widget=forms.RadioSelect,
        error_messages={"required": "Select whether you uphold the appeal"},
    )
    because = TextField(
        label="Reason", called="the reason", max_characters=LONGEST,
        help_text="The applicant reads it",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hints = {
            UPHOLD: "The application goes to the panel again, and the clock runs anew",
            DISMISS: "The decision stands",
        }
        self.helper.layout = Layout(
            Field.radios("answer", hints=hints),
            Field.textarea("because", rows=5),
            Submit("save", "Decide the appeal"),
        )
