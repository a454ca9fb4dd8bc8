"""Numbers typed as text and read exactly: no float, no exponent, no digits but 0 to 9."""

import re
from decimal import Decimal
from typing import ClassVar

from django import forms
from django.core.exceptions import ValidationError

from .words import Called

# Thousands are set apart by commas or by spaces (also unbreakable ones), never by both.
_WHOLE = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3})+|[0-9]+)"
_APART = str.maketrans("", "", ", \u00a0\u202f")
_WHOLE_NUMBER = re.compile(rf"-?{_WHOLE}")
_DECIMAL = re.compile(rf"-?{_WHOLE}(?:\.[0-9]+)?")
_POUNDS = re.compile(rf"(?P<minus>-?)£?(?P<pounds>{_WHOLE})(?:\.(?P<rest>[0-9]+))?")

# Longer numbers than this are slips of the hand, and would not fit the database's column.
MOST_DIGITS = 60
MOST_PENCE = 10**17 - 1


class NumberField(Called, forms.Field):
    """What the number fields share: limits, and messages that name the number."""

    inputmode: ClassVar[str] = "numeric"

    def __init__(
        self,
        *,
        smallest: Decimal | int | None = None,
        largest: Decimal | int | None = None,
        **kwargs: object,
    ) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": self.inputmode}))
        super().__init__(**kwargs)
        self.smallest, self.largest = smallest, largest

    def to_python(self, value: object) -> Decimal | int | None:
        """Return the number, or None for no answer. Raises ValidationError."""
        text = "" if value is None else str(value).strip()
        return self.read(text) if text else None

    def read(self, text: str) -> Decimal | int:
        """Return the number that the text spells. Raises ValidationError."""
        raise NotImplementedError

    def shown(self, value: Decimal | int) -> str:
        """Return the number as it stands in the input and in messages."""
        return f"{value:f}" if isinstance(value, Decimal) else f"{value}"

    def prepare_value(self, value: object) -> object:
        """Return what stands in the input: what was typed, or the number in plain digits."""
        return self.shown(value) if isinstance(value, Decimal | int) else value

    def validate(self, value: Decimal | int | None) -> None:
        """Raise ValidationError for a missing number or one outside its limits."""
        super().validate(value)
        if value is None:
            return
        if self.smallest is not None and value < self.smallest:
            raise self.wrong(f"must be {self.shown(self.smallest)} or more", "too_small")
        if self.largest is not None and value > self.largest:
            raise self.wrong(f"must be {self.shown(self.largest)} or less", "too_large")

    def wrong(self, why: str, code: str) -> ValidationError:
        """Return the error to raise: a sentence that starts with the field's name."""
        return ValidationError(f"{self.name_at_start} {why}", code=code)


class WholeNumberField(NumberField):
    """A whole number; thousands commas or spaces are allowed. Returns an int."""

    def read(self, text: str) -> int:
        """Return the number that the text spells. Raises ValidationError."""
        if not _WHOLE_NUMBER.fullmatch(text) or len(text) > MOST_DIGITS:
            raise self.wrong("must be a whole number, like 15", "not_a_whole_number")
        return int(text.translate(_APART))


class ExactDecimalField(NumberField):
    """A decimal number, returned as the Decimal that was typed, with all its places.

    With `max_places`, one with more places is refused and the message says how many it may have.
    """

    inputmode = "decimal"

    def __init__(self, *, max_places: int | None = None, **kwargs: object) -> None:
        super().__init__(**kwargs)
        self.max_places = max_places

    def read(self, text: str) -> Decimal:
        """Return the number that the text spells. Raises ValidationError."""
        text = text.removesuffix("%").rstrip() if getattr(self, "after", "") == "%" else text
        if not _DECIMAL.fullmatch(text) or len(text) > MOST_DIGITS:
            raise self.wrong("must be a number, like 12.5", "not_a_number")
        places = len(text.partition(".")[2])
        if self.max_places is not None and places > self.max_places:
            raise self.wrong(f"{self.places_allowed()}. This has {places}", "too_many_places")
        return Decimal(text.translate(_APART))

    def places_allowed(self) -> str:
        """Return how many decimal places the number may have, in words."""
        if self.max_places == 0:
            return "must have no decimal places"
        if self.max_places == 1:
            return "must have 1 decimal place or none"
        return f"must have {self.max_places} decimal places or fewer"


class PercentageField(ExactDecimalField):
    """A percentage, with the sign after the input: 12.5 means 12.5%. From 0 to 100."""

    after = "%"

    def __init__(self, **kwargs: object) -> None:
        kwargs.setdefault("smallest", Decimal(0))
        kwargs.setdefault("largest", Decimal(100))
        super().__init__(**kwargs)


class MoneyField(NumberField):
    """An amount in pounds, with or without £ and thousands commas or spaces. Returns whole pence.

    `smallest` and `largest` are in pence; nothing below nought is taken unless `smallest` says so.
    """

    inputmode = "decimal"
    before = "£"

    def __init__(self, **kwargs: object) -> None:
        kwargs.setdefault("smallest", 0)
        kwargs.setdefault("largest", MOST_PENCE)
        super().__init__(**kwargs)

    def read(self, text: str) -> int:
        """Return the amount in pence. Raises ValidationError."""
        match = _POUNDS.fullmatch(text)
        if not match or len(text) > MOST_DIGITS:
            raise self.wrong("must be an amount in pounds, like 1250 or 1,250.50", "not_an_amount")
        if len(match["rest"] or "") > 2:
            raise self.wrong("must be in pounds and pence, like 1,250.50", "too_many_places")
        pence = int(match["pounds"].translate(_APART) + (match["rest"] or "").ljust(2, "0"))
        return -pence if match["minus"] else pence

    def prepare_value(self, value: object) -> object:
        """Return what stands in the input: what was typed, or the pence as pounds."""
        return self.shown(value).replace("£", "") if isinstance(value, int) else value

    def shown(self, value: Decimal | int) -> str:
        """Return the pence as pounds, such as "£1,250.50"; no pence where there are none."""
        pounds, pence = divmod(abs(int(value)), 100)
        sign = "-" if value < 0 else ""
        return f"{sign}£{pounds:,}" + (f".{pence:02}" if pence else "")
