"""Dates in three parts, and moments of London time, with messages that say what to do."""

import datetime as dt
import re
from collections.abc import Mapping
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError

from socialvalue.core.widgets import DateInput, DateTimeInput

from .words import Called

LONDON = ZoneInfo("Europe/London")
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_DIGITS = re.compile(r"[0-9]{1,2}")
_YEAR = re.compile(r"[0-9]{4}")
_TIME = re.compile(r"(?P<hour>[0-9]{1,2})(?:[:.](?P<minute>[0-9]{2}))?\s*(?P<half>am|pm)?", re.I)
_NOON = re.compile(r"(?:12(?:[:.]00)?\s*)?(?:noon|midday)", re.I)


class DateField(Called, forms.Field):
    """A date, typed as day, month and year. Returns a `datetime.date`, or None if left empty.

    `earliest` and `latest` are the first and last dates that are taken.
    """

    widget = DateInput

    def __init__(
        self,
        *,
        earliest: dt.date | None = None,
        latest: dt.date | None = None,
        help_text: str = "For example, 27 3 2027",
        **kwargs: object,
    ) -> None:
        super().__init__(help_text=help_text, **kwargs)
        self.earliest, self.latest = earliest, latest

    def to_python(self, value: object) -> dt.date | None:
        """Return the date that the parts make. Raises ValidationError naming the wrong parts."""
        if not isinstance(value, Mapping) or not any(value.values()):
            return None
        self.refuse_missing(value)
        return self.date_from(value)

    def refuse_missing(self, typed: Mapping[str, str]) -> None:
        """Raise ValidationError if some parts were filled in and others were not."""
        missing = [part.name for part in self.widget.parts if not typed[part.name]]
        if missing:
            *before, last = missing
            names = f"{', '.join(before)} and {last}" if before else last
            raise self.wrong(f"must include a {names}", parts=missing)

    def date_from(self, typed: Mapping[str, str]) -> dt.date:
        """Return the date that day, month and year make. Raises ValidationError."""
        month = month_number(typed["month"])
        day = int(typed["day"]) if _DIGITS.fullmatch(typed["day"]) else 0
        if not _YEAR.fullmatch(typed["year"]) or typed["year"] == "0000":
            raise self.wrong("must have a year of 4 numbers, like 2027", parts=["year"])
        wrong = [name for name, right in [("day", 1 <= day <= 31), ("month", month)] if not right]
        if wrong:
            raise self.wrong("must be a real date", parts=wrong)
        try:
            return dt.date(int(typed["year"]), month, day)
        except ValueError:
            raise self.wrong("must be a real date", parts=["day"]) from None

    def validate(self, value: dt.date | None) -> None:
        """Raise ValidationError for a missing date or one outside its limits."""
        super().validate(value)
        if value is None:
            return
        if self.earliest is not None and value < self.earliest:
            raise self.wrong(f"must be on or after {in_words(self.earliest)}")
        if self.latest is not None and value > self.latest:
            raise self.wrong(f"must be on or before {in_words(self.latest)}")

    def wrong(self, why: str, *, parts: list[str] | None = None) -> ValidationError:
        """Return the error to raise. It names the parts to mark; all of them if none is named."""
        message = f"{self.name_at_start} {why}"
        if parts is None:
            return ValidationError(message, code="wrong_date")
        # Django puts parameters into the message with %.
        return ValidationError(
            message.replace("%", "%%"), code="wrong_date", params={"parts": parts}
        )


class DateTimeField(DateField):
    """A moment, typed as a date and a time of day in London. Returns a UTC `datetime.datetime`.

    A time that the clocks skip in spring, or show twice in autumn, is refused with the reason.
    `earliest` and `latest` are aware datetimes.
    """

    widget = DateTimeInput

    def __init__(
        self, *, help_text: str = "For example, 27 3 2027 and 17:00 or 5pm", **kwargs: object
    ) -> None:
        super().__init__(help_text=help_text, **kwargs)

    def date_from(self, typed: Mapping[str, str]) -> dt.datetime:
        """Return the moment that the parts make. Raises ValidationError."""
        local = dt.datetime.combine(super().date_from(typed), self.time_from(typed["time"]))
        first, second = (local.replace(tzinfo=LONDON, fold=fold) for fold in (0, 1))
        moment = first.astimezone(dt.UTC)
        if first.utcoffset() == second.utcoffset():
            return moment
        if moment.astimezone(LONDON).replace(tzinfo=None) == local:
            raise self.wrong(
                "must not be in the hour that comes twice when the clocks go back. "
                "Choose a time before 1am or from 2am",
                parts=["time"],
            )
        raise self.wrong(
            "must not be in the hour that is skipped when the clocks go forward. "
            "Choose a time before 1am or from 2am",
            parts=["time"],
        )

    def time_from(self, text: str) -> dt.time:
        """Return the time of day that the text spells. Raises ValidationError."""
        if _NOON.fullmatch(text):
            return dt.time(12)
        match = _TIME.fullmatch(text)
        if match:
            hour, minute = int(match["hour"]), int(match["minute"] or 0)
            half = (match["half"] or "").lower()
            if half and 1 <= hour <= 12:
                hour = hour % 12 + (12 if half == "pm" else 0)
            elif half or match["minute"] is None:
                hour = 24  # "17pm", or a number that may be an hour or a slip
            if hour < 24 and minute < 60:
                return dt.time(hour, minute)
        raise self.wrong("must have a time like 17:00 or 5pm", parts=["time"])


def month_number(text: str) -> int:
    """Return the number of a month given as a number, a name or its first letters; 0 if none."""
    if _DIGITS.fullmatch(text):
        return int(text) if 1 <= int(text) <= 12 else 0
    name = text.lower().rstrip(".")
    matches = [number for number, month in enumerate(MONTHS, 1) if month.lower().startswith(name)]
    return matches[0] if len(name) >= 3 and len(matches) == 1 else 0


def in_words(value: dt.date) -> str:
    """Return a date or a moment as people read it in London."""
    if isinstance(value, dt.datetime):
        local = value.astimezone(LONDON)
        return f"{in_words(local.date())} at {local:%H:%M}"
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"
