"""Several lines of text, with a limit that the page counts down to."""

from django import forms
from django.core.exceptions import ValidationError

from .words import Called


class TextField(Called, forms.CharField):
    """Lines of text, measured as the page measures them: a line break is one character.

    The page shows what is left of `max_characters` or `max_words` while the person types.
    """

    widget = forms.Textarea

    def __init__(
        self,
        *,
        max_characters: int | None = None,
        max_words: int | None = None,
        **kwargs: object,
    ) -> None:
        super().__init__(**kwargs)
        self.max_characters, self.max_words = max_characters, max_words

    def to_python(self, value: object) -> str:
        """Return the text with one kind of line break."""
        return super().to_python(value).replace("\r\n", "\n").replace("\r", "\n")

    def validate(self, value: str) -> None:
        """Raise ValidationError for what is longer than its limit, saying how long it is."""
        super().validate(value)
        characters = len(value.encode("utf-16-le")) // 2  # as browsers count them
        for limit, length, unit in [
            (self.max_characters, characters, "characters"),
            (self.max_words, len(value.split()), "words"),
        ]:
            if limit is not None and length > limit:
                raise ValidationError(
                    f"{self.name_at_start} must be {limit:,} {unit} or fewer. "
                    f"This has {length:,} {unit}",
                    code="too_long",
                )
