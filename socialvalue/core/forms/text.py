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
        for limit, length, unit in [
            (self.max_characters, characters_in(value), "characters"),
            (self.max_words, words_in(value), "words"),
        ]:
            if limit is not None and length > limit:
                raise ValidationError(
                    f"{self.name_at_start} must be {limit:,} {unit} or fewer. "
                    f"This has {length:,} {unit}",
                    code="too_long",
                )


def characters_in(text: str) -> int:
    """Return how many characters the page counts: browsers count some emoji as several."""
    return len(text.encode("utf-16-le")) // 2


def words_in(text: str) -> int:
    """Return how many words the text has, never more than the page counts.

    The page counts "self-assessment" as two words and a dash by itself as none; this counts one
    and none, so that nothing is refused that the page let pass.
    """
    return sum(any(character.isalnum() for character in word) for word in text.split())
