"""Members of a bundle as the database keeps them, or a sentence that says why it cannot."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

LARGEST_PENCE = 2**63 - 1
_POUNDS = re.compile(r"(0|[1-9][0-9]*)\.[0-9]{2}")


class CannotBeKept(ValueError):
    """The bundle says something that the database cannot keep exactly. Nothing was stored.

    `sentences` has one sentence for each such thing.
    """

    def __init__(self, sentences: list[str]) -> None:
        super().__init__(" ".join(sentences))
        self.sentences = sentences


def pence(text: object, *, at: str) -> int:
    """Return pounds written with two places as whole pence. Raises CannotBeKept."""
    if not isinstance(text, str) or not _POUNDS.fullmatch(text):
        how = "money is kept in whole pence. Write pounds and pence, such as 1040000.00."
        raise CannotBeKept([f"{at} is {text!r}: {how}"])
    amount = int(text.replace(".", ""))
    if amount > LARGEST_PENCE:
        raise CannotBeKept([f"{at} is {text!r}: that is more money than can be kept."])
    return amount


def moment(text: object, *, at: str) -> dt.datetime:
    """Return a moment that is written with its offset. Raises CannotBeKept."""
    try:
        read = dt.datetime.fromisoformat(str(text))
    except ValueError:
        read = None
    if read is None or read.utcoffset() is None:
        how = "write a moment with its offset, such as 2026-07-24T12:00:00+01:00."
        raise CannotBeKept([f"{at} is {text!r}: {how}"])
    return read


def day(text: object, *, at: str) -> dt.date:
    """Return a day. Raises CannotBeKept."""
    try:
        return dt.date.fromisoformat(str(text))
    except ValueError:
        raise CannotBeKept([f"{at} is {text!r}: write a day such as 2026-06-01."]) from None


def member(part: Any, name: str, *, at: str) -> Any:
    """Return a member that must be there. Raises CannotBeKept."""
    if not isinstance(part, Mapping) or name not in part:
        raise CannotBeKept([f"{at}/{name} is missing."])
    return part[name]


def checked(thing: models.Model, *, at: str) -> models.Model:
    """Return the thing if its own fields can hold what it says. Raises CannotBeKept."""
    try:
        thing.clean_fields(exclude=[f.name for f in thing._meta.fields if _need_not_say(thing, f)])
    except ValidationError as wrong:
        raise CannotBeKept(
            [
                f"{at}: {name.replace('_', ' ')} cannot be kept. {' '.join(words)}"
                for name, words in wrong.message_dict.items()
            ]
        ) from None
    return thing


def _need_not_say(thing: models.Model, field: models.Field) -> bool:
    """Whether a field is a relation, or is empty and may be."""
    if field.is_relation:
        return True
    return getattr(thing, field.attname) in (None, [], {}) and (
        field.null or isinstance(field, models.JSONField)
    )


def unkeepable_text(part: Any, *, at: str = "") -> Iterator[str]:
    """Yield a sentence for each text that no database column holds."""
    if isinstance(part, Mapping):
        for name, inner in part.items():
            yield from unkeepable_text(name, at=f"{at}/…")
            yield from unkeepable_text(inner, at=f"{at}/{name}")
    elif isinstance(part, list):
        for place, inner in enumerate(part):
            yield from unkeepable_text(inner, at=f"{at}/{place}")
    elif isinstance(part, str) and "\x00" in part:
        yield f"{at} holds a character (NUL) that cannot be kept."


def differences(given: Any, kept: Any, *, at: str = "") -> Iterator[str]:
    """Yield a sentence for each place where what is kept is not what was given."""
    if isinstance(given, dict) and isinstance(kept, dict):
        for name in [*given, *(kept.keys() - given.keys())]:
            if name not in kept:
                yield f"{at}/{name} is not a member that can be kept. Take it out."
            elif name not in given:
                yield f"{at}/{name} is missing. Put it in."
            else:
                yield from differences(given[name], kept[name], at=f"{at}/{name}")
    elif isinstance(given, list) and isinstance(kept, list) and len(given) == len(kept):
        for place, (one, other) in enumerate(zip(given, kept, strict=True)):
            yield from differences(one, other, at=f"{at}/{place}")
    elif type(given) is not type(kept) or given != kept:
        yield f"{at} is {given!r}, and would come back as {kept!r}. Write it so."
