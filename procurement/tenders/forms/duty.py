"""What the buyer considered before it began, as the Social Value Act 2012 asks."""

from typing import Any

from django import forms

from procurement.tenders.forms.weights import EditsForm
from socialvalue.core.forms import TextField
from socialvalue.core.layout import Field, Fieldset, Layout, Submit

LONGEST = 3000


class DutyForm(EditsForm):
    """The four things the Act asks to consider. Any may be left for later."""

    economic = TextField(
        label="Economic: jobs, pay, skills, local business",
        required=False,
        max_characters=LONGEST,
    )
    social = TextField(
        label="Social: health, safety, communities, people who are left out",
        required=False,
        max_characters=LONGEST,
    )
    environmental = TextField(
        label="Environmental: air, carbon, waste, nature", required=False, max_characters=LONGEST
    )
    securing = TextField(
        label="How could the procurement secure it?",
        required=False,
        max_characters=LONGEST,
        help_text="For example in the specification, in questions that are scored, or in lots",
    )
    consults = forms.TypedChoiceField(
        label="Will you consult on this?",
        choices=[("yes", "Yes"), ("no", "No")],
        coerce=lambda value: value == "yes",
        empty_value=None,
        widget=forms.RadioSelect,
        required=False,
    )
    consulting_because = TextField(
        label="Whom and when, or why not", required=False, max_characters=LONGEST
    )
    relevance = TextField(
        label="Why is what you chose relevant and proportionate?",
        required=False,
        max_characters=LONGEST,
        help_text=(
            "Relevant: part of what is bought or of how it is done. Proportionate: in keeping with "
            "the value and length of the contract and with who may bid"
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(
            "edits",
            Fieldset(
                Field.textarea("economic", rows=3),
                Field.textarea("social", rows=3),
                Field.textarea("environmental", rows=3),
                legend="What could this contract improve in the area it serves?",
            ),
            Fieldset(
                Field.textarea("securing", rows=3), legend="How the procurement could secure it"
            ),
            Fieldset(
                Field.radios("consults", inline=True),
                Field.textarea("consulting_because", rows=3),
                legend="Consulting",
            ),
            Fieldset(Field.textarea("relevance", rows=4), legend="Relevant and proportionate"),
            Submit("save", "Save and continue"),
        )
