"""The shapes of answers of those who judge: seats, declarations, judgements, a panel's marks."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from socialvalue.accounts.models import User
from socialvalue.awards.actions.judging import Judged
from socialvalue.awards.models import Evidence, Seat
from socialvalue.awards.queries.judging import ANSWER, SHORTEST_REASON
from socialvalue.calculations.awards.scheme import Criterion, Scheme
from socialvalue.core.forms import Form, TextField
from socialvalue.core.layout import ButtonGroup, Field, Layout, Link, Submit

LONGEST = 4000
YES, NO = "yes", "no"
ALONE = "None of it: the judgement rests on the answer alone"


class AllocateForm(Form):
    """Who is given a seat. `people` have `open_seats`, how many applications they assess now."""

    people = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Select who is given a seat"},
    )

    def __init__(
        self, *args: Any, people: Sequence[User], role: str, back: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offered = {str(each.pk): each for each in people}
        field = self.fields["people"]
        is_assessor = role == Seat.Role.ASSESSOR
        # The bound field was made when the messages were set, and keeps the label of that time.
        self["people"].label = "Who assesses it?" if is_assessor else "Who sits on the panel?"
        field.choices = [(key, str(each)) for key, each in self.offered.items()]
        hints = {key: _workload(each.open_seats) for key, each in self.offered.items()}
        self.helper.layout = Layout(
            Field.checkboxes("people", hints=hints),
            ButtonGroup(Submit("save", "Give a seat"), Link("Cancel", href=back)),
        )

    def clean_people(self) -> list[User]:
        """Return the people that were chosen."""
        return [self.offered[key] for key in self.cleaned_data["people"]]


def _workload(number: int) -> str:
    """Return how much somebody has to do."""
    if not number:
        return "Assesses nothing at the moment"
    return f"Assesses {number} application{'' if number == 1 else 's'} at the moment"


class EndSeatForm(Form):
    """Why somebody leaves."""

    because = TextField(label="Why do they leave?", max_characters=LONGEST)

    def __init__(self, *args: Any, back: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(
            Field.textarea("because", rows=3),
            ButtonGroup(Submit("save", "End this seat", kind="warning"), Link("Cancel", href=back)),
        )


class InterestForm(Form):
    """Which interest somebody has who runs the scheme, approves or audits."""

    interest = TextField(
        label="What is your interest?",
        max_characters=LONGEST,
        help_text="Personal, professional or financial; your own or that of somebody close to "
        "you; also one that others might only think you have",
        error_messages={"required": "Enter what the interest is"},
    )

    def __init__(self, *args: Any, back: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(
            Field.textarea("interest", rows=3),
            ButtonGroup(
                Submit("save", "Declare this interest", kind="warning"), Link("Cancel", href=back)
            ),
        )


class DeclareInterestForm(Form):
    """Whether one has an interest in the applicant, and which."""

    has_interest = forms.ChoiceField(
        label="Do you have an interest in this applicant?",
        choices=[(NO, "No, I have no interest"), (YES, "Yes, I have or may have an interest")],
        widget=forms.RadioSelect,
        help_text="Personal, professional or financial; your own or that of somebody close to "
        "you; also one that others might only think you have",
        error_messages={"required": "Select whether you have an interest"},
    )
    interest = TextField(
        label="What is the interest?",
        required=False,
        max_characters=LONGEST,
        help_text="The award manager reads it. You are then kept away from this application",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(
            Field.radios("has_interest", reveals={YES: [Field.textarea("interest", rows=3)]}),
            Submit("save", "Declare"),
        )

    def clean(self) -> dict[str, Any]:
        """An interest is described."""
        answers = super().clean()
        if answers.get("has_interest") == YES and not answers.get("interest", "").strip():
            self.add_error("interest", "Enter what the interest is")
        return answers


class CriterionForm(Form):
    """One criterion judged: the mark, the reason, and the evidence that it rests on.

    A judgement may be saved half done: what it lacks is told, and holds back the handing in.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=1_000_000)
    mark = forms.ChoiceField(
        label="Your judgement",
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Select a judgement of the scale"},
    )
    reason = TextField(
        label="Your reason",
        required=False,
        max_characters=LONGEST,
        help_text=f"What in the answer or the evidence earned it, in {SHORTEST_REASON} characters "
        "or more. The applicant may read it",
    )
    evidence = forms.MultipleChoiceField(
        label="What does it rest on?", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self,
        *args: Any,
        scheme: Scheme,
        criterion: Criterion,
        evidence: Sequence[Evidence],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.criterion, self.has_evidence = criterion, bool(evidence)
        self.hints = {mark.code: mark.definition for mark in scheme.marks}
        self.exclusive = frozenset({ANSWER})
        self.fields["mark"].choices = [(mark.code, mark.title) for mark in reversed(scheme.marks)]
        if evidence:
            named = [(str(each.pk), each.name) for each in evidence]
            self.fields["evidence"].choices = [*named, (ANSWER, ALONE)]
        else:
            del self.fields["evidence"]

    def clean_evidence(self) -> tuple[str, ...]:
        """The answer alone goes with nothing else."""
        chosen = tuple(self.cleaned_data["evidence"])
        if ANSWER in chosen and len(chosen) > 1:
            raise ValidationError("Select the evidence, or that it rests on the answer alone")
        return chosen

    def judged(self) -> Judged:
        """Return what was said, as far as it can be read."""
        said = self.cleaned_data
        return Judged(
            criterion=self.criterion.code,
            mark=said.get("mark", ""),
            reason=said.get("reason", "").strip(),
            evidence=tuple(said.get("evidence", ())),
            version=said.get("version", 0),
        )


class AgreeForm(CriterionForm):
    """The one judgement that a panel agrees on."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mark = self.fields["mark"]
        mark.required = True
        mark.error_messages["required"] = "Select the judgement that the panel agrees on"
        self["mark"].label = "The judgement that the panel agrees on"
        self["reason"].label = "The reason for it"

    def clean_reason(self) -> str:
        """The reason says enough."""
        reason = self.cleaned_data["reason"].strip()
        if len(reason) < SHORTEST_REASON:
            raise ValidationError(
                f"Enter the reason for the judgement, in {SHORTEST_REASON} characters or more"
            )
        return reason
