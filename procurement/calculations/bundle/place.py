"""A place in a bundle that may be broken: walk to it without raising, and note what is wrong."""

import json
from dataclasses import dataclass
from decimal import Decimal

from procurement.calculations.bundle.faults import Fault, FaultCode

ABSENT = object()
"""Stands where a member was left out, which is not the same as a member that is null."""

LONGEST_QUOTE = 60


@dataclass(frozen=True, slots=True)
class Place:
    """A value, the way to it from the top of the bundle, and the list that faults are noted on."""

    value: object
    path: tuple[str | int, ...]
    noted: list[Fault]

    def member(self, name: str) -> "Place":
        """Return the member of that name: an absent place if there is none, or no object here."""
        value = self.value.get(name, ABSENT) if isinstance(self.value, dict) else ABSENT
        return Place(value, (*self.path, name), self.noted)

    def entries(self) -> list["Place"]:
        """Return the entries of a list, and none at all if this is not a list."""
        values = self.value if isinstance(self.value, list) else []
        return [Place(value, (*self.path, at), self.noted) for at, value in enumerate(values)]

    @property
    def is_given(self) -> bool:
        """Whether there is a value here. Null says that there is none."""
        return self.value is not ABSENT and self.value is not None

    @property
    def is_faulty(self) -> bool:
        """Whether a fault is noted at this place or inside it."""
        here = pointer(self.path)
        return any(fault.at == here or fault.at.startswith(f"{here}/") for fault in self.noted)

    @property
    def words(self) -> str:
        """The value as a message may repeat it: short, on one line, whatever it is."""
        return in_words(self.value)

    def note(self, code: FaultCode, detail: str) -> None:
        """Add a fault at this place. `detail` is one sentence that says what to do."""
        self.noted.append(Fault(code=code, at=pointer(self.path), detail=detail))

    def quietly(self) -> "Place":
        """Return the same place with a list of its own, for reading what is reported elsewhere."""
        return Place(self.value, self.path, [])


def pointer(path: tuple[str | int, ...]) -> str:
    """Return the JSON Pointer (RFC 6901) of a path; "" is the whole bundle."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in path)


def in_words(value: object) -> str:
    """Return any value in a few words that fit on one line of a message."""
    if value is ABSENT:
        return "nothing"
    if value is None:
        return "null"
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list):
        return "a list"
    return _scalar_in_words(value)


def _scalar_in_words(value: object) -> str:
    if isinstance(value, str):
        quote = value if len(value) <= LONGEST_QUOTE else value[:LONGEST_QUOTE] + "…"
        return json.dumps(quote, ensure_ascii=not quote.isprintable())
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | Decimal) and len(digits := str(Decimal(value))) <= LONGEST_QUOTE:
        return f"the number {digits}"
    return "a number"
