"""The least that a bid must reach in a section."""

from typing import Any

from django import forms

from procurement.tenders.forms.weights import EditsForm
from procurement.tenders.models import SCORED_SECTIONS, Section
from socialvalue.core.forms import PercentageField
from socialvalue.core.layout import Field, Fieldset, Layout, Submit, Width

FOLLOWS = [("out", "It is out"), ("noted", "It is noted, and nothing follows")]


def _percent(section: Section) -> PercentageField:
    """Return the field of a section's pass mark."""
    return PercentageField(
        label=f"At least this much of the {section.label.lower()} marks (optional)",
        called=f"the pass mark of {section.label.lower()}",
        required=False,
        max_places=4,
    )


def _follows() -> forms.ChoiceField:
    """Return the field that says what happens below it."""
    return forms.ChoiceField(
        label="What happens to a bid below it",
        choices=FOLLOWS,
        widget=forms.RadioSelect,
        required=False,
    )


class PassMarksForm(EditsForm):
    """A pass mark for each section, and what follows below it."""

    quality = _percent(Section.QUALITY)
    quality_follows = _follows()
    social_value = _percent(Section.SOCIAL_VALUE)
    social_value_follows = _follows()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(
            "edits",
            *[
                Fieldset(
                    Field.text(section.value, width=Width.CHARACTERS_5),
                    Field.radios(f"{section}_follows", small=True),
                    legend=section.label,
                )
                for section in SCORED_SECTIONS
            ],
            Submit("save", "Save and continue"),
        )

    def clean(self) -> dict[str, Any]:
        """A pass mark says what follows below it."""
        answers = super().clean()
        for section in SCORED_SECTIONS:
            mark = answers.get(section.value)
            if mark is not None and not answers.get(f"{section}_follows"):
                self.add_error(
                    f"{section}_follows",
                    f"Select what happens to a bid below the pass mark of {section.label.lower()}",
                )
        return answers
