"""Choosing the place to look at."""

from django import forms

from socialvalue.core.forms import Form
from socialvalue.core.layout import Field, Layout, Submit
from socialvalue.places.queries import areas_for_choice


class PlaceForm(Form):
    """A place whose awards somebody wants to see."""

    place = forms.ChoiceField(label="Place")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = [("", "Select a place"), *areas_for_choice()]
        self.helper.layout = Layout(Field.select("place"), Submit("show", "Show"))
