"""The shapes of what applicants say once they have handed in."""

from collections.abc import Sequence
from typing import Any

from django import forms

from socialvalue.awards.forms.applying import LONGEST_ANSWER, LONGEST_REASON
from socialvalue.awards.forms.evidence import EvidenceChoice, UploadFields
from socialvalue.awards.models import Evidence
from socialvalue.calculations.awards.scheme import Criterion
from socialvalue.core.forms import Form, TextField
from socialvalue.core.layout import Field, Fieldset, Layout, Submit


class ReplyForm(UploadFields):
    """The answer to a question of the assessors, and evidence for it."""

    answer = TextField(label="Your answer", called="your answer", max_characters=LONGEST_ANSWER)
    named = EvidenceChoice(label="Evidence that you keep here")
    criterion = forms.ChoiceField(
        label="Which criterion is the evidence about?",
        required=False,
        help_text="Only if you give evidence",
    )

    def __init__(
        self,
        *args: object,
        criteria: Sequence[Criterion],
        library: Sequence[Evidence],
        limit: str,
        **kwargs: object,
    ) -> None:
        """Offer the library and the criteria."""
        super().__init__(*args, **kwargs)
        self.say_limits(limit=limit, label="Add a file")
        hints = self.fields["named"].offer(library)
        self.fields["criterion"].choices = [
            ("", "Select the criterion"),
            *((each.code, each.title) for each in criteria),
        ]
        chosen = [Field.checkboxes("named", small=True, hints=hints)] if library else []
        self.helper.layout = Layout(
            Field.textarea("answer", rows=8, max_characters=LONGEST_ANSWER),
            Fieldset(
                "criterion",
                *chosen,
                "words",
                Field.date("as_of"),
                Field.file("content"),
                legend="Evidence (optional)",
            ),
            Submit("save", "Send the answer"),
        )

    def clean(self) -> dict[str, Any]:
        """Ask for the criterion where there is evidence."""
        answers: dict[str, Any] = super().clean()
        has_evidence = bool(answers.get("named") or answers.get("content"))
        if has_evidence and not answers.get("criterion"):
            self.add_error("criterion", "Select the criterion that the evidence is about")
        return answers


class AppealForm(Form):
    """The grounds of an appeal."""

    submit = "Send the appeal"

    grounds = TextField(
        label="Why do you appeal?",
        called="the grounds of the appeal",
        max_characters=LONGEST_ANSWER,
        help_text="Say which judgement is wrong and what in your application shows it",
    )


class CircumstancesForm(Form):
    """What changed for the holder of an award."""

    submit = "Tell them"

    what = TextField(
        label="What has changed?",
        called="what has changed",
        max_characters=LONGEST_REASON,
        help_text="Say since when, and which of your answers no longer holds",
    )
