"""What is asked about an award that is held."""

from django import forms

from socialvalue.awards.models import AwardProposal
from socialvalue.core.forms import Form, TextField
from socialvalue.core.layout import Field, Layout, Submit

LONGEST = 4_000
YES, NO = "yes", "no"
BUTTONS = {
    AwardProposal.Kind.SUSPEND: "Propose to suspend",
    AwardProposal.Kind.RESTORE: "Propose to restore",
    AwardProposal.Kind.WITHDRAW: "Propose to withdraw",
}


class ReasonForm(Form):
    """Why somebody proposes to suspend, restore or withdraw an award."""

    reason = TextField(
        label="Why?",
        called="the reason",
        max_characters=LONGEST,
        help_text="The holder is told these words, if a second person agrees.",
    )

    def __init__(self, *args: object, kind: str, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(
            "reason",
            Submit("propose", BUTTONS[AwardProposal.Kind(kind)]),
        )


class DecideChangeForm(Form):
    """Whether a second person agrees with a proposal."""

    agree = forms.ChoiceField(
        label="Do you agree?",
        choices=[(YES, "Yes: do it, and tell the holder the reason"), (NO, "No: leave the award")],
        widget=forms.RadioSelect,
        error_messages={"required": "Select whether you agree"},
    )
    because = TextField(
        label="If you do not agree, why?",
        called="why you do not agree",
        required=False,
        max_characters=LONGEST,
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(
            Field.radios("agree"),
            Field.textarea("because", rows=3),
            Submit("decide", "Save the decision"),
        )

    def clean(self) -> dict[str, object]:
        """Ask why, of who does not agree."""
        cleaned = super().clean()
        if cleaned.get("agree") == NO and not cleaned.get("because"):
            self.add_error("because", "Enter why you do not agree")
        return cleaned


class MetForm(Form):
    """How a condition was met."""

    how = TextField(
        label="How was it met?",
        called="how it was met",
        max_characters=LONGEST,
        help_text="Say what you saw, and where it is kept.",
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(Field.textarea("how", rows=4), Submit("met", "Mark as met"))


class RegisterConsentForm(Form):
    """Whether the holder agrees to be on the register."""

    is_public = forms.BooleanField(
        label="Anybody may see on the register that we hold this award", required=False
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(Field.checkbox("is_public"), Submit("save", "Save"))
