"""What an organisation calls its place, and the wider area around it."""

from django import forms

from socialvalue.core.forms import Form
from socialvalue.core.layout import ButtonGroup, Field, Layout, Link, Submit
from socialvalue.places import queries

SUGGEST = "suggest"


class PlaceForm(Form):
    """The place of an organisation. The wider area may be left to us to suggest."""

    place_code = forms.ChoiceField(
        label="Your place",
        help_text="What you call local: a council's area, a county, an integrated care system",
        error_messages={"required": "Select your place"},
    )
    wider_place_code = forms.ChoiceField(
        label="The wider area around it",
        required=False,
        help_text="Your place must lie wholly within it",
    )

    def __init__(self, *args: object, cancel_url: str, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        groups = queries.areas_for_choice()
        self.fields["place_code"].choices = [("", "Select an area"), *groups]
        self.fields["wider_place_code"].choices = [
            (SUGGEST, "The smallest that holds it"),
            ("", "None"),
            *groups,
        ]
        self.helper.layout = Layout(
            Field.select("place_code"),
            Field.select("wider_place_code"),
            ButtonGroup(Submit("save", "Save"), Link("Cancel", href=cancel_url)),
        )

    def clean(self) -> dict[str, object]:
        """Choose the wider area if asked to, and refuse one that does not hold the place."""
        answers = super().clean()
        place, wider = answers.get("place_code"), answers.get("wider_place_code")
        if place and wider == SUGGEST:
            answers["wider_place_code"] = queries.wider_area_for(place)
        elif place and wider and (problem := queries.why_not_within(place, wider)):
            self.add_error("wider_place_code", problem)
        return answers

    def said(self) -> str:
        """Return in words what was chosen, and what must be said of it."""
        names = {code: name for _, areas in queries.areas_for_choice() for code, name in areas}
        place, wider = (self.cleaned_data[name] for name in ("place_code", "wider_place_code"))
        said = f"Your place is {names[place]}" + (f", within {names[wider]}" if wider else "")
        return ". ".join([said, *queries.notes_of([place, wider])])
