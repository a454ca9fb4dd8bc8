"""What a filled document would change, in words."""

from collections.abc import Mapping, Sequence
from typing import Any

from socialvalue.awards.queries import Asked


def found_rows(asked: Sequence[Asked], found: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return a row for each criterion: what the document says, and what that does."""
    return [_row(each, found.get(each.criterion.code, "")) for each in asked]


def _row(asked: Asked, text: str) -> dict[str, Any]:
    before = asked.answer.text if asked.answer else ""
    if not text:
        words, colour = "Empty: stays as it is online", "grey"
    elif text == before:
        words, colour = "Same as online", "grey"
    elif before or asked.is_left_out:
        words, colour = "Replaces what is online", "yellow"
    else:
        words, colour = "New", "green"
    return {
        "code": asked.criterion.code,
        "title": asked.criterion.title,
        "text": text,
        "before": before,
        "words": words,
        "colour": colour,
        "is_changed": bool(text) and text != before,
    }
