"""What is decided of categories, and noted of gaps."""

import datetime as dt
from collections.abc import Sequence

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from socialvalue.core.forms import DateField, Form, TextField
from socialvalue.core.layout import Field, Layout, Submit
from socialvalue.spend.words import LEFT_OUT_AS

YES, NO = "yes", "no"


class CategoriesForm(Form):
    """One decision about the categories that were ticked."""

    keys = forms.MultipleChoiceField(
        label="Categories",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Select at least one category",
            "invalid_choice": "Select categories of this list",
        },
    )
    left_out_as = forms.ChoiceField(
        label="Left out as", choices=LEFT_OUT_AS, required=False,
        help_text="What is left out counts in no share, and is reported beside the spend",
    )  # fmt: skip
    within_reach = forms.ChoiceField(
        label="Can your organisation influence where it is bought?",
        choices=[(YES, "Yes"), (NO, "No, it is out of reach")],
        widget=forms.RadioSelect,
        error_messages={"required": "Select whether your organisation can influence it"},
    )
    because = TextField(
        label="Why?",
        max_characters=1000,
        help_text="For example: bought through a national framework that we must use",
        error_messages={"required": "Enter why"},
    )
    owner = forms.CharField(
        label="Who answers for it? (optional)", max_length=200, required=False,
        help_text="A person or a team",
    )  # fmt: skip
    seen_at = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)

    def __init__(
        self, *args: object, categories: Sequence[tuple[str, str]], **kwargs: object
    ) -> None:
        """Offer these categories: key and name of each."""
        super().__init__(*args, **kwargs)
        self.fields["keys"].choices = categories
        self.initial["seen_at"] = timezone.now().isoformat()
        self.helper.form_tag = False
        self.helper.layout = Layout(
            "left_out_as",
            Field.radios("within_reach", inline=True),
            Field.textarea("because", rows=2),
            "owner",
            "seen_at",
            Submit("save", "Decide for the selected categories"),
        )

    def clean_seen_at(self) -> dt.datetime | None:
        """Return when the person looked; None where the page did not say."""
        said = self.cleaned_data["seen_at"]
        try:
            return dt.datetime.fromisoformat(said).astimezone(dt.UTC) if said else None
        except (ValueError, OverflowError):
            raise ValidationError("Open the page again") from None

    def look_again(self) -> None:
        """Take it that what stands now is seen: the page shows it beside each category."""
        self.data = self.data.copy()
        self.data["seen_at"] = timezone.now().isoformat()

    def decision(self) -> dict[str, object]:
        """Return the decision, and the name of each category by its key."""
        answers = self.cleaned_data
        names = dict(self.fields["keys"].choices)
        return {
            "names": {key: names[key] for key in answers["keys"]},
            "left_out_as": answers["left_out_as"],
            "is_influenceable": answers["within_reach"] == YES,
            "because": answers["because"],
            "owner": answers["owner"],
            "seen_at": answers["seen_at"],
        }


class GapNoteForm(Form):
    """What is being done about a gap."""

    submit = "Save the note"

    text = TextField(
        label="What is being done?",
        max_characters=2000,
        error_messages={"required": "Enter what is being done"},
    )
    owner = forms.CharField(
        label="Who does it? (optional)", max_length=200, required=False,
        help_text="A person or a team",
    )  # fmt: skip
    next_on = DateField(
        label="When do you look at it next? (optional)", required=False,
        help_text="For example, 27 3 2027",
    )  # fmt: skip
