"""Reading a document of plain data, so that every fault names its place.

Used for the data files and formats that people write by hand: weighting rules, frameworks.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from socialvalue.calculations.rounding import NotADecimalString, decimal_from_text

T = TypeVar("T")

HUNDRED = Decimal(100)


class DataWrong(ValueError):
    """Something in the data is absent or malformed. `at` is a JSON Pointer to it."""

    def __init__(self, *, at: str, detail: str) -> None:
        super().__init__(f"{at}: {detail}")
        self.at = at
        self.detail = detail


class Part:
    """One object of the document and the JSON Pointer to it, so that every error can say where."""

    def __init__(self, members: Mapping[str, Any], at: str = "") -> None:
        self.members = members
        self.at = at

    def wrong(self, name: str, detail: str) -> DataWrong:
        """Return the error for a member of this object."""
        return DataWrong(at=f"{self.at}/{name}", detail=detail)

    def needed(self, name: str) -> Any:
        """Return a member that must be there, null or not."""
        if name not in self.members:
            raise self.wrong(name, "is missing")
        return self.members[name]

    def part(self, name: str) -> "Part":
        """Return the object that a member is."""
        given = self.needed(name)
        if not isinstance(given, Mapping):
            raise self.wrong(name, "is not an object")
        return Part(given, f"{self.at}/{name}")

    def parts(self, name: str) -> Iterator["Part"]:
        """Yield the objects of a list."""
        given = self.needed(name)
        if not isinstance(given, list):
            raise self.wrong(name, "is not a list")
        for number, members in enumerate(given):
            if not isinstance(members, Mapping):
                raise self.wrong(f"{name}/{number}", "is not an object")
            yield Part(members, f"{self.at}/{name}/{number}")

    def text(self, name: str) -> str:
        """Return words; empty ones are refused."""
        given = self.needed(name)
        if not isinstance(given, str) or not given.strip():
            raise self.wrong(name, f"is {given!r}, not words")
        return given

    def truth(self, name: str) -> bool:
        """Return true or false."""
        given = self.needed(name)
        if not isinstance(given, bool):
            raise self.wrong(name, f"is {given!r}, not true or false")
        return given

    def one_of(self, name: str, known: tuple[str, ...]) -> str:
        """Return one of the codes that are known."""
        given = self.needed(name)
        if given not in known:
            raise self.wrong(name, f"is {given!r}, not one of: {', '.join(known)}")
        return str(given)

    def day(self, name: str) -> date:
        """Return a day written 2026-06-01."""
        given = self.needed(name)
        try:
            return date.fromisoformat(given)
        except (TypeError, ValueError):
            raise self.wrong(name, f"is {given!r}, not a day such as 2026-06-01") from None

    def amount(self, name: str) -> Decimal:
        """Return an exact number written as a decimal string, nought or more."""
        try:
            amount = decimal_from_text(self.needed(name))
        except NotADecimalString as wrong:
            raise self.wrong(name, str(wrong)) from None
        if amount < 0:
            raise self.wrong(name, f"is {amount}, below nought")
        return amount

    def percentage(self, name: str) -> Decimal:
        """Return an exact number from 0 to 100."""
        weight = self.amount(name)
        if weight > HUNDRED:
            raise self.wrong(name, f"is {weight}, more than 100 percent")
        return weight

    def codes(self, name: str, known: Mapping[str, str] | None = None) -> tuple[str, ...]:
        """Return a list of codes, of the known ones where they are given; it may be empty."""
        given = self.needed(name)
        if not isinstance(given, list) or not all(isinstance(code, str) for code in given):
            raise self.wrong(name, f"is {given!r}, not a list of codes")
        for code in given:
            if known is not None and code not in known:
                raise self.wrong(name, f"names {code!r}, not one of: {', '.join(known)}")
        return tuple(given)

    def or_null(self, name: str, read: Callable[[str], T]) -> T | None:
        """Read a member that must be there and may be null."""
        return None if self.needed(name) is None else read(name)

    def optional(self, name: str, read: Callable[[str], T]) -> T | None:
        """Read a member that may be left out or null."""
        return None if self.members.get(name) is None else read(name)

    def texts(self, name: str) -> tuple[str, ...]:
        """Return a list of words that has at least one entry."""
        given = self.needed(name)
        if not isinstance(given, list) or not given:
            raise self.wrong(name, "is not a list of at least one text")
        for number, text in enumerate(given):
            if not isinstance(text, str) or not text.strip():
                raise self.wrong(f"{name}/{number}", f"is {text!r}, not words")
        return tuple(given)

    def count(self, name: str) -> int:
        """Return a whole number, nought or more."""
        given = self.needed(name)
        if not isinstance(given, int) or isinstance(given, bool) or given < 0:
            raise self.wrong(name, f"is {given!r}, not a whole number")
        return given
