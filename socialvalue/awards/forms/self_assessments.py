"""What an assessment is about, and its marks with reasons and what shows them."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from socialvalue.awards.models import Evidence
from socialvalue.calculations.awards.scheme import Criterion, Scheme, SchemeKind, Theme
from socialvalue.core.forms import Form, TextField
from socialvalue.core.layout import (
    Button,
    ButtonGroup,
    Details,
    Field,
    Fieldset,
    Heading,
    Include,
    Layout,
    Link,
    Paragraph,
    Size,
    Submit,
)

LONGEST_REASON = 2_000
PROMPTS = "socialvalue/awards/assessments/prompts.html"
ABOUT_SOMETHING = (SchemeKind.ASSESSMENT.value,)
"""Kinds whose assessments are about a tender, a scheme or a policy."""


class BeginAssessmentForm(Form):
    """What the assessment is about."""

    about = forms.CharField(
        label="What is it about?",
        max_length=200,
        help_text="The name of the tender, the scheme or the policy",
        error_messages={"required": "Enter what the assessment is about"},
    )

    def __init__(self, *args: object, asks_about: bool, back: str, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        asked = ["about"] if asks_about else []
        if not asks_about:
            del self.fields["about"]
        self.helper.layout = Layout(
            *asked, ButtonGroup(Submit("save", "Begin"), Link("Cancel", href=back))
        )


class AssessmentForm(Form):
    """A mark for each criterion, with a reason and what shows it. A draft may be empty."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=10**9)

    def __init__(
        self,
        *args: object,
        scheme: Scheme,
        evidence: Sequence[Evidence],
        back: str,
        **kwargs: object,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.scheme = scheme
        self.evidence = {str(each.pk): each for each in evidence}
        for criterion in scheme.criteria:
            self._ask(criterion)
        self.helper.layout = Layout(
            "revision",
            *(self._theme(theme) for theme in scheme.themes),
            ButtonGroup(
                Submit("finish", "Save and finish"),
                Button("Save the draft", name="save", value="yes", kind="secondary"),
                Link("Leave without saving", href=back),
            ),
        )

    def _ask(self, criterion: Criterion) -> None:
        code, title = criterion.code, criterion.title
        self.fields[f"mark-{code}"] = forms.ChoiceField(
            label=f"Mark for “{title}”",
            choices=[(mark.code, mark.title) for mark in self.scheme.marks],
            widget=forms.RadioSelect,
            required=False,
        )
        self.fields[f"reason-{code}"] = TextField(
            label=f"Why? ({title})",
            called=f"the reason for “{title}”",
            max_characters=LONGEST_REASON,
            required=False,
        )
        self.fields[f"shown-{code}"] = TextField(
            label=f"What shows it? ({title})",
            called=f"what shows “{title}”",
            max_characters=LONGEST_REASON,
            required=False,
            help_text="A document, a figure or a page, with its date",
        )
        if self.evidence:
            self.fields[f"evidence-{code}"] = forms.MultipleChoiceField(
                label=f"Evidence that you keep here ({title})",
                choices=[(key, each.name) for key, each in self.evidence.items()],
                widget=forms.CheckboxSelectMultiple,
                required=False,
            )

    def _theme(self, theme: Theme) -> Fieldset:
        words = [Paragraph(theme.words)] if theme.words else []
        parts = [part for each in self.scheme.criteria_of(theme.code) for part in self._parts(each)]
        return Fieldset(*words, *parts, legend=theme.title, size=Size.LARGE)

    def _parts(self, criterion: Criterion) -> list[object]:
        code = criterion.code
        hints = {mark.code: mark.definition for mark in self.scheme.marks}
        parts: list[object] = [
            Heading(criterion.title),
            Paragraph(criterion.question),
            *([Include(PROMPTS, prompts=criterion.prompts)] if criterion.prompts else []),
            Field.radios(f"mark-{code}", hints=hints, small=True),
            Field.textarea(f"reason-{code}", rows=3),
            Field.textarea(f"shown-{code}", rows=2),
        ]
        if self.evidence:
            boxes = Field.checkboxes(f"evidence-{code}", small=True)
            parts.append(Details(boxes, summary="Name evidence that you keep here"))
        return parts

    def only_to_look_at(self) -> "AssessmentForm":
        """Return the form with nothing to type or send."""
        self.helper.form_tag = False
        for field in self.fields.values():
            field.disabled = True
        self.helper.layout = Layout(*(self._theme(theme) for theme in self.scheme.themes))
        return self

    @staticmethod
    def initial_from(marks: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
        """Return what was saved, by field."""
        names = ("mark", "reason", "shown", "evidence")
        return {f"{name}-{code}": said.get(name) for code, said in marks.items() for name in names}

    def marks(self) -> dict[str, dict[str, Any]]:
        """Return what was said, by criterion, as the action takes it."""
        said = self.cleaned_data
        return {
            each.code: {
                "mark": said[f"mark-{each.code}"],
                "reason": said[f"reason-{each.code}"],
                "shown": said[f"shown-{each.code}"],
                "evidence": said.get(f"evidence-{each.code}", []),
            }
            for each in self.scheme.criteria
        }

    def clean(self) -> dict[str, Any]:
        """When it is finished, ask for every mark, its reason, and what shows it."""
        cleaned: dict[str, Any] = super().clean()
        if "finish" in self.data:
            for criterion in self.scheme.criteria:
                self._refuse_gaps(criterion, cleaned)
        return cleaned

    def _refuse_gaps(self, criterion: Criterion, cleaned: Mapping[str, Any]) -> None:
        code, title = criterion.code, criterion.title
        mark = cleaned.get(f"mark-{code}")
        if not mark:
            self.add_error(f"mark-{code}", f"Select a mark for “{title}”")
            return
        if f"reason-{code}" in cleaned and not cleaned[f"reason-{code}"]:
            self.add_error(f"reason-{code}", f"Enter why “{title}” has this mark")
        shown = cleaned.get(f"shown-{code}", "?") or cleaned.get(f"evidence-{code}")
        if criterion.needs_evidence and self.scheme.rank_of(mark) and not shown:
            lowest = self.scheme.marks[0].title
            self.add_error(
                f"shown-{code}",
                f"Enter what shows “{title}”, or mark it “{lowest}”",
            )
