"""A scale of the buyer's own: levels with points, labels and written definitions."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from procurement.tenders.forms.weights import EditsForm
from socialvalue.core.forms import ExactDecimalField, Form, TextField
from socialvalue.core.layout import Columns, Field, Layout, Width

MOST_LEVELS = 20


class ScaleForm(EditsForm):
    """What the scale is called."""

    title = forms.CharField(
        label="Name of the scale",
        max_length=200,
        help_text="For example: 0, 3, 7, 10 for social value",
        error_messages={"required": "Enter the name of the scale"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout("edits", Field.text("title", width=Width.FULL))


class LevelForm(Form):
    """One level. A level left wholly empty is no level."""

    points = ExactDecimalField(
        label="Points", smallest=Decimal(0), max_places=4, called="the points"
    )
    label = forms.CharField(
        label="Label", max_length=100, error_messages={"required": "Enter the label"}
    )
    definition = TextField(
        label="Definition: what an answer must show",
        max_characters=1000,
        error_messages={"required": "Enter what an answer must show for this level"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.empty_permitted = True
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout(
            Columns(
                Field.text("points", width=Width.CHARACTERS_5),
                Field.text("label", width=Width.CHARACTERS_20),
            ),
            Field.textarea("definition", rows=2),
        )

    def has_changed(self) -> bool:
        """Whether anything stands in it: what is empty is left out, whatever it began as."""
        return any(str(self[name].value() or "").strip() for name in self.fields)


class BaseLevelFormSet(forms.BaseFormSet):
    """The levels of one scale: at least two, with different points, the highest above nought."""

    def clean(self) -> None:
        """Put what is wrong between levels at the level where it is."""
        if any(self.errors):
            return
        seen: set[Decimal] = set()
        for form in self.filled():
            points = form.cleaned_data["points"]
            if points in seen:
                form.add_error("points", "Each level must have its own points")
            seen.add(points)
        if len(seen) < 2 or max(seen, default=Decimal(0)) <= 0:
            wrong = "Give at least two levels with different points, the highest above 0"
            if not self.forms:
                raise ValidationError(wrong)
            self.forms[0].add_error("points", wrong)

    def filled(self) -> list[Any]:
        """Return the levels that are not left empty."""
        return [form for form in self.forms if form.has_changed()]


LevelFormSet = forms.formset_factory(
    LevelForm, formset=BaseLevelFormSet, extra=0, max_num=MOST_LEVELS
)
