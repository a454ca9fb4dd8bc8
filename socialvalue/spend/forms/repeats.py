"""Deciding about payments that repeat an earlier one."""

from collections.abc import Sequence

from django import forms

from socialvalue.core.forms import Form
from socialvalue.core.layout import Field, Layout, Submit
from socialvalue.spend.models import Repeat

ALIKE, TICKED = "alike", "ticked"


class RepeatsForm(Form):
    """One decision about the repeats that were ticked, or about all that look alike."""

    keys = forms.MultipleChoiceField(
        label="Repeated payments",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Select at least one repeated payment",
            "invalid_choice": "Select payments of this list",
        },
    )
    state = forms.ChoiceField(
        label="What are they?",
        choices=[
            (Repeat.State.CONFIRMED, "The same payment, published twice: leave them out"),
            (Repeat.State.KEPT, "Payments of their own that look alike: keep them"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Select what they are"},
    )
    reach = forms.ChoiceField(
        label="For which payments?",
        choices=[
            (TICKED, "Those that are ticked"),
            (ALIKE, "Those, and all others of the same suppliers that wait for a decision"),
        ],
        initial=TICKED,
        widget=forms.RadioSelect,
    )
    because = forms.CharField(
        label="Why?", max_length=500, error_messages={"required": "Enter why"}
    )

    def __init__(self, *args: object, repeats: Sequence[str], **kwargs: object) -> None:
        """Offer these repeats by key."""
        super().__init__(*args, **kwargs)
        self.fields["keys"].choices = [(key, key) for key in repeats]
        self.helper.form_tag = False
        self.helper.layout = Layout(
            Field.radios("state"), Field.radios("reach"), "because", Submit("save", "Decide")
        )
