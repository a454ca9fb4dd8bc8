"""Narrowing the suppliers of an analysis."""

from collections.abc import Mapping, Sequence

from django import forms

from socialvalue.core.forms import Form
from socialvalue.core.layout import Layout


class NarrowForm(Form):
    """One select for each choice; what else the address says goes with it."""

    def __init__(
        self,
        *args: object,
        choices: Sequence[tuple[str, str, Sequence[tuple[str, str]]]],
        beside: Mapping[str, str],
        **kwargs: object,
    ) -> None:
        """Offer choices (name, label, options), and carry on what is chosen beside them."""
        super().__init__(*args, **kwargs)
        for name, label, options in choices:
            self.fields[name] = forms.ChoiceField(label=label, required=False, choices=options)
        for name, value in beside.items():
            self.fields[name] = forms.CharField(
                required=False, initial=value, widget=forms.HiddenInput
            )
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout(*(name for name, _, _ in choices), *beside)
