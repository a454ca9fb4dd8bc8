"""Which applications are listed."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django import forms

from socialvalue.awards.models import State
from socialvalue.core.forms import Form
from socialvalue.core.layout import Layout

Choice = tuple[str, str]


class SchemeForm(Form):
    """Which scheme is meant; it may be left open."""

    running = forms.ChoiceField(label="Scheme", required=False)

    def __init__(self, *args: Any, runnings: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["running"].choices = [("", "All schemes"), *runnings]
        self.helper.form_tag = False
        self.helper.layout = Layout(*self.fields)

    def chosen(self) -> dict[str, str]:
        """Return what is asked for; a choice that there is not is left out."""
        if not self.is_bound:
            return {}
        self.full_clean()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def query(self) -> str:
        """Return the filter as part of an address."""
        return urlencode(self.chosen())


class FilterForm(SchemeForm):
    """Scheme, state and assessor; each may be left open."""

    state = forms.ChoiceField(label="State", required=False)
    assessor = forms.ChoiceField(label="Assessor", required=False)

    def __init__(self, *args: Any, assessors: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        states = [choice for choice in State.choices if choice[0] != State.DRAFT]
        self.fields["state"].choices = [("", "All states"), *states]
        self.fields["assessor"].choices = [("", "All assessors"), *assessors]
        if not assessors:
            del self.fields["assessor"]
        self.helper.layout = Layout(*self.fields)
