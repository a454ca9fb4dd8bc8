"""The shapes of answers about scores and decisions."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from procurement.evaluation.models import DisqualificationRule
from procurement.tenders.models import Criterion
from socialvalue.calculations.rounding import NotADecimalString, decimal_from_text
from socialvalue.core.forms import DateTimeField, Form, TextField
from socialvalue.core.layout import ButtonGroup, Field, Layout, Link, Size, Submit

SHORTEST_REASON = 20
LONGEST_REASON = 4000
REASON_HINT = "Quote the bid. The bidder may read this in its feedback."


def points_choices(criterion: Criterion) -> list[tuple[str, str]]:
    """Return the scores of a criterion's scale, the lowest first."""
    levels = sorted(criterion.scale.levels.all(), key=lambda level: level.points)
    return [(f"{level.points:f}", f"{level.points:f} {level.label}") for level in levels]


def points_from(text: str) -> Decimal | None:
    """Return the points that a choice stands for, None for no choice."""
    try:
        return decimal_from_text(text)
    except NotADecimalString:
        return None


def long_enough(criterion: Criterion, reason: str) -> str:
    """Return the reason. Raises ValidationError if it is missing or too short to explain."""
    if not reason.strip():
        raise ValidationError(f"Enter the reason for your score for {criterion}")
    if len(reason.strip()) < SHORTEST_REASON:
        raise ValidationError(
            f"The reason for your score for {criterion} must have {SHORTEST_REASON} characters "
            "or more. Say what in the bid earned the score"
        )
    return reason


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


class DisqualifyForm(Form):
    """A decision, taken by people, that a bid takes no further part."""

    rule = forms.ChoiceField(
        label="On what ground?",
        choices=DisqualificationRule.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Select the ground"},
    )
    reason = TextField(
        label="Reason",
        max_characters=4000,
        called="the reason",
        help_text="What was found, what the bidder was asked and answered, and who decided",
    )
    decided_at = DateTimeField(label="When it was decided", called="the time of the decision")

    def __init__(self, *args: Any, back: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(
            Field.radios("rule"),
            Field.textarea("reason", rows=5),
            Field.date("decided_at"),
            ButtonGroup(
                Submit("save", "Record the decision", kind="warning"), Link("Cancel", href=back)
            ),
        )


class DrawForm(Form):
    """The order in which lots were drawn between bids that nothing else separates."""

    witness = forms.CharField(
        label="Who witnessed it", max_length=200, help_text="A role, for example internal auditor"
    )
    drawn_at = DateTimeField(label="When lots were drawn", called="the time lots were drawn")

    def __init__(
        self, *args: Any, bids: Sequence[tuple[str, str]], back: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.places = [f"place_{place}" for place in range(1, len(bids) + 1)]
        for place, name in enumerate(self.places, start=1):
            self.fields[name] = forms.ChoiceField(
                label=f"Drawn in place {place}",
                choices=[("", "Choose a bid"), *bids],
                error_messages={"required": f"Select the bid drawn in place {place}"},
            )
        self.helper.layout = Layout(
            *self.places,
            Field.text("witness"),
            Field.date("drawn_at"),
            ButtonGroup(Submit("save", "Record the draw"), Link("Cancel", href=back)),
        )

    def clean(self) -> dict[str, Any]:
        """Each bid has one place."""
        answers = super().clean()
        drawn = [answers.get(name) for name in self.places if answers.get(name)]
        if len(set(drawn)) != len(drawn):
            self.add_error(self.places[-1], "Give each bid one place")
        return answers

    def order(self) -> list[str]:
        """Return the codes of the bids, best first."""
        return [self.cleaned_data[name] for name in self.places]
