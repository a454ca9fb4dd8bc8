"""Suppliers, money and shares in words."""

from decimal import Decimal
from fractions import Fraction

from socialvalue.calculations.rounding import shown

AN_INDIVIDUAL = "An individual"


def shown_name(supplier_name: str, is_individual: bool, for_shared: bool = True) -> str:
    """Return how a supplier is called: a person by name to nobody but readers of the payments.

    `for_shared`: in an export, a report, or a page that others than the organisation's own data
    officers and auditors see. Numbered rule 19 of local spend.
    """
    return AN_INDIVIDUAL if is_individual and for_shared else supplier_name


def pounds(pence: int) -> str:
    """Return whole pence as pounds to the penny: "-£1,234.56"."""
    sign = "-" if pence < 0 else ""
    return f"{sign}£{abs(pence) // 100:,}.{abs(pence) % 100:02}"


def percent(share: Fraction | Decimal | None) -> str:
    """Return a share, 0 to 1, as a percentage to one place, half up; None is not known."""
    return "not known" if share is None else f"{shown(Fraction(share) * 100, places=1)}%"


def counted(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun: "1 supplier", "1,204 suppliers"."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"


def as_pounds(pence: int) -> Decimal:
    """Return whole pence as pounds, for a file that others work on with."""
    return Decimal(pence).scaleb(-2)
