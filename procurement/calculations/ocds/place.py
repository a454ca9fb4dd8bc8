"""A place in a notice that may hold anything: read what is there, and tell what cannot be read."""

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from zoneinfo import ZoneInfo

from procurement.calculations.bundle.place import ABSENT, in_words, pointer
from procurement.calculations.ocds.model import Told

LONDON = ZoneInfo("Europe/London")
LONGEST_TEXT = 20_000
YEARS = range(1990, 2101)
MOST_NOTES = 200
"""Sentences about one notice; a file made of mistakes would fill the machine with them."""

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Place:
    """A value, the way to it, and the list that what cannot be understood is noted on."""

    value: object
    path: tuple[str | int, ...]
    noted: list[Told]

    def member(self, name: str) -> "Place":
        """Return the member of that name; an absent place if there is none, or no object here."""
        if self.is_given and not isinstance(self.value, dict):
            self.note(f"An object is needed here, not {self.words}.")
        value = self.value.get(name, ABSENT) if isinstance(self.value, dict) else ABSENT
        return Place(value, (*self.path, name), self.noted)

    def entries(self) -> list["Place"]:
        """Return the entries of a list, noting what is no list."""
        if self.is_given and not isinstance(self.value, list):
            self.note(f"A list is needed here, not {self.words}.")
        values = self.value if isinstance(self.value, list) else []
        return [Place(value, (*self.path, at), self.noted) for at, value in enumerate(values)]

    def records(self) -> list["Place"]:
        """Return the objects of a list of objects, noting what is none."""
        return [entry for entry in self.entries() if entry.is_record()]

    def is_record(self) -> bool:
        """Whether there is an object here; notes it if something else is."""
        if isinstance(self.value, dict):
            return True
        self.note(f"An object is needed here, not {self.words}.")
        return False

    @property
    def is_given(self) -> bool:
        """Whether there is a value here. Null says that there is none."""
        return self.value is not ABSENT and self.value is not None

    @property
    def at(self) -> str:
        """The JSON Pointer (RFC 6901) of this place."""
        return pointer(self.path)

    @property
    def words(self) -> str:
        """The value in a few words."""
        return in_words(self.value)

    def note(self, sentence: str) -> None:
        """Add a sentence about this place, once."""
        told = Told(at=self.at, sentence=sentence)
        if len(self.noted) < MOST_NOTES and told not in self.noted:
            self.noted.append(told)

    def said(self, sentence: str) -> Told:
        """Return a sentence about this place without noting it."""
        return Told(at=self.at, sentence=sentence)

    def text(self) -> str:
        """Return the text here, control characters out; empty if there is none."""
        if not self.is_given:
            return ""
        if not isinstance(self.value, str):
            self.note(f"Text is needed here, not {self.words}.")
            return ""
        if len(self.value) > LONGEST_TEXT:
            self.note(f"The text is longer than {LONGEST_TEXT:,} characters and was cut there.")
        return _cleaned(self.value[:LONGEST_TEXT])

    def line(self) -> str:
        """Return the text here on one line."""
        return " ".join(self.text().split())

    def truth(self) -> bool | None:
        """Return true or false, None if neither is here."""
        if self.is_given and not isinstance(self.value, bool):
            self.note(f"True or false is needed here, not {self.words}.")
        return self.value if isinstance(self.value, bool) else None

    def number(self) -> Decimal | None:
        """Return the number here with all its digits, None if there is none."""
        value = self.value
        if isinstance(value, Decimal | int) and not isinstance(value, bool):
            return Decimal(value)
        if self.is_given:
            self.note(f"A number is needed here, not {self.words}.")
        return None

    def count(self) -> int | None:
        """Return a whole number of one or more, None if there is none."""
        number = self.number()
        if number is None:
            return None
        if not (1 <= number <= 10_000) or number != int(number):
            self.note(f"A whole number of 1 or more is needed here, not {self.words}.")
            return None
        return int(number)

    def moment(self) -> dt.datetime | None:
        """Return the moment here if it says its offset; a day alone, or no offset, is noted."""
        text = self.line()
        if not text:
            return None
        if _DAY.fullmatch(text):
            self.note(f"{self.words} says the day but not the time.")
            return None
        read = _moment(text)
        if read is None:
            self.note(f"{self.words} is not a date and time that can be read.")
        elif read.tzinfo is None:
            self.note(f"{self.words} does not say in which time zone it is.")
            return None
        return read

    def day(self) -> dt.date | None:
        """Return the day here, in London if it has a time."""
        text = self.line()
        if not text:
            return None
        read = _moment(text)
        if read is None:
            self.note(f"{self.words} is not a date that can be read.")
            return None
        return read.date() if read.tzinfo is None else read.astimezone(LONDON).date()


def _moment(text: str) -> dt.datetime | None:
    """Return the moment that a text says, None if it says none of our time."""
    try:
        read = dt.datetime.fromisoformat(text)
    except ValueError:
        return None
    return read if read.year in YEARS else None


def _cleaned(text: str) -> str:
    """Return the text without control, formatting and unassigned characters; line breaks stay."""
    kept = (
        each if each == "\n" or not unicodedata.category(each).startswith("C") else " "
        for each in text.replace("\r\n", "\n").replace("\r", "\n")
    )
    return "".join(kept).strip()
