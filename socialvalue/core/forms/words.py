"""How a field is named in its messages."""

from django import forms
from django.utils.text import capfirst


def inside_sentence(label: object) -> str:
    """Return a label as it stands inside a sentence: "Budget" is "budget", "NHS" stays "NHS"."""
    words = str(label).rstrip("?:. ")
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


class Called:
    """A field that knows what to call itself in a sentence. Mixed in before Django's field.

    `called` is how its messages name it ("the contract value"). Without it they use the label,
    with a small first letter unless it starts with an abbreviation.
    """

    def __init__(self, *, called: str = "", **kwargs: object) -> None:
        super().__init__(**kwargs)
        self.called = called
        if self.error_messages["required"] == forms.Field.default_error_messages["required"]:
            self.error_messages["required"] = f"Enter {self.name_inside_sentence}"

    @property
    def name_inside_sentence(self) -> str:
        """The field's name where it is not the first word."""
        if self.called:
            return self.called
        return inside_sentence(self.label or "this answer")

    @property
    def name_at_start(self) -> str:
        """The field's name as the first words of a sentence."""
        return capfirst(self.name_inside_sentence)
