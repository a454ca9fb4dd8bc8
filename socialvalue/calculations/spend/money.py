"""Amounts of money as people and finance systems write them, read exactly to whole pence.

The grammar is strict: what is not plainly an amount is refused, never guessed at, so that `12-50`
and `(50` do not slip into a total. Nothing here touches a float.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from socialvalue.calculations.rounding import half_up

MOST_POUNDS = 10**13
"""Ten trillion pounds: no single payment is larger, and every sum still fits the database."""

_POUND = r"(?:£|GBP)?"
_MINUS = "[-\u2212]"
_NUMBER = r"(?P<number>(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?|\.[0-9]+)"
_SIGNED = re.compile(
    rf"(?P<before>{_MINUS}|\+)?\s*(?P<pound>{_POUND})\s*(?P<within>{_MINUS})?\s*{_NUMBER}"
    rf"\s*(?P<after>{_MINUS}|CR|DR)?",
    re.IGNORECASE,
)
_BRACKETED = re.compile(
    rf"(?P<pound>{_POUND})\s*\(\s*(?P<inner>{_POUND})\s*{_NUMBER}\s*\)", re.IGNORECASE
)


class NotMoney(ValueError):
    """The text is not an amount of money. The message says what is wrong, in plain words."""


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in whole pence, and how it was written.

    `rounded` says that the text had a part of a penny, which was rounded half up, away from nought.
    `style` names the marks that were used, as the reader of the file reports them.
    """

    pence: int
    rounded: bool = False
    style: frozenset[str] = frozenset()


def money_from_text(text: str) -> Money:
    """Return the amount that the text spells.

    Accepts digits with or without thousands commas (in groups of three), a point and decimals, a
    pound sign or GBP, and for a refund one of: a minus before or after, brackets, or CR after. DR
    after means a payment. White space around and between these is let pass. A part of a penny (a
    net worked out from a gross by a spreadsheet) is rounded half up, and `rounded` says so.

    Raises NotMoney for anything else: no digits, two signs, commas elsewhere, words, exponents, or
    an amount of ten trillion pounds or more.
    Source: FORMAT of the local spend study, 3.1; docs/sums.md, money.
    """
    given = text.strip()
    if not given:
        raise NotMoney("The amount is empty")
    if found := _BRACKETED.fullmatch(given):
        if found["pound"] and found["inner"]:
            raise NotMoney("This is not an amount of money")
        return _money(found["number"], negative=True, style={"brackets"} | _marks(found))
    if found := _SIGNED.fullmatch(given):
        return _signed(found)
    raise NotMoney("This is not an amount of money")


def _signed(found: re.Match[str]) -> Money:
    signs = [found[part] for part in ("before", "within", "after") if found[part]]
    if len(signs) > 1:
        raise NotMoney("This amount has more than one sign")
    sign = signs[0].upper() if signs else ""
    style = _marks(found) | _sign_style(sign, after=bool(found["after"]))
    return _money(found["number"], negative=sign not in ("", "+", "DR"), style=style)


def _sign_style(sign: str, *, after: bool) -> set[str]:
    if not sign:
        return set()
    if sign in ("CR", "DR"):
        return {"CR or DR"}
    return {"minus after"} if after else {"plus before"} if sign == "+" else {"minus before"}


def _marks(found: re.Match[str]) -> set[str]:
    marks = set()
    if "£" in found[0] or "GBP" in found[0].upper():
        marks.add("pound sign")
    if "," in found["number"]:
        marks.add("thousands commas")
    return marks


def _money(number: str, *, negative: bool, style: set[str]) -> Money:
    pounds = Decimal(number.replace(",", ""))
    if pounds >= MOST_POUNDS:
        raise NotMoney("This amount is too large for one payment")
    exact = pounds.scaleb(2)
    pence = int(half_up(exact, places=0))
    return Money(-pence if negative else pence, rounded=pence != exact, style=frozenset(style))
