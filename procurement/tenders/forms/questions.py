"""Areas for action, and the questions of a section."""

from decimal import Decimal
from typing import Any

from django import forms

from procurement.tenders import library
from procurement.tenders.forms.weights import WEIGHT_PLACES, EditsForm
from procurement.tenders.models import (
    Methodology,
)
from socialvalue.core.forms import (
    ExactDecimalField,
    Form,
    PercentageField,
    TextField,
)
from socialvalue.core.layout import (
    Columns,
    Details,
    Field,
    Layout,
    Width,
)


class AreasForm(EditsForm):
    """The areas for action that the tender asks about."""

    areas = forms.MultipleChoiceField(
        label="Areas for action",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Select at least one area for action"},
    )

    def __init__(self, *args: Any, codes: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["areas"].choices = [(code, code) for code in codes]


class CriterionForm(Form):
    """One question: its words, weight in the section, scale, and pass mark if it has one."""

    pk = forms.UUIDField(required=False, widget=forms.HiddenInput)
    title = forms.CharField(
        label="Title", max_length=300, error_messages={"required": "Enter the title"}
    )
    question = TextField(
        label="Question, as bidders read it",
        required=False,
        max_characters=4000,
        help_text="Ask for a method statement and dated, measurable commitments for this contract",
    )
    weight = PercentageField(
        label="Weight",
        max_places=WEIGHT_PLACES,
        help_text=f"Up to {WEIGHT_PLACES} decimal places",
        called="the weight of the question",
    )
    scale = forms.ChoiceField(
        label="Scale",
        help_text=(
            "A question earns the points given, divided by the highest points of the scale: on "
            "1 to 5, a 1 earns 20%"
        ),
    )
    pass_mark_points = ExactDecimalField(
        label="Pass mark, in points of the scale (optional)",
        called="the pass mark",
        required=False,
        smallest=Decimal(0),
    )
    pass_mark_disqualifies = forms.BooleanField(
        label="A bid below the pass mark is out", required=False
    )
    remove = forms.BooleanField(label="Take this question out", required=False)

    def __init__(
        self, *args: Any, scales: list[tuple[str, str]], may_remove: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.empty_permitted = False
        self.fields["scale"].choices = [("", "Select a scale"), *scales]
        if not may_remove:
            del self.fields["remove"]
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout(
            "pk",
            Field.text("title", width=Width.FULL),
            Field.textarea("question", rows=4),
            Columns(Field.text("weight", width=Width.CHARACTERS_5), Field.select("scale")),
            Details(
                Field.text("pass_mark_points", width=Width.CHARACTERS_5),
                Field.checkbox("pass_mark_disqualifies", small=True),
                summary="Pass mark",
                is_open=bool(self["pass_mark_points"].value()),
            ),
            *([Field.checkbox("remove", small=True)] if may_remove else []),
        )

    def full_clean(self) -> None:
        """Check the answers, but nothing of a question that is to be taken out."""
        super().full_clean()
        if self.is_bound and self.cleaned_data.get("remove"):
            self._errors.clear()


def scale_choices(methodology: Methodology) -> list[tuple[str, str]]:
    """Return the scales that a question may use: the library's, and the method's own."""
    own = {scale.code: scale.title for scale in methodology.scales.order_by("position")}
    return list({**{text.code: text.title for text in library.scales()}, **own}.items())


CriterionFormSet = forms.formset_factory(CriterionForm, extra=0, max_num=100)
