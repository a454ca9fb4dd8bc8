"""The shapes of evidence: files, facts that the product holds, and which of them is named."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms

from socialvalue.awards.models import Evidence
from socialvalue.calculations.evidence import KINDS
from socialvalue.core.forms import DateField, Form
from socialvalue.core.layout import Field, Layout, Submit

LONGEST_WORDS = 500
ACCEPT = ",".join(f".{kind.ending}" for kind in KINDS) + ",.jpeg"
KINDS_IN_WORDS = (
    "PDF, Word, Excel, PowerPoint or OpenDocument, a JPEG or PNG picture, CSV or plain text"
)


class EvidenceChoice(forms.MultipleChoiceField):
    """Any of the evidence that the organisation keeps. Gives the records."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, widget=forms.CheckboxSelectMultiple, required=False, **kwargs)
        self.kept: dict[str, Evidence] = {}

    def offer(self, library: Sequence[Evidence]) -> dict[str, str]:
        """Offer this evidence, and return the hint under each."""
        self.kept = {str(each.pk): each for each in library}
        self.choices = [(key, each.name) for key, each in self.kept.items()]
        return {key: evidence_hint(each) for key, each in self.kept.items()}

    def clean(self, value: object) -> list[Evidence]:
        """Return the evidence that was chosen."""
        return [self.kept[key] for key in super().clean(value)]


def evidence_hint(evidence: Evidence) -> str:
    """Return what tells one piece of evidence from another."""
    day = evidence.as_of or evidence.added_at.date()
    said = "of" if evidence.as_of else "added on"
    return " ".join(filter(None, [evidence.words, f"({said} {day:%-d %B %Y})"]))


class FileField(forms.FileField):
    """A file of evidence; what it is and whether it is taken is asked of its content later."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            widget=forms.FileInput(attrs={"accept": ACCEPT}), allow_empty_file=True, **kwargs
        )
        # The name is kept as words only: a long one is shortened, not refused.
        self.max_length = None


class UploadFields(Form):
    """A file, what it shows, and of which day: the file last, so that the rest is never lost."""

    words = forms.CharField(
        label="What does it show?",
        max_length=LONGEST_WORDS,
        required=False,
        help_text="In a sentence, for the assessors",
    )
    as_of = DateField(
        label="Of which day is it?",
        called="the day of the evidence",
        required=False,
        help_text="The day of the document or of its figures. Leave it empty if you do not know it",
        latest=dt.date(2100, 12, 31),
        earliest=dt.date(1990, 1, 1),
    )
    content = FileField(label="File", required=False)

    def say_limits(self, *, limit: str, label: str = "File") -> None:
        """Say which files are taken."""
        file = self["content"]
        file.label, file.help_text = label, f"{KINDS_IN_WORDS}, up to {limit}, without macros"


class EvidenceForm(UploadFields):
    """A file for the library."""

    def __init__(self, *args: object, limit: str, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.say_limits(limit=limit)
        self.fields["content"].required = True
        self.fields["content"].error_messages["required"] = "Choose the file"
        self.helper.layout = Layout(
            Field.file("content"), "words", Field.date("as_of"), Submit("save", "Add the file")
        )


class FactsForm(Form):
    """Facts that the product holds, to be kept as evidence."""

    facts = forms.MultipleChoiceField(
        label="Which of these do you want to use?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Select at least one fact"},
    )

    def __init__(
        self, *args: object, offered: Sequence[tuple[str, str, str]], **kwargs: object
    ) -> None:
        """Offer these facts: what the form sends, the title, the hint."""
        super().__init__(*args, **kwargs)
        self.fields["facts"].choices = [(code, title) for code, title, _ in offered]
        hints = {code: hint for code, _, hint in offered}
        self.helper.layout = Layout(
            Field.checkboxes("facts", hints=hints), Submit("save", "Keep as evidence")
        )
