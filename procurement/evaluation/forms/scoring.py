"""The shapes of agreed scores."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from procurement.evaluation.forms.reasons import (
    LONGEST_REASON,
    REASON_HINT,
    long_enough,
    points_choices,
    points_from,
)
from procurement.tenders.models import Criterion
from socialvalue.core.forms import Form, TextField
from socialvalue.core.layout import ButtonGroup, Field, Layout, Link, Size, Submit


class BidScoresForm(Form):
    """The scores of one bid for the criteria that have none yet.

    Saving a draft asks for nothing to be complete; going on asks for every score and its reason.
    """

    def __init__(
        self,
        *args: Any,
        criteria: Sequence[Criterion],
        is_draft: bool,
        **kwargs: Any,
    ) -> None:
        self.criteria, self.is_draft = criteria, is_draft
        super().__init__(*args, **kwargs)
        for number, criterion in enumerate(criteria):
            self.fields[f"points_{number}"] = forms.ChoiceField(
                label="Score",
                choices=points_choices(criterion),
                widget=forms.RadioSelect,
                required=not is_draft,
                error_messages={
                    "required": f"Select a score for {criterion}",
                    "invalid_choice": f"Select a score of the scale for {criterion}",
                },
            )
            self.fields[f"reason_{number}"] = TextField(
                label="Reason for this score",
                called=f"the reason for {criterion}",
                required=False,
                max_characters=LONGEST_REASON,
                help_text=REASON_HINT,
            )
            self.fields[f"version_{number}"] = forms.IntegerField(
                widget=forms.HiddenInput, required=False
            )

    def clean(self) -> dict[str, Any]:
        """Every reason says enough, unless this is only a draft."""
        answers = super().clean()
        for number, criterion in enumerate(self.criteria):
            name = f"reason_{number}"
            if not self.is_draft and name in answers:
                try:
                    long_enough(criterion, answers[name])
                except ValidationError as wrong:
                    self.add_error(name, wrong)
        return answers

    def rows(self) -> list[dict[str, Any]]:
        """Return each criterion with its fields."""
        return [
            {
                "criterion": criterion,
                "points": self[f"points_{number}"],
                "reason": self[f"reason_{number}"],
                "version": self[f"version_{number}"],
            }
            for number, criterion in enumerate(self.criteria)
        ]

    def typed(self) -> list[dict[str, Any]]:
        """Return what was said as far as it can be read, also where the form is not complete."""
        said: Mapping[str, Any] = self.cleaned_data
        return [
            {
                "criterion": criterion,
                "points": points_from(said.get(f"points_{number}", "")),
                "reason": self.data.get(f"reason_{number}", "").strip(),
                "version": said.get(f"version_{number}") or 0,
            }
            for number, criterion in enumerate(self.criteria)
        ]

    def answers(self) -> list[dict[str, Any]]:
        """Return what was said for each criterion."""
        said: Mapping[str, Any] = self.cleaned_data
        return [
            {
                "criterion": criterion,
                "points": points_from(said[f"points_{number}"]),
                "reason": said[f"reason_{number}"].strip(),
                "version": said[f"version_{number}"] or 0,
            }
            for number, criterion in enumerate(self.criteria)
        ]


class AmendScoreForm(Form):
    """Another score for one criterion, and why it changes."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    points = forms.ChoiceField(label="Score", widget=forms.RadioSelect)
    reason = TextField(
        label="Reason for this score",
        max_characters=LONGEST_REASON,
        help_text=REASON_HINT,
    )
    change_reason = TextField(
        label="Why does the score change?",
        max_characters=2000,
        help_text="The score as it was stays in the record, with this reason beside the new one",
        error_messages={"required": "Enter why the score changes"},
    )

    def __init__(self, *args: Any, criterion: Criterion, back: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.criterion = criterion
        self.fields["points"].choices = points_choices(criterion)
        self.helper.layout = Layout(
            "version",
            Field.scores("points", legend_size=Size.SMALL),
            Field.textarea("reason", rows=5),
            Field.textarea("change_reason", rows=3),
            ButtonGroup(Submit("save", "Save the new score"), Link("Cancel", href=back)),
        )

    def clean_reason(self) -> str:
        """The reason says enough."""
        return long_enough(self.criterion, self.cleaned_data["reason"])

    def clean_points(self) -> Decimal | None:
        """The points that were chosen."""
        return points_from(self.cleaned_data["points"])
