"""Which authority to look at close up, and by which index of deprivation."""

from collections.abc import Sequence

from django import forms

from socialvalue.core.forms import Form
from socialvalue.core.layout import Field, Layout
from socialvalue.places.models import DeprivationIndex


class CloseUpForm(Form):
    """An authority of today, and one of the indices that are loaded."""

    authority = forms.ChoiceField(
        label="Local authority", error_messages={"required": "Select a local authority"}
    )
    index = forms.ChoiceField(label="Index of Multiple Deprivation")

    def __init__(
        self,
        *args: object,
        authorities: Sequence[tuple[str, str]],
        indices: Sequence[DeprivationIndex],
        **kwargs: object,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["authority"].choices = [("", "Select an authority"), *authorities]
        self.fields["index"].choices = [(index.code, _called(index)) for index in indices]
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout(Field.select("authority"), Field.select("index"))


def _called(index: DeprivationIndex) -> str:
    """Return few words for an index: a select is narrow on a phone."""
    year = index.code.removeprefix("imd")
    return f"{year}, small areas of {index.lsoa_vintage}"
