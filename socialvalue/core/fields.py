"""Database fields that keep a number exactly as it was given."""

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from socialvalue.calculations.rounding import NotADecimalString, decimal_from_text


class ExactDecimalField(models.Field):
    """A decimal number kept as text, with every place it was given with.

    SQLite rounds its own decimals, and a weight of 33.3333333333333333 must come back as it went
    in. The database therefore cannot add or compare these numbers: the sums do that, in Python.
    """

    description = "An exact decimal number"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 80)
        super().__init__(*args, **kwargs)

    def get_internal_type(self) -> str:
        """Text, on every database."""
        return "CharField"

    def db_parameters(self, connection: Any) -> dict[str, Any]:
        """Return the column's type."""
        return {"type": f"varchar({self.max_length})", "check": None, "collation": None}

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> Decimal | None:
        """Return the number as it was stored."""
        return None if value is None else Decimal(value)

    def to_python(self, value: Any) -> Decimal | None:
        """Return the number, or raise ValidationError for what is not an exact decimal."""
        if value is None:
            return None
        if isinstance(value, Decimal):
            return self._kept(value)
        if isinstance(value, int) and not isinstance(value, bool):
            return self._kept(Decimal(value))
        try:
            return self._kept(decimal_from_text(value))
        except NotADecimalString as error:
            raise ValidationError(str(error)) from error

    def _kept(self, number: Decimal) -> Decimal:
        """Return the number if the column can hold it: neither endless, nor cut, nor no number."""
        if not number.is_finite():
            raise ValidationError(f"{number} is not a number")
        # Asked before the digits are written out: an exponent may stand for a billion of them.
        digits = max(number.adjusted(), 0) + 1 + max(-number.as_tuple().exponent, 0)
        if digits > self.max_length - 2:
            raise ValidationError(f"The number has more than {self.max_length - 2} digits")
        return number

    def get_prep_value(self, value: Any) -> str | None:
        """Return the text to store: plain digits, no exponent, no place lost.

        Raises ValidationError for what cannot be stored exactly.
        """
        number = self.to_python(value)
        return None if number is None else f"{number:f}"

    def get_lookup(self, lookup_name: str) -> Any:
        """Refuse comparisons that the database would make on text; equality is of the text."""
        if lookup_name not in {"exact", "in", "isnull"}:
            raise TypeError(f"{lookup_name} would compare text: do the sum in Python")
        return super().get_lookup(lookup_name)
