"""The shapes of what applicants answer until they hand in."""

from collections.abc import Sequence
from typing import Any

from django import forms

from socialvalue.awards.forms.evidence import EvidenceChoice, UploadFields
from socialvalue.awards.models import Evidence
from socialvalue.calculations.awards.scheme import Criterion
from socialvalue.core.forms import Form, TextField
from socialvalue.core.layout import (
    Button,
    ButtonGroup,
    Details,
    Field,
    Fieldset,
    Layout,
    Link,
    Paragraph,
    Size,
    Submit,
)

LONGEST_ANSWER = 10_000
LONGEST_REASON = 2_000
EVIDENCE_NEEDED = "Name at least one piece of evidence that shows it."
EVIDENCE_WELCOME = "Evidence is welcome here, and not needed."
DECLARATIONS = (
    "What we say in this application is true, and we can show the evidence for it",
    "I may apply on behalf of the organisation",
)
REGISTER_CHOICES = [
    ("yes", "Yes, anybody may see that we hold it"),
    ("no", "No, keep it off the register"),
]


class BeginForm(Form):
    """What a scheme asks to be confirmed before an application is begun."""

    def __init__(self, *args: object, statements: Sequence[str], **kwargs: object) -> None:
        """Ask for each of the statements."""
        super().__init__(*args, **kwargs)
        self.statements = {f"statement_{at}": each for at, each in enumerate(statements, start=1)}
        for name, words in self.statements.items():
            self.fields[name] = forms.BooleanField(
                label=words,
                error_messages={"required": f"Tick the box if this is true: {words}"},
            )
        fields = [Field.checkbox(name) for name in self.statements]
        asked = [Fieldset(*fields, legend="Confirm that this is true")] if fields else []
        self.helper.layout = Layout(*asked, Submit("save", "Begin the application"))


class AnswerForm(UploadFields):
    """What is said about one criterion, and the evidence for it."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=10**9)
    text = TextField(
        label="Your answer", called="your answer", max_characters=LONGEST_ANSWER, required=False
    )
    nothing_to_show = forms.BooleanField(
        label="We leave this criterion out: we have nothing to show for it", required=False
    )
    named = EvidenceChoice(label="Evidence that you keep here")

    def __init__(
        self,
        *args: object,
        criterion: Criterion,
        library: Sequence[Evidence],
        limit: str,
        back: str,
        **kwargs: object,
    ) -> None:
        """Ask about the criterion, and offer the library."""
        super().__init__(*args, **kwargs)
        self.say_limits(limit=limit, label="Add a file")
        hints = self.fields["named"].offer(library)
        chosen = [Field.checkboxes("named", small=True, hints=hints)] if library else []
        self.helper.layout = Layout(
            "version",
            Field.textarea("text", rows=12, max_characters=LONGEST_ANSWER, label_size=Size.MEDIUM),
            Field.checkbox("nothing_to_show"),
            Fieldset(
                Paragraph(EVIDENCE_NEEDED if criterion.needs_evidence else EVIDENCE_WELCOME),
                *chosen,
                Details(
                    Field.file("content"),
                    "words",
                    Field.date("as_of"),
                    summary="Add a file as evidence",
                    is_open=criterion.needs_evidence and not library,
                ),
                legend="Evidence",
            ),
            ButtonGroup(
                Submit("save", "Save and continue"),
                Button("Save and stay here", name="stay", value="yes", kind="secondary"),
                Link("Back without saving", href=back),
            ),
        )

    def clean(self) -> dict[str, Any]:
        """Refuse an answer to what is left out."""
        answers: dict[str, Any] = super().clean()
        if answers.get("nothing_to_show") and answers.get("text"):
            self.add_error(
                "nothing_to_show", "Take the answer out, or untick that you leave this out"
            )
        return answers

    def said(self) -> dict[str, Any]:
        """Return what is said about the criterion, without the file."""
        names = ("text", "version", "nothing_to_show", "named")
        return {name: self.cleaned_data[name] for name in names}


class SubmitForm(Form):
    """What is declared when an application is handed in."""

    may_be_on_register = forms.ChoiceField(
        label="If you are awarded, may it be on the public register?",
        choices=REGISTER_CHOICES,
        widget=forms.RadioSelect,
        help_text="Your answers and evidence are never on it. You can change this later",
        error_messages={"required": "Select whether the award may be on the public register"},
    )

    def __init__(self, *args: object, has_register: bool, **kwargs: object) -> None:
        """Ask about the register where there is one."""
        super().__init__(*args, **kwargs)
        self.declared = {f"declaration_{at}": each for at, each in enumerate(DECLARATIONS, start=1)}
        for name, words in self.declared.items():
            self.fields[name] = forms.BooleanField(
                label=words, error_messages={"required": f"Tick the box: {words}"}
            )
        asked = [Field.radios("may_be_on_register", legend_size=Size.MEDIUM)]
        if not has_register:
            del self.fields["may_be_on_register"]
            asked = []
        boxes = [Field.checkbox(name) for name in self.declared]
        self.helper.layout = Layout(
            *asked,
            Fieldset(*boxes, legend="Declare"),
            Submit("submit", "Hand in the application"),
        )

    @property
    def may_be_shown(self) -> bool:
        """Whether the award may be on the register."""
        return self.cleaned_data.get("may_be_on_register") == "yes"


class RegisterForm(Form):
    """Whether an award that comes of the application may be shown."""

    may_be_on_register = forms.TypedChoiceField(
        label="May it be on the public register?",
        choices=REGISTER_CHOICES,
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": "Select whether the award may be on the public register"},
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(Field.radios("may_be_on_register"), Submit("save", "Save"))


class WithdrawForm(Form):
    """Why an application is withdrawn, for those who say."""

    reason = TextField(
        label="Why do you withdraw it? (optional)",
        called="the reason",
        max_characters=LONGEST_REASON,
        required=False,
    )

    def __init__(self, *args: object, back: str, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(
            Field.textarea("reason", rows=3),
            ButtonGroup(
                Submit("save", "Withdraw the application", kind="warning"),
                Link("Keep it", href=back),
            ),
        )
