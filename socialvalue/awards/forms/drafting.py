"""The sections of a scheme's draft: what it is, its terms, its letters, its marks and sources.

Each form reads its answers from the document (`initial_from`) and returns the members of the
document that it changes (`members`). None of them asks for the whole: a draft grows.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.forms import BaseFormSet, formset_factory

from socialvalue.accounts.models import OrganisationKind
from socialvalue.awards.models import LetterKind
from socialvalue.awards.models.schemes import KINDS
from socialvalue.calculations.awards.scheme import APPEAL_WORKING_DAYS, RENEWAL_MONTHS
from socialvalue.calculations.awards.scheme_editing import new_code
from socialvalue.core.forms import (
    DateField,
    ExactDecimalField,
    Form,
    MoneyField,
    TextField,
    WholeNumberField,
)
from socialvalue.core.layout import ButtonGroup, Field, Layout, Link, Size, Submit, Width

LONGEST_WORDS = 4_000
MOST_ROWS = 12
YEARS_AT_MOST = 20


class LinesField(TextField):
    """Several short texts, one on each line. Returns a list of them, without empty lines."""

    def __init__(self, *, help_text: str = "One on each line", **kwargs: object) -> None:
        super().__init__(
            required=False, max_characters=LONGEST_WORDS, help_text=help_text, **kwargs
        )

    def prepare_value(self, value: object) -> object:
        """Return the lines as they stand in the control."""
        return "\n".join(value) if isinstance(value, list | tuple) else value

    def clean(self, value: object) -> list[str]:
        """Return the lines that have words on them."""
        return [line.strip() for line in super().clean(value).split("\n") if line.strip()]


class SectionForm(Form):
    """A section of a draft. `revision` is that of the draft which the person saw."""

    heading = ""
    lead = ""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=10**9)

    def __init__(self, *args: object, back: str, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(
            "revision",
            *self.parts(),
            ButtonGroup(Submit("save", "Save"), Link("Cancel", href=back)),
        )

    def parts(self) -> Sequence[object]:
        """Return the fields as they are drawn; none of its own."""
        return ()

    @classmethod
    def initial_from(cls, document: Mapping[str, Any]) -> dict[str, Any]:
        """Return what the document says for each field."""
        return {name: document.get(name) for name in cls.base_fields if name != "revision"}

    def members(self) -> dict[str, Any]:
        """Return the members of the document that the answers change."""
        return {name: value for name, value in self.cleaned_data.items() if name != "revision"}


class AboutForm(SectionForm):
    """What the scheme is and for whom."""

    heading = "What the scheme is"

    title = forms.CharField(
        label="Name", max_length=200, error_messages={"required": "Enter a name for the scheme"}
    )
    kind = forms.ChoiceField(label="Kind", choices=KINDS, widget=forms.RadioSelect)
    words = TextField(
        label="What is it for?",
        called="what the scheme is for",
        max_characters=LONGEST_WORDS,
        help_text="Two or three sentences for those who think of applying",
    )
    applicants = forms.MultipleChoiceField(
        label="Who may apply?",
        choices=OrganisationKind.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Tick none to let every kind of organisation apply",
    )
    statements = LinesField(
        label="What applicants confirm before they begin",
        help_text="One statement on each line, like “We work in the county”",
    )
    unconfirmed = LinesField(
        label="What is not confirmed",
        help_text="One on each line. It stands at the top of the scheme’s page, for those who run "
        "it",
    )
    for_applicants = LinesField(
        label="What applicants should know of it",
        help_text="One on each line, in words to an applicant. Applicants read this, and what is "
        "not confirmed only if you leave it empty",
    )

    def parts(self) -> Sequence[object]:
        """Return the fields as they are drawn."""
        return (
            "title",
            Field.radios("kind", legend_size=Size.SMALL),
            Field.textarea("words", rows=4),
            Field.checkboxes("applicants", legend_size=Size.SMALL, small=True),
            Field.textarea("statements", rows=4),
            Field.textarea("unconfirmed", rows=4),
            Field.textarea("for_applicants", rows=4),
        )


class TermsForm(SectionForm):
    """How long it is valid, how soon it is decided, and what it costs."""

    heading = "Validity, decision and fee"

    validity_months = WholeNumberField(
        label="For how many months is it valid?",
        called="the number of months",
        required=False,
        smallest=1,
        largest=12 * YEARS_AT_MOST,
        help_text="60 is five years. Leave it empty if it does not end by itself",
    )
    remind_months_before = WholeNumberField(
        label="How many months before it ends is the holder reminded?",
        called="the months before the end",
        required=False,
        smallest=0,
        largest=24,
    )
    renewal_months_before = WholeNumberField(
        label="How many months before it ends can it be renewed?",
        called="the months in which it can be renewed",
        required=False,
        smallest=1,
        largest=24,
        help_text=f"{RENEWAL_MONTHS} if you leave it empty, which is our own rule, and never fewer "
        "than those of the reminder",
    )
    decision_working_days = WholeNumberField(
        label="Within how many working days is it decided?",
        called="the number of working days",
        required=False,
        smallest=1,
        largest=400,
        help_text="Days on which you wait for the applicant do not count. Leave it empty if no "
        "time is promised",
    )
    appeal_working_days = WholeNumberField(
        label="Within how many working days can an applicant appeal?",
        called="the number of working days for an appeal",
        required=False,
        smallest=1,
        largest=400,
        help_text=f"Counted from the day after the decision. {APPEAL_WORKING_DAYS} if you leave "
        "it empty. A decision is appealed once",
    )
    fee_pence = MoneyField(
        label="Fee",
        called="the fee",
        required=False,
        largest=10_000_000,
        help_text="0 or empty if it is free",
    )

    def parts(self) -> Sequence[object]:
        """Return the fields as they are drawn."""
        return (
            Field.text("validity_months", width=Width.CHARACTERS_3, suffix="months"),
            Field.text("remind_months_before", width=Width.CHARACTERS_3, suffix="months"),
            Field.text("renewal_months_before", width=Width.CHARACTERS_3, suffix="months"),
            Field.text("decision_working_days", width=Width.CHARACTERS_3, suffix="days"),
            Field.text("appeal_working_days", width=Width.CHARACTERS_3, suffix="days"),
            Field.text("fee_pence", width=Width.CHARACTERS_10),
        )

    def members(self) -> dict[str, Any]:
        """Return the members; what was left empty is not said."""
        return super().members() | {"fee_pence": self.cleaned_data["fee_pence"] or 0}


class LettersForm(SectionForm):
    """The scheme's own words in each kind of letter."""

    heading = "Words of the letters"
    lead = (
        "Each letter has its facts, reasons and dates by itself. Write here what your scheme says "
        "at its beginning; where you write nothing, the words that come with the tool stand."
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["revision", *LetterKind.values])

    def parts(self) -> Sequence[object]:
        """Return a field for each kind of letter."""
        for kind, words in LetterKind.choices:
            self.fields[kind] = TextField(label=words, required=False, max_characters=LONGEST_WORDS)
        return [Field.textarea(kind, rows=3) for kind in LetterKind.values]

    @classmethod
    def initial_from(cls, document: Mapping[str, Any]) -> dict[str, Any]:
        """Return the wordings."""
        return dict(document.get("letters") or {})

    def members(self) -> dict[str, Any]:
        """Return the wordings that are not empty."""
        return {"letters": {kind: words for kind, words in super().members().items() if words}}


class RevisionForm(SectionForm):
    """What stands beside rows: only which revision of the draft the person saw."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.helper.form_tag = False
        self.helper.layout = Layout("revision")


SECTIONS: dict[str, type[SectionForm]] = {
    "about": AboutForm,
    "terms": TermsForm,
    "letters": LettersForm,
}


class RowForm(Form):
    """A row of a list. An empty one is left out; `code` keeps what others name it by."""

    def is_empty(self) -> bool:
        """Whether nothing was typed in the row."""
        return not any(value for name, value in self.cleaned_data.items() if name != "code")


class MarkForm(RowForm):
    """A mark that can be given."""

    code = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)
    title = forms.CharField(label="Mark", required=False, max_length=60)
    definition = TextField(label="What it means", required=False, max_characters=600)
    points = ExactDecimalField(
        label="Points",
        required=False,
        smallest=0,
        largest=1000,
        max_places=2,
        help_text="Only for levels that ask for a share of the points",
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(
            "code",
            Field.text("title", width=Width.CHARACTERS_20),
            Field.textarea("definition", rows=2),
            Field.text("points", width=Width.CHARACTERS_5),
        )

    def clean(self) -> dict[str, Any]:
        """Refuse a mark that is only half given."""
        cleaned: dict[str, Any] = super().clean()
        said = {name: value for name, value in cleaned.items() if name != "code"}
        if any(value not in (None, "") for value in said.values()):
            if "title" in cleaned and not cleaned["title"]:
                self.add_error("title", "Enter what the mark is called, or empty the row")
            if "definition" in cleaned and not cleaned["definition"]:
                self.add_error("definition", "Enter when this mark is given")
        return cleaned


class SourceForm(RowForm):
    """Where a fact of the scheme comes from."""

    title = forms.CharField(label="Source", required=False, max_length=300)
    url = forms.URLField(
        label="Address",
        required=False,
        max_length=500,
        assume_scheme="https",
        error_messages={"invalid": "Enter a whole address, like https://example.org/charter"},
    )
    as_of = DateField(label="Read on", called="the day it was read", required=False)
    confirmed = forms.BooleanField(label="It confirms what the scheme says", required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(
            "title", "url", Field.date("as_of"), Field.checkbox("confirmed")
        )

    def clean(self) -> dict[str, Any]:
        """Refuse a source that is only half given."""
        cleaned: dict[str, Any] = super().clean()
        if any(cleaned.values()):
            if "title" in cleaned and not cleaned["title"]:
                self.add_error("title", "Enter what the source is, or empty the row")
            if "as_of" in cleaned and not cleaned["as_of"]:
                self.add_error("as_of", "Enter the day on which it was read")
        return cleaned


class Rows(BaseFormSet):
    """Rows of a list in one form."""

    def __init__(self, *args: object, row_title: str, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.row_title = row_title
        self.helper.layout = self.empty_form.helper.layout

    def filled(self) -> Iterable[RowForm]:
        """Return the rows that have something in them."""
        return [form for form in self.forms if not form.is_empty()]


MarkFormSet = formset_factory(
    MarkForm, formset=Rows, extra=1, max_num=MOST_ROWS, absolute_max=2 * MOST_ROWS
)
SourceFormSet = formset_factory(
    SourceForm, formset=Rows, extra=2, max_num=MOST_ROWS, absolute_max=2 * MOST_ROWS
)


def marks_from(formset: Rows) -> list[dict[str, Any]]:
    """Return the marks of a document, each with a code of its own."""
    marks: list[dict[str, Any]] = []
    kept = {form.cleaned_data["code"] for form in formset.filled()}
    for form in formset.filled():
        said = form.cleaned_data
        taken = {mark["code"] for mark in marks}
        code = said["code"]
        if not code or code in taken:
            code = new_code(said["title"], taken | kept)
        points = said["points"]
        marks.append(
            {
                "code": code,
                "title": said["title"],
                "definition": said["definition"],
                "points": "0" if points is None else f"{points:f}",
            }
        )
    return marks


def sources_from(formset: Rows) -> list[dict[str, Any]]:
    """Return the sources of a document."""
    return [
        {
            "title": form.cleaned_data["title"],
            "url": form.cleaned_data["url"],
            "as_of": form.cleaned_data["as_of"].isoformat(),
            "confirmed": form.cleaned_data["confirmed"],
        }
        for form in formset.filled()
    ]


def source_initial(document: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the sources as the rows take them."""
    return [
        {**source, "as_of": dt.date.fromisoformat(source["as_of"])}
        for source in document["sources"]
    ]
