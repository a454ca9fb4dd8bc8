"""Finding suppliers in the list."""

from django import forms

from socialvalue.core.forms import Form
from socialvalue.core.layout import Field, Layout
from socialvalue.suppliers.models import KINDS

SHOW = [
    ("", "All suppliers"),
    ("unmatched", "Nothing known but the name"),
    ("no_size", "Size not known"),
    ("no_place", "Place not known"),
    ("individuals", "Individuals"),
]


class SearchForm(Form):
    """Words of a name or a number, what is missing, and the kind. Empty: all suppliers."""

    words = forms.CharField(label="Name or number", required=False, max_length=100)
    show = forms.ChoiceField(label="Show", required=False, choices=SHOW)
    kind = forms.ChoiceField(label="Kind", required=False, choices=[("", "Any kind"), *KINDS])

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout(
            Field.text("words", attributes={"type": "search"}), "show", "kind"
        )
