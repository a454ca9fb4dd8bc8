"""Finding areas for action by words."""

from django import forms

from socialvalue.core.forms import Form
from socialvalue.core.layout import Field, Layout


class SearchForm(Form):
    """Words that an area must mention. Empty: all areas."""

    words = forms.CharField(label="Find areas that mention", required=False, max_length=100)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout(Field.text("words", attributes={"type": "search"}))
