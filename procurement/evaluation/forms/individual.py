"""The shape of one evaluator's score for one question of one bid."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from procurement.evaluation.forms.reasons import (
    LONGEST_REASON,
    long_enough,
    points_choices,
    points_from,
)
from procurement.tenders.models import Criterion
from socialvalue.core.forms import Form, TextField
from socialvalue.core.forms.text import characters_in


class OwnScoreForm(Form):
    """Points or an abstention, and the reason. A draft asks for nothing to be complete.

    `warnings` are what the page found in a reason that is sent in: the person says with `read`
    that they have read them and that the reason stands.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    points = forms.ChoiceField(
        label="Your score",
        widget=forms.RadioSelect,
        required=False,
    )
    is_abstention = forms.BooleanField(
        label="I abstain: I cannot score this",
        required=False,
        help_text="No score of yours is then recorded. Say below why.",
    )
    comment = TextField(
        label="Your reason",
        called="your reason",
        required=False,
        max_characters=LONGEST_REASON,
        help_text=(
            "Say what in this bid earned the score, with the page or a quotation: "
            '"p. 4: a rota for every area". At least 20 characters. '
            "The bidder may read this in its feedback."
        ),
    )
    read = forms.BooleanField(
        label="I have read this, and my reason stands as it is", required=False
    )

    def __init__(self, *args: Any, criterion: Criterion, is_draft: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.criterion, self.is_draft = criterion, is_draft
        self.warnings: list[str] = []
        self.fields["points"].choices = points_choices(criterion)
        self.fields["points"].error_messages["invalid_choice"] = (
            f"Select a score of the scale for {criterion}"
        )

    def clean(self) -> dict[str, Any]:
        """What is sent in has either points or an abstention, and a reason that says enough."""
        answers = super().clean()
        if self.is_draft:
            return answers
        is_given = answers.get("is_abstention") or answers.get("points")
        if not is_given and "points" not in self.errors:
            self.add_error("points", f"Select a score for {self.criterion}, or abstain")
        if "comment" in answers:
            try:
                long_enough(self.criterion, answers["comment"])
            except ValidationError as wrong:
                self.add_error("comment", wrong)
        return answers

    def answer(self) -> dict[str, Any]:
        """Return what was said, in the words of the actions. Who abstains gives no points."""
        said = self.cleaned_data
        abstains = said["is_abstention"]
        points: Decimal | None = None if abstains else points_from(said["points"])
        return {
            "criterion": self.criterion,
            "points": points,
            "comment": said["comment"].strip(),
            "is_abstention": abstains,
            "version": said["version"] or 0,
        }

    def warn(self, warnings: list[str]) -> bool:
        """Show warnings about the reason; return whether the person must still read them."""
        self.warnings = warnings
        unread = bool(warnings) and not self.cleaned_data["read"]
        if unread:
            self.add_error("read", "Read what we noticed in your reason, then tick the box")
        return unread


def plain_answer(sent: Mapping[str, str]) -> dict[str, Any] | None:
    """Return what a page that saves by itself sends, or None for anything the form must look at.

    The same as `OwnScoreForm(is_draft=True).answer()` without the question, in a fraction of the
    time; whether the points are of the scale is asked by who saves.
    """
    version, text = sent.get("version", ""), sent.get("points", "")
    comment = sent.get("comment", "").replace("\r\n", "\n").replace("\r", "\n").strip()
    points = points_from(text)
    is_odd = not (version.isascii() and version.isdigit()) or (text and points is None)
    if is_odd or len(version) > len("4294967295") or "\x00" in comment:
        return None
    if characters_in(comment) > LONGEST_REASON:
        return None
    abstains = "is_abstention" in sent
    return {
        "points": None if abstains else points,
        "comment": comment,
        "is_abstention": abstains,
        "version": int(version),
    }
