"""The shapes of answers in moderation: an agreed score, why scores move, a score to give anew."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from procurement.calculations.wording import comparisons
from procurement.evaluation.forms.reasons import (
    LONGEST_REASON,
    REASON_HINT,
    long_enough,
    points_choices,
    points_from,
)
from procurement.evaluation.queries import Given, ModeratedCell
from socialvalue.core.forms import Form, TextField
from socialvalue.core.layout import ButtonGroup, Field, Layout, Link, Submit

LONGEST_MOVE = 2000


class ConsensusForm(Form):
    """The agreed score of one bid for one question.

    Saving a draft asks for nothing to be complete. A reason that compares with other bids is
    pointed out once, and kept if it is sent again as it is.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    agreed_version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    kept_wording = forms.CharField(widget=forms.HiddenInput, required=False)
    points = forms.ChoiceField(label="Agreed score", widget=forms.RadioSelect)
    reason = TextField(
        label="Reason for the agreed score",
        required=False,
        max_characters=LONGEST_REASON,
        help_text=REASON_HINT,
    )
    change_reason = TextField(
        label="Why does the agreed score change?",
        required=False,
        max_characters=LONGEST_MOVE,
        help_text="The score as it was stays in the record, with this reason beside the new one",
    )

    def __init__(
        self,
        *args: Any,
        cell: ModeratedCell,
        other_bidders: Sequence[str],
        is_draft: bool,
        **kwargs: Any,
    ) -> None:
        self.cell, self.other_bidders, self.is_draft = cell, other_bidders, is_draft
        super().__init__(*args, **kwargs)
        criterion = cell.criterion
        points = self.fields["points"]
        points.choices, points.required = points_choices(criterion), not is_draft
        points.error_messages |= {
            "required": f"Select the agreed score for {criterion}",
            "invalid_choice": f"Select a score of the scale for {criterion}",
        }
        if cell.score is None:
            del self.fields["change_reason"]
        self.movable = [
            each for each in cell.given if each.counts and each.score.points is not None
        ]
        for given in self.movable:
            self.fields[_name(given)] = TextField(
                label=f"{given.evaluator} gave {given.score.points:f}",
                called=f"why the score of {given.evaluator} moves",
                required=False,
                max_characters=LONGEST_MOVE,
            )

    def clean(self) -> dict[str, Any]:
        """The reason says enough and compares with no other bid, unless this is only a draft."""
        answers = super().clean()
        if self.is_draft:
            return answers
        if "reason" in answers:
            try:
                long_enough(self.cell.criterion, answers["reason"])
            except ValidationError as wrong:
                self.add_error("reason", wrong)
            else:
                self.warn_of_comparisons(answers)
        if "change_reason" in self.fields and self.changes() and not answers.get("change_reason"):
            self.add_error("change_reason", "Enter why the agreed score changes")
        return answers

    def warn_of_comparisons(self, answers: dict[str, Any]) -> None:
        """Point out words that compare, unless they were pointed out and kept."""
        found = " / ".join(comparisons(answers["reason"], others=self.other_bidders))
        if found and answers.get("kept_wording") != found:
            self.data = self.data.copy()
            self.data[self.add_prefix("kept_wording")] = found
            self.add_error(
                "reason",
                f"The reason compares with other bids: “{found}”. Say what in this bid earned the "
                "score, by the scale. To keep the words as they are, send them again",
            )

    def changes(self) -> bool:
        """Whether points or reason are others than those agreed."""
        score, said = self.cell.score, self.typed()
        return score is not None and (said["points"], said["reason"]) != (
            score.points,
            score.reason,
        )

    def typed(self) -> dict[str, Any]:
        """Return what was said as far as it can be read, also where the form is not complete."""
        said = self.cleaned_data
        return {
            "criterion": self.cell.criterion,
            "points": points_from(said.get("points", "")),
            "reason": self._text("reason"),
            "version": said.get("version") or 0,
            "agreed_version": said.get("agreed_version") or 0,
            "change_reason": self._text("change_reason"),
            "moves": {
                str(given.score.pk): words
                for given in self.movable
                if (words := self._text(_name(given)))
            },
        }

    def _text(self, name: str) -> str:
        """Return what was typed in a field, with one kind of line break."""
        return self.data.get(name, "").replace("\r\n", "\n").strip()

    def move_fields(self) -> list[dict[str, Any]]:
        """Return the fields in which evaluators' reasons are written down, and what they gave.

        One whose own score is the one that is chosen has nothing to explain.
        """
        chosen = points_from(str(self["points"].value() or ""))
        return [
            {
                "field": self[_name(given)],
                "gave": f"{given.score.points:f}",
                "is_chosen": given.score.points == chosen,
            }
            for given in self.movable
        ]


def _name(given: Given) -> str:
    """Return the name of the field for an evaluator's reason."""
    return f"move_{given.score.pk}"


class MovesForm(Form):
    """Why one's own scores moved, each in one's own words. What is left empty stays open."""

    def __init__(self, *args: Any, cells: Iterable[tuple[ModeratedCell, Given]], **kwargs: Any):
        self.cells = list(cells)
        super().__init__(*args, **kwargs)
        for cell, given in self.cells:
            self.fields[_name(given)] = TextField(
                label="Why your score moves",
                called=f"why your score for {cell.criterion} moves",
                required=False,
                max_characters=LONGEST_MOVE,
                help_text="For example, what in the bid you had not seen, or read another way",
            )

    def clean(self) -> dict[str, Any]:
        """At least one reason is given."""
        answers = super().clean()
        if not self.errors and not any(answers.values()):
            raise ValidationError("Enter why at least one of your scores moves")
        return answers

    def rows(self) -> list[dict[str, Any]]:
        """Return each cell with its field."""
        return [
            {"cell": cell, "given": given, "field": self[_name(given)]}
            for cell, given in self.cells
        ]

    def said(self) -> list[tuple[Given, str]]:
        """Return the reasons that were given."""
        return [
            (given, words)
            for _, given in self.cells
            if (words := self.cleaned_data[_name(given)].strip())
        ]


class ReopenForm(Form):
    """Whose score is given anew, and why."""

    score = forms.ChoiceField(
        label="Whose score?",
        widget=forms.RadioSelect,
        error_messages={"required": "Select whose score is reopened"},
    )
    reason = TextField(
        label="Why is it reopened?",
        called="why the score is reopened",
        max_characters=LONGEST_MOVE,
        help_text=(
            "A change of mind in the meeting is no ground: the score stays, and its move is "
            "explained. A slip is one, for example points for another bid"
        ),
    )

    def __init__(self, *args: Any, given: Iterable[Given], back: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["score"].choices = [
            (str(each.score.pk), f"{each.evaluator}: {_points(each)}") for each in given
        ]
        self.helper.layout = Layout(
            Field.radios("score"),
            Field.textarea("reason", rows=4),
            ButtonGroup(Submit("save", "Reopen this score"), Link("Cancel", href=back)),
        )


def _points(given: Given) -> str:
    """Return what an evaluator gave."""
    points = given.score.points
    return "abstained" if points is None else f"{points:f} points"


class CorrectionForm(Form):
    """Another score for an agreed one once prices are known."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    points = forms.ChoiceField(label="Corrected score", widget=forms.RadioSelect)
    reason = TextField(
        label="Reason for this score", max_characters=LONGEST_REASON, help_text=REASON_HINT
    )
    change_reason = TextField(
        label="Why is the score corrected now?",
        called="why the score is corrected now",
        max_characters=LONGEST_MOVE,
        help_text="Say what was wrong, how it came to light, and why prices play no part in it",
    )

    def __init__(self, *args: Any, criterion: Any, back: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.criterion = criterion
        self.fields["points"].choices = points_choices(criterion)
        self.helper.layout = Layout(
            "version",
            Field.scores("points"),
            Field.textarea("reason", rows=5),
            Field.textarea("change_reason", rows=3),
            ButtonGroup(Submit("save", "Propose the correction"), Link("Cancel", href=back)),
        )

    def clean_reason(self) -> str:
        """The reason says enough."""
        return long_enough(self.criterion, self.cleaned_data["reason"])

    def clean_points(self) -> Any:
        """The points that were chosen."""
        return points_from(self.cleaned_data["points"])
