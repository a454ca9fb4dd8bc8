"""An organisation's own version: its name, and how much each objective matters."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError

from socialvalue.calculations import matrix
from socialvalue.core.forms import Form, PercentageField
from socialvalue.core.layout import Field, Layout, Submit, Width
from socialvalue.framework.models import FrameworkVersion, Objective

MAX_PLACES = 2


class OwnVersionForm(Form):
    """What to copy, and what to call it."""

    submit = "Make your version"

    title = forms.CharField(
        label="Name of your version",
        max_length=200,
        help_text="People see it when they choose a matrix for a tender",
        error_messages={"required": "Enter a name for your version"},
    )
    based_on = forms.ChoiceField(
        label="Start from",
        widget=forms.RadioSelect,
        error_messages={"required": "Select what to start from"},
    )

    def __init__(
        self, *args: object, versions: Sequence[FrameworkVersion], **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)
        self.versions = {str(version.pk): version for version in versions}
        self.fields["based_on"].choices = [
            (key, str(version)) for key, version in self.versions.items()
        ]

    def clean_based_on(self) -> FrameworkVersion:
        """Return the version that was chosen."""
        return self.versions[self.cleaned_data["based_on"]]


class EmphasisForm(Form):
    """A percentage for each objective, for all or for none."""

    def __init__(self, *args: object, objectives: Sequence[Objective], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.objectives = list(objectives)
        for objective in self.objectives:
            self.fields[self.name_of(objective)] = PercentageField(
                label=objective.title,
                called=f"the emphasis of “{objective.short_title}”",
                required=False,
                max_places=MAX_PLACES,
                initial=objective.emphasis,
            )
        names = [self.name_of(objective) for objective in self.objectives]
        self.helper.layout = Layout(
            *(Field.text(name, width=Width.CHARACTERS_5) for name in names),
            Submit("save", "Save emphasis"),
        )

    @staticmethod
    def name_of(objective: Objective) -> str:
        """Return the name of an objective's field."""
        return f"emphasis-{objective.code}"

    def emphasis(self) -> Mapping[UUID, Decimal | None]:
        """Return what was answered, by objective."""
        return {o.pk: self.cleaned_data[self.name_of(o)] for o in self.objectives}

    def clean(self) -> dict[str, object]:
        """Refuse what breaks a numbered rule of the matrix, and say how much is missing."""
        cleaned = super().clean()
        given = {o.code: cleaned.get(self.name_of(o)) for o in self.objectives}
        if not self.errors and (broken := matrix.broken_rules(given)):
            total = sum((share for share in given.values() if share is not None), Decimal(0))
            said = " ".join(broken.values())
            raise ValidationError(f"{said} It adds up to {total:f}% now.")
        return cleaned
