"""Reads the members of a document strictly, and notes each fault with its place."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

Place = tuple[str | int, ...]
"""Where something stands in a document: names of members, and numbers of entries from 0."""

CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}")
NUMBER = re.compile(r"-?[0-9]{1,9}(\.[0-9]{1,9})?")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, and where: at the `member` of a place, or at the place itself."""

    place: Place
    sentence: str
    member: str = ""

    def __str__(self) -> str:
        parts = [f"entry {each + 1}" if isinstance(each, int) else each for each in self.place]
        return f"{', '.join(parts)}: {self.sentence}" if parts else self.sentence

    @property
    def at(self) -> Place:
        """The place with the member, where there is one."""
        return (*self.place, self.member) if self.member else self.place


class SchemeRefused(ValueError):
    """The document is no scheme. `errors` has one sentence for each of its `faults`."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        self.errors = tuple(map(str, faults))
        super().__init__(" ".join(self.errors))


@dataclass
class Reader:
    """Reads members strictly and notes what is wrong."""

    faults: list[Fault] = field(default_factory=list)

    def wrong(self, at: Place, sentence: str, member: str = "") -> None:
        """Note a fault."""
        self.faults.append(Fault(at, sentence, member))

    def members(
        self, value: object, at: Place, *, needed: Sequence[str], allowed: Sequence[str]
    ) -> Mapping[str, Any]:
        """Return a mapping that has what is needed and nothing that is not known."""
        if not isinstance(value, Mapping):
            self.wrong(at, "this must have named members.")
            return {}
        for name in needed:
            if value.get(name) in (None, "", [], {}):
                self.wrong(at, f'"{name}" is missing.', name)
        for name in value:
            if name not in needed and name not in allowed:
                known = ", ".join([*needed, *allowed])
                self.wrong(at, f'"{name}" is not known here; known are {known}.', str(name))
        return value

    def entries(self, value: object, at: Place) -> Iterator[tuple[Place, object]]:
        """Yield each entry of a list with its place."""
        if value is None:
            return
        if not isinstance(value, list | tuple):
            self.wrong(at, "this must be a list.")
            return
        for number, entry in enumerate(value):
            yield (*at, number), entry

    def text(self, members: Mapping[str, Any], name: str, at: Place) -> str:
        """Return text without the space around it; empty if there is none."""
        value = members.get(name, "")
        if not isinstance(value, str):
            self.wrong((*at, name), "write text.")
            return ""
        return value.strip()

    def texts(self, members: Mapping[str, Any], name: str, at: Place) -> tuple[str, ...]:
        """Return a list of texts, none of them empty."""
        found = []
        for place, entry in self.entries(members.get(name), (*at, name)):
            if not isinstance(entry, str) or not entry.strip():
                self.wrong(place, "write text.")
            else:
                found.append(entry.strip())
        return tuple(found)

    def number(self, members: Mapping[str, Any], name: str, at: Place, default: str) -> Decimal:
        """Return an exact number that is not negative; numbers with a point are written as text."""
        value = members.get(name, default)
        written = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
        if not isinstance(written, str) or not NUMBER.fullmatch(written.strip()):
            self.wrong((*at, name), 'write a number as text, such as "12.5".')
            return Decimal(default)
        number = Decimal(written.strip())
        if number < 0:
            self.wrong((*at, name), "write a number that is not below nought.")
            return Decimal(default)
        return number

    def code(self, members: Mapping[str, Any], at: Place) -> str:
        """Return a code: short, without spaces, as it stands in addresses and tables."""
        code = self.text(members, "code", at)
        if code and not CODE.fullmatch(code):
            self.wrong((*at, "code"), "write 1 to 40 letters, digits or hyphens.")
        return code

    def whole(self, members: Mapping[str, Any], name: str, at: Place) -> int | None:
        """Return a whole number that is not negative, or None if there is none."""
        value = members.get(name)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:
            self.wrong((*at, name), "write a whole number that is not below nought.")
            return None
        return value

    def truth(self, members: Mapping[str, Any], name: str, at: Place, *, default: bool) -> bool:
        """Return true or false."""
        value = members.get(name, default)
        if not isinstance(value, bool):
            self.wrong((*at, name), "write true or false.")
            return default
        return value

    def one_of(self, value: object, at: Place, known: Sequence[str]) -> str:
        """Return one of the values that are known."""
        if value not in known:
            self.wrong(at, f'"{value}" is not one of {", ".join(known)}.')
            return known[0] if known else ""
        return str(value)
