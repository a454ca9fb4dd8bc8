"""Naming a body whose payments an organisation loads."""

from django import forms
from django.core.validators import RegexValidator

from socialvalue.accounts.models import OrganisationKind
from socialvalue.core.forms import Form

CODE = RegexValidator(
    r"\A[a-z0-9]+(?:-[a-z0-9]+)*\Z",
    message="Code must have small letters, numbers and single hyphens, like city-council",
)


class AnchorForm(Form):
    """Whose payments are looked at."""

    submit = "Add this anchor"

    name = forms.CharField(label="Name", max_length=200)
    kind = forms.ChoiceField(
        label="Kind of organisation",
        choices=[("", "Select a kind"), *OrganisationKind.choices],
        error_messages={"required": "Select the kind of organisation"},
    )
    code = forms.CharField(
        label="Code",
        max_length=60,
        validators=[CODE],
        help_text="A short name for files and results, like city-council. It does not change later",
    )
