"""Starting a scheme of one's own, running one, and its questions as applicants get them."""

from collections.abc import Sequence
from typing import Any

from django import forms

from socialvalue.awards.models import SchemeVersion
from socialvalue.awards.models.schemes import KINDS
from socialvalue.calculations.awards.scheme import Criterion, Scheme
from socialvalue.core.forms import Form, TextField
from socialvalue.core.layout import ButtonGroup, Field, Fieldset, Layout, Link, Size, Submit

FROM_SCRATCH = "scratch"
KIND_HINTS = {
    "award": "You judge applications, and those who get it hold a certificate",
    "charter": "Organisations sign up, and you look at what they commit to",
    "standing": "An organisation sees where it stands, from awards that it holds and its evidence",
    "self_assessment": "An organisation judges itself",
    "assessment": "Somebody judges a tender, a scheme or a policy",
}


class MakeSchemeForm(Form):
    """What a new scheme is called, of which kind it is, and what it starts from."""

    title = forms.CharField(
        label="Name of the scheme",
        max_length=200,
        error_messages={"required": "Enter a name for the scheme"},
    )
    copy_of = forms.ChoiceField(
        label="Start from",
        widget=forms.RadioSelect,
        error_messages={"required": "Select what to start from"},
    )
    kind = forms.ChoiceField(
        label="What is it?",
        choices=KINDS,
        widget=forms.RadioSelect,
        error_messages={"required": "Select what kind of scheme it is"},
    )

    def __init__(
        self, *args: object, versions: Sequence[SchemeVersion], back: str, **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)
        self.versions = {str(version.pk): version for version in versions}
        self.fields["copy_of"].choices = [
            (FROM_SCRATCH, "Nothing: an empty scheme with three marks"),
            *((key, f"A copy of {version}") for key, version in self.versions.items()),
        ]
        self.helper.layout = Layout(
            "title",
            Field.radios("copy_of", legend_size=Size.SMALL),
            Field.radios("kind", legend_size=Size.SMALL, hints=KIND_HINTS),
            ButtonGroup(Submit("save", "Start the draft"), Link("Cancel", href=back)),
        )

    def clean_copy_of(self) -> SchemeVersion | None:
        """Return the version to copy, or None."""
        return self.versions.get(self.cleaned_data["copy_of"])


class RunForm(Form):
    """To whom applicants turn, and whether there is a public register."""

    contact_email = forms.EmailField(
        label="E-mail address for questions about the scheme",
        help_text="Applicants see it",
        error_messages={
            "required": "Enter an e-mail address for questions about the scheme",
            "invalid": "Enter an e-mail address, like awards@example.org",
        },
    )
    has_public_register = forms.TypedChoiceField(
        label="Is there a public register of holders?",
        choices=[
            ("yes", "Yes, of holders who agree to be on it"),
            ("no", "No, nobody else sees who holds it"),
        ],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": "Select whether there is a public register"},
    )

    def __init__(self, *args: object, back: str, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(
            "contact_email",
            Field.radios("has_public_register", legend_size=Size.SMALL),
            ButtonGroup(Submit("save", "Open for applications"), Link("Cancel", href=back)),
        )


class PreviewForm(Form):
    """The questions of a scheme, which nobody can answer here."""

    def __init__(self, *args: object, scheme: Scheme, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.scheme = scheme
        for criterion in scheme.criteria:
            self.fields[criterion.code] = TextField(
                label=criterion.question,
                required=False,
                disabled=True,
                help_text=hint_of(criterion),
            )
        self.helper.form_tag = False
        self.helper.layout = Layout(*map(self._part, scheme.themes))

    def _part(self, theme: Any) -> Fieldset:
        fields = [
            Field.textarea(criterion.code, rows=4)
            for criterion in self.scheme.criteria_of(theme.code)
        ]
        return Fieldset(*fields, legend=theme.title)


def hint_of(criterion: Criterion) -> str:
    """Return the prompts of a criterion, and whether evidence is needed, in one hint."""
    needed = "Evidence is needed." if criterion.needs_evidence else "Evidence is welcome."
    return " ".join([*criterion.prompts, needed])
