"""Reading the members of a study's configuration, gathering every error instead of stopping at one.

Each error is one plain sentence that names the member and says what to write.
"""

import datetime as dt
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from decimal import Decimal
from typing import Any, TypeVar

from socialvalue.calculations.rounding import NotADecimalString, decimal_from_text

Made = TypeVar("Made")

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


_ABSENT = object()
"""Stands for a member that is not there, and whose own members are not missed one by one."""


class Members:
    """The members of one JSON object, read one by one; what is wrong goes to `errors`.

    A member that cannot be read gives a stand-in of its type, so that reading can go on: whoever
    uses what was read must first see that there are no errors.
    """

    def __init__(self, given: object, *, at: str, errors: list[str]) -> None:
        self._at = at
        self._errors = errors
        self._given: Mapping[str, Any] = given if isinstance(given, dict) else {}
        self._is_object = isinstance(given, dict)
        if not self._is_object and given is not _ABSENT:
            self.wrong("", "must be an object with named members")

    def wrong(self, name: str, words: str) -> None:
        """Note that a member is wrong; the words follow its name."""
        path = ".".join(part for part in (self._at, name) if part)
        self._errors.append(f"config.json, {path}: {words}." if path else f"config.json {words}.")

    def has(self, name: str) -> bool:
        """Say whether the member is there."""
        return name in self._given

    def text(self, name: str) -> str:
        """Return a text that is not blank."""
        given = self._get(name)
        if isinstance(given, str) and given.strip():
            return given
        return self._refused(name, "must be a text that is not empty", "")

    def choice(self, name: str, choices: Collection[str]) -> str:
        """Return a text that is one of the choices."""
        given = self._get(name)
        if isinstance(given, str) and given in choices:
            return given
        return self._refused(name, f"must be one of {', '.join(choices)}", "")

    def day(self, name: str) -> dt.date:
        """Return a day written YYYY-MM-DD."""
        given = self._get(name)
        if isinstance(given, str) and _DAY.fullmatch(given):
            try:
                return dt.date.fromisoformat(given)
            except ValueError:
                pass
        return self._refused(name, "must be a day written as 2024-04-01", dt.date.min)

    def whole(self, name: str, *, least: int, most: int | None = None) -> int:
        """Return a whole number from least to most."""
        given = self._get(name)
        right = isinstance(given, int) and not isinstance(given, bool) and given >= least
        if right and (most is None or given <= most):
            return int(given)
        upper = "" if most is None else f" to {most}"
        return self._refused(name, f"must be a whole number from {least}{upper}", least)

    def percentage(self, name: str) -> Decimal:
        """Return a percentage from 0 to 100, written as a decimal string."""
        try:
            number = decimal_from_text(self._get(name))
        except NotADecimalString:
            number = Decimal(-1)
        if 0 <= number <= 100:
            return number
        return self._refused(
            name, 'must be a percentage from 0 to 100 in quotation marks, such as "90"', Decimal(0)
        )

    def texts(self, name: str, *, at_least_one: bool = False) -> tuple[str, ...]:
        """Return a list of different texts, none blank."""
        given = self._get(name)
        if not isinstance(given, list) or not all(
            isinstance(text, str) and text.strip() for text in given
        ):
            return self._refused(name, "must be a list of texts, none of them empty", ())
        if at_least_one and not given:
            return self._refused(name, "must not be an empty list", ())
        if twice := sorted({text for text in given if given.count(text) > 1}):
            self.wrong(name, f"has {', '.join(twice)} more than once")
        return tuple(given)

    def part(self, name: str) -> "Members":
        """Return the members of an object within this one."""
        given = self._get(name, default=_ABSENT)
        return Members(given, at=self._path(name), errors=self._errors)

    def parts(self, name: str, *, at_least_one: bool = False) -> Iterator["Members"]:
        """Yield the members of each object of a list."""
        given = self._get(name, default=[])
        if not isinstance(given, list):
            self.wrong(name, "must be a list")
            return
        if at_least_one and self.has(name) and not given:
            self.wrong(name, "must not be an empty list")
        for place, each in enumerate(given):
            yield Members(each, at=f"{self._path(name)}[{place}]", errors=self._errors)

    def mapping(self, name: str) -> dict[str, str]:
        """Return an object whose members are all texts, or nothing if the member is not there."""
        given = self._given.get(name, {})
        if isinstance(given, dict) and all(isinstance(text, str) for text in given.values()):
            return given
        return self._refused(name, "must be an object whose members are texts", {})

    def _path(self, name: str) -> str:
        return f"{self._at}.{name}" if self._at else name

    def _get(self, name: str, *, default: object = None) -> Any:
        if name not in self._given and self._is_object:
            self.wrong(name, "is missing")
        return self._given.get(name, default)

    def _refused(self, name: str, words: str, stand_in: Made) -> Made:
        if name in self._given:
            self.wrong(name, words)
        return stand_in


def unique(
    made: list[Made], *, code_of: Callable[[Made], str], wrong: Callable[[str], None]
) -> dict[str, Made]:
    """Return the things by code, noting each code that occurs more than once."""
    found: dict[str, Made] = {}
    for thing in made:
        code = code_of(thing)
        if code and code in found:
            wrong(f"has the code {code} more than once")
        found[code] = thing
    return found
