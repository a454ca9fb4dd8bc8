"""Amounts of money as people and finance systems write them, read exactly.

The grammar is strict: what is not plainly an amount is refused, never guessed at, so that `12-50`
and `(50` do not slip into a total. Nothing here touches a float.
"""

import re
from dataclasses import dataclass, replace
from decimal import Context, Decimal
from fractions import Fraction
from typing import NamedTuple

from socialvalue.calculations.rounding import half_up

MOST_POUNDS = 10**13
"""Ten trillion pounds: no single payment is larger, and every sum still fits the database."""

MOST_IN_A_FILE = 100 * MOST_POUNDS
"""Pence, refunds and payments alike: what one file moves is no more, so that the sums of thousands
of files fit the database too."""

MOST_DIGITS = 15
"""A spreadsheet keeps this many significant digits; what stands behind them is its noise."""

MOST_WRITTEN = 60
"""An amount written with more characters is no amount; sums of such would fill the memory."""

_EXACTLY = Context(prec=MOST_WRITTEN)
_AS_KEPT = Context(prec=MOST_DIGITS)

Pence = int | Fraction
"""An exact amount in pence: whole, or with a part of a penny."""

_POUND = "(?:Â?£|\ufffd|GBP)?"
# A pound sign that was read in the wrong encoding once is Â£, or the mark of a lost character.
_MINUS = "[-\u2010-\u2015\u2212]"
_ABROAD_UNIT = (
    "(?:[$\u20ac\u00a5]|USD|EUR|CHF|SEK|NOK|DKK|AUD|CAD|NZD|JPY|ZAR|INR|HKD|SGD|AED|PLN|CZK|HUF)"
)
_ELSEWHERE = re.compile(
    rf"(?<![A-Z]){_ABROAD_UNIT}[ -]*[0-9]|[0-9]\s*{_ABROAD_UNIT}(?![A-Z])", re.IGNORECASE
)
_NUMBER = r"(?P<number>(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?|\.[0-9]+)"
_SIGNED = re.compile(
    rf"(?P<before>{_MINUS}|\+)?\s*(?P<pound>{_POUND})\s*(?P<within>{_MINUS})?\s*{_NUMBER}"
    rf"\s*(?P<unit>GBP)?\s*(?P<after>{_MINUS}|CR|DR|DB)?",
    re.IGNORECASE,
)
_BRACKETED = re.compile(
    rf"(?P<pound>{_POUND})\s*\(\s*(?P<inner>{_POUND})\s*{_NUMBER}\s*\)", re.IGNORECASE
)
_ABROAD = re.compile(
    r"(?<![0-9.,])(?:(?P<spaced>[0-9]{1,3}(?:[ \u00a0\u2009\u202f][0-9]{3})+)[.,]"
    r"|(?P<pointed>[0-9]{1,3}(?:\.[0-9]{3})+),)(?P<pence>[0-9]{2})(?![0-9.,])"
)
# Only with two figures of pence behind the last mark: "1 234" may be two cells run together.
_DASH = re.compile(rf"{_POUND}\s*[-\u2010-\u2015\u2212]", re.IGNORECASE)


class NotMoney(ValueError):
    """The text is not an amount of money. The message says what is wrong, in plain words."""


class Licence(NamedTuple):
    """Something that was read with a little licence: what stood there, and how it was read."""

    problem: str
    reading: str


PART_OF_A_PENNY = Licence(
    "There is a part of a penny",
    "A line shows it to the nearest penny; a study adds it up as it is and rounds the sum",
)
MORE_DIGITS = Licence(
    "There are more digits than a spreadsheet keeps", "It was read as the pence that it shows"
)
DASH = Licence("A dash stands for the amount", "It was read as 0.00")
ABROAD = Licence(
    "The marks between the thousands or before the pence are not those of pounds",
    "It was read by the places of its figures: check that this is right",
)
NO_VAT = Licence("The VAT is empty", "It was read as 0.00: check that nothing was taxed")


@dataclass(frozen=True, slots=True)
class Money:
    """An amount, and how it was written.

    `pence` is the amount rounded half up (away from nought) to whole pence, `exact` the amount
    itself in pence. `licence` says what was let pass; `style` names the marks that were used, as
    the reader of the file reports them.
    """

    pence: int
    exact: Pence
    licence: Licence | None = None
    style: frozenset[str] = frozenset()


def money_from_text(text: str) -> Money:
    """Return the amount that the text spells.

    Accepts digits with or without thousands commas (in groups of three), a point and decimals, a
    pound sign or GBP, and for a refund one of: a minus or a dash before or after, brackets, or CR
    after. DR or DB after means a payment. White space around and between these is let pass. A dash
    alone, with or without a pound sign, is how accounts write 0.00. A part of a penny (a net worked
    out from a gross by a spreadsheet) is kept in `exact`; but where more digits than a spreadsheet
    keeps come to whole pence (12.340000000000001), the amount is those pence. With spaces or points
    between the thousands and two figures of pence ("1 234,56", "1.234,56") it is read, and said.

    Raises NotMoney for anything else: no digits, two signs, commas elsewhere, words, exponents, or
    an amount of ten trillion pounds or more, or of more than sixty characters.
    Source: FORMAT of the local spend study, 3.1; docs/sums.md, money.
    """
    given = text.strip().removeprefix("'")
    if len(given) > MOST_WRITTEN:
        # A hundred thousand spaces in a row would be gone through anew from each of them.
        given = " ".join(given.split())
    if not given:
        raise NotMoney("The amount is empty")
    if _DASH.fullmatch(given):
        return Money(0, 0, DASH)
    if found := _BRACKETED.fullmatch(given):
        if found["pound"] and found["inner"]:
            raise NotMoney("This is not an amount of money")
        return _money(found["number"], negative=True, style={"brackets"} | _marks(found))
    if found := _SIGNED.fullmatch(given):
        return _signed(found)
    if len(given) <= MOST_WRITTEN and _ABROAD.search(given):
        return replace(money_from_text(_ABROAD.sub(_as_pounds, given)), licence=ABROAD)
    if _ELSEWHERE.search(given):
        raise NotMoney("This amount is not in pounds")
    raise NotMoney("This is not an amount of money")


def _as_pounds(found: re.Match[str]) -> str:
    """Return an amount as written abroad, "1 234,56" or "1.234,56", as one of pounds."""
    return f"{re.sub('[^0-9]', '', found['spaced'] or found['pointed'])}.{found['pence']}"


def vat_from_text(text: str) -> Money:
    """Return the VAT that the text spells; an empty cell is 0.00, as councils leave it empty.

    Raises NotMoney like `money_from_text`.
    """
    return money_from_text(text) if text.strip() else Money(0, 0, NO_VAT)


def _signed(found: re.Match[str]) -> Money:
    signs = [found[part] for part in ("before", "within", "after") if found[part]]
    if len(signs) > 1:
        raise NotMoney("This amount has more than one sign")
    sign = signs[0].upper() if signs else ""
    style = _marks(found) | _sign_style(sign, after=bool(found["after"]))
    return _money(found["number"], negative=sign not in ("", "+", "DR", "DB"), style=style)


def _sign_style(sign: str, *, after: bool) -> set[str]:
    if not sign:
        return set()
    if sign in ("CR", "DR", "DB"):
        return {"CR or DR"}
    return {"minus after"} if after else {"plus before"} if sign == "+" else {"minus before"}


def _marks(found: re.Match[str]) -> set[str]:
    marks = set()
    if re.search("£|\ufffd|GBP", found[0], re.IGNORECASE):
        marks.add("pound sign")
    if "," in found["number"]:
        marks.add("thousands commas")
    return marks


def _money(number: str, *, negative: bool, style: set[str]) -> Money:
    if len(number) > MOST_WRITTEN:
        raise NotMoney("This amount has too many digits")
    pounds = Decimal(number.replace(",", ""))
    if pounds >= MOST_POUNDS:
        raise NotMoney("This amount is too large for one payment")
    sign = -1 if negative else 1
    pence = pounds.scaleb(2, _EXACTLY)
    whole = int(half_up(pence, places=0))
    if whole == pence:
        return Money(sign * whole, sign * whole, style=frozenset(style))
    if _kept_by_a_spreadsheet(pence) == whole:
        return Money(sign * whole, sign * whole, MORE_DIGITS, frozenset(style))
    return Money(sign * whole, sign * Fraction(pence), PART_OF_A_PENNY, frozenset(style))


def _kept_by_a_spreadsheet(pence: Decimal) -> Decimal:
    """Return the amount to as many digits as a spreadsheet keeps."""
    return _AS_KEPT.plus(pence)
