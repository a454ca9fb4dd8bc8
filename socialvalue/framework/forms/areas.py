"""The words of an area for action, and its measures."""

from collections.abc import Iterable

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet, formset_factory

from socialvalue.core.forms import Form, TextField
from socialvalue.core.layout import Columns, Field, Layout, Submit, Width
from socialvalue.framework.actions import AreaWords, MeasureWords
from socialvalue.framework.models import MeasureKind

ONE_A_LINE = "One on each line"
MOST_MEASURES = 8


class LinesField(TextField):
    """Several short texts, one on each line. Returns a tuple of them, without empty lines."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(required=False, max_characters=4000, help_text=ONE_A_LINE, **kwargs)

    def prepare_value(self, value: object) -> object:
        """Return the lines as they stand in the control."""
        return "\n".join(value) if isinstance(value, list | tuple) else value

    def clean(self, value: object) -> tuple[str, ...]:
        """Return the lines that have words on them."""
        lines = super().clean(value).split("\n")
        return tuple(line.strip() for line in lines if line.strip())


class AreaForm(Form):
    """What an area for action says. The measures are a formset beside it."""

    title = forms.CharField(
        label="Title", max_length=300, error_messages={"required": "Enter a title"}
    )
    meaning = TextField(
        label="What it means",
        max_characters=2000,
        help_text="Two to four sentences: what it is, and why it matters for health inequalities",
        error_messages={"required": "Enter what the area means"},
    )
    good = LinesField(label="What good looks like")
    questions = LinesField(label="Example questions for bidders")
    cautions = LinesField(label="Take care")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.helper.form_tag = False
        self.helper.layout = Layout(
            "title",
            Field.textarea("meaning", rows=5),
            Field.textarea("good", rows=6),
            Field.textarea("questions", rows=6),
            Field.textarea("cautions", rows=4),
        )

    def words(self, measures: Iterable[MeasureWords]) -> AreaWords:
        """Return what was answered, with the measures, for the action."""
        return AreaWords(**self.cleaned_data, measures=tuple(measures))


class MeasureForm(Form):
    """One measure: all of it, or nothing."""

    name = forms.CharField(label="What is measured", required=False, max_length=200)
    unit = forms.CharField(
        label="Unit",
        required=False,
        max_length=100,
        help_text="For example people, hours, % of staff",
    )
    kind = forms.ChoiceField(
        label="Kind", choices=MeasureKind.choices, widget=forms.RadioSelect, required=False
    )
    evidence = forms.CharField(label="How it is shown", required=False, max_length=500)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(
            "name",
            Columns(
                Field.text("unit", width=Width.CHARACTERS_20),
                Field.radios("kind", inline=True, small=True),
            ),
            "evidence",
        )

    def clean(self) -> dict[str, object]:
        """Refuse a measure that is only half given."""
        cleaned = super().clean()
        for name in ("name", "unit", "kind", "evidence"):
            if any(cleaned.values()) and name in cleaned and not cleaned[name]:
                self.add_error(name, MISSING[name])
        return cleaned


MISSING = {
    "name": ValidationError("Enter what is measured, or empty the rest of this measure"),
    "unit": ValidationError("Enter the unit, like people or % of staff"),
    "kind": ValidationError("Select whether it is a quantity or a percentage"),
    "evidence": ValidationError("Enter how it is shown, like payroll totals"),
}


class Measures(BaseFormSet):
    """The measures of an area, in the area's own form."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.row_title = "Measure"


MeasureFormSet = formset_factory(
    MeasureForm, formset=Measures, extra=2, max_num=MOST_MEASURES, absolute_max=2 * MOST_MEASURES
)


def measures_from(formset: BaseFormSet) -> list[MeasureWords]:
    """Return the measures that were given; the empty ones are left out."""
    answers = [form.cleaned_data for form in formset if form.cleaned_data.get("name")]
    return [MeasureWords(**answer) for answer in answers]


class RetireForm(Form):
    """Why an area is no longer used."""

    reason = TextField(
        label="Why is it no longer used?",
        called="the reason",
        max_characters=500,
        help_text="Kept in the record",
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(
            Field.textarea("reason", rows=3), Submit("retire", "Retire this area", kind="warning")
        )
