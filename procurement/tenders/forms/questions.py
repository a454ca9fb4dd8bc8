"""Criteria with sub-criteria, and the questions of a section."""

from decimal import Decimal
from typing import Any

from django import forms

from procurement.tenders import library
from procurement.tenders.forms.measures import COUNT, add_measures, measure_rows, measures_of
from procurement.tenders.forms.weights import WEIGHT_PLACES
from procurement.tenders.models import Methodology
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
    Paragraph,
    Width,
)

MEASURES = (
    "What commitments are counted in. A commitment above the most that earns anything earns "
    "nothing more; one above the most that is plausible has to be explained."
)


class ParentForm(Form):
    """A criterion that is the sum of its sub-criteria. Its code is made when it is added."""

    code = forms.CharField(widget=forms.HiddenInput, max_length=20)
    title = forms.CharField(
        label="Criterion", max_length=300, error_messages={"required": "Enter the criterion"}
    )
    weight = PercentageField(
        label="Weight in the section", max_places=WEIGHT_PLACES, called="the weight"
    )
    remove = forms.BooleanField(label="Take this criterion out", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.empty_permitted = False
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout(
            "code",
            Columns(
                Field.text("title", width=Width.FULL),
                Field.text("weight", width=Width.CHARACTERS_5),
            ),
            Field.checkbox("remove", small=True),
        )

    def full_clean(self) -> None:
        """Check the answers, but nothing of a criterion that is to be taken out."""
        super().full_clean()
        if self.is_bound and self.cleaned_data.get("remove"):
            self._errors.clear()


class CriterionForm(Form):
    """One question: its words, weight, scale, measures, and pass mark if it has one."""

    pk = forms.UUIDField(required=False, widget=forms.HiddenInput)
    title = forms.CharField(
        label="Title", max_length=300, error_messages={"required": "Enter the title"}
    )
    question = TextField(label="Question, as bidders read it", required=False, max_characters=4000)
    asks_method_statement = forms.BooleanField(
        label="Ask for a method statement: how it will be done, by whom and by when",
        required=False,
    )
    relevance = TextField(
        label="Why it is relevant and proportionate to this contract (optional)",
        required=False,
        max_characters=2000,
    )
    parent = forms.ChoiceField(label="Part of", required=False)
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
    lots = forms.MultipleChoiceField(
        label="Asked in these lots",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Select at least one lot that the question is asked in"},
    )
    pass_mark_points = ExactDecimalField(
        label="Pass mark, in points of the scale (optional)",
        called="the pass mark",
        required=False,
        smallest=Decimal(0),
    )
    pass_mark_follows = forms.ChoiceField(
        label="What happens to a bid below the pass mark",
        choices=[("out", "It is out"), ("noted", "It is noted, and nothing follows")],
        widget=forms.RadioSelect,
        required=False,
    )
    remove = forms.BooleanField(label="Take this question out", required=False)

    def __init__(
        self,
        *args: Any,
        scales: list[tuple[str, str]],
        may_remove: bool,
        parents: list[tuple[str, str]] | None = None,
        lots: list[tuple[str, str]] | None = None,
        asks_commitments: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.empty_permitted = False
        self.fields["scale"].choices = [("", "Select a scale"), *scales]
        self.fields["parent"].choices = [("", "The section itself"), *(parents or [])]
        self.fields["lots"].choices = lots or []
        add_measures(self)
        self._leave_out(
            parent=not parents,
            lots=len(lots or []) < 2,
            relevance=not asks_commitments,
            remove=not may_remove,
        )
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = self._layout(asks_commitments=asks_commitments)

    def _leave_out(self, **unwanted: bool) -> None:
        """Take out the fields that this tender has no use for."""
        for name, is_unwanted in unwanted.items():
            if is_unwanted:
                del self.fields[name]

    def _has(self, name: str, part: object) -> list[object]:
        """Return a part of the layout, if its field is there."""
        return [part] if name in self.fields else []

    def _layout(self, *, asks_commitments: bool) -> Layout:
        """Return how the question is laid out. Commitments stand open where they are usual."""
        commitments = [
            Field.checkbox("asks_method_statement", small=True),
            Paragraph(MEASURES),
            *measure_rows(self, button="add_measure"),
            *self._has("relevance", Field.textarea("relevance", rows=2)),
        ]
        is_added = int(self.initial[COUNT]) > 1
        filled = bool(
            is_added or self["measure_0"].value() or self["asks_method_statement"].value()
        )
        return Layout(
            "pk",
            Field.text("title", width=Width.FULL),
            Field.textarea("question", rows=4),
            *(
                commitments
                if asks_commitments
                else [Details(*commitments, summary="Commitments", is_open=filled)]
            ),
            *self._has("parent", Field.select("parent")),
            Columns(Field.text("weight", width=Width.CHARACTERS_5), Field.select("scale")),
            *self._has("lots", Field.checkboxes("lots", small=True)),
            Details(
                Field.text("pass_mark_points", width=Width.CHARACTERS_5),
                Field.radios("pass_mark_follows", small=True),
                summary="Pass mark",
                is_open=bool(self["pass_mark_points"].value()),
            ),
            *self._has("remove", Field.checkbox("remove", small=True)),
        )

    def clean(self) -> dict[str, Any]:
        """A pass mark says what follows below it; a measure says what it counts and its unit."""
        answers = super().clean()
        answers["measures"] = measures_of(self, answers)
        mark = answers.get("pass_mark_points")
        if mark is not None and not answers.get("pass_mark_follows"):
            self.add_error("pass_mark_follows", "Select what happens to a bid below the pass mark")
        return answers

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
ParentFormSet = forms.formset_factory(ParentForm, extra=0, max_num=30)
