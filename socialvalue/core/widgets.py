"""Widgets for a date in three parts, and for a date with a time."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from django import forms
from django.utils import timezone


@dataclass(frozen=True)
class Part:
    """One input of a date: the end of its name and id, and how it is drawn."""

    name: str
    label: str
    width: int
    inputmode: str = "numeric"
    autocomplete: str = ""


DAY = Part("day", "Day", 2)
MONTH = Part("month", "Month", 2)
YEAR = Part("year", "Year", 4)
TIME = Part("time", "Time", 5, inputmode="")


class PartedInput(forms.Widget):
    """An answer in several inputs, named after the field: `starts_on-day` and so on.

    The value is a dictionary of what was typed in each, or a date. Only the pack's templates draw
    it.
    """

    parts: ClassVar[list[Part]]
    use_fieldset = True
    template_name = "django/forms/widgets/text.html"

    def value_from_datadict(self, data: Mapping, files: Mapping, name: str) -> dict[str, str]:
        """Return what was typed in each part, without the spaces around it."""
        return {part.name: str(data.get(f"{name}-{part.name}", "")).strip() for part in self.parts}

    def value_omitted_from_data(self, data: Mapping, files: Mapping, name: str) -> bool:
        """Whether the browser sent none of the parts."""
        return all(f"{name}-{part.name}" not in data for part in self.parts)

    def id_for_label(self, id_: str) -> str:
        """Return the id of the first part, where a link to the question lands."""
        return f"{id_}-{self.parts[0].name}" if id_ else id_

    def parts_of(self, value: object) -> dict[str, str]:
        """Return what each part shows for a date, for what was typed, or for nothing."""
        if isinstance(value, Mapping):
            return {part.name: str(value.get(part.name, "")) for part in self.parts}
        if isinstance(value, dt.datetime) and timezone.is_aware(value):
            value = timezone.localtime(value)
        if isinstance(value, dt.date):
            return self.parts_of_date(value)
        return {part.name: "" for part in self.parts}

    def parts_of_date(self, value: dt.date) -> dict[str, str]:
        """Return the numbers of a date as people write them."""
        return {"day": str(value.day), "month": str(value.month), "year": str(value.year)}


class DateInput(PartedInput):
    """Day, month and year."""

    parts: ClassVar[list[Part]] = [DAY, MONTH, YEAR]


class DateTimeInput(PartedInput):
    """Day, month, year and time of day."""

    parts: ClassVar[list[Part]] = [DAY, MONTH, YEAR, TIME]

    def parts_of_date(self, value: dt.date) -> dict[str, str]:
        """Return the numbers of a date and time as people write them."""
        time = f"{value:%H:%M}" if isinstance(value, dt.datetime) else ""
        return {**super().parts_of_date(value), "time": time}
