"""What a table is that looks like payments and is none: a register of contracts, grants or orders.

Councils publish these beside their payments, with suppliers, dates and amounts too. What was agreed
is not what was paid.
"""

import re
from collections.abc import Sequence

from socialvalue.calculations.spend.headings import plain_form, scale_of

_PAID = re.compile(
    r"\b(?:paid|payments?|pay|invoices?|posting|posted|clearing|transaction|cheque)\b"
)
_REGISTERS = (
    (
        "contracts",
        (
            r"\b(?:contract|agreement)\b.*\b(?:start|begin|commence\w*|from)\b|^start date$",
            r"\b(?:contract|agreement)\b.*\b(?:end|expiry|expires|to)\b|^end date$|^expiry date$",
            r"\breview date\b|\bextension\b|\b(?:contract|agreement) (?:title|value|term|length)\b",
            r"\btitle of (?:contract|agreement)\b|\bcontract ref(?:erence)?\b|\baward date\b",
        ),
    ),
    (
        "grants awarded",
        (
            r"\bamount awarded\b|\bgrant (?:amount|awarded|value)\b|\baward(?:ed)? amount\b",
            r"\baward(?:ed)? date\b|\bdate (?:of )?award(?:ed)?\b|\bdate grant\w*",
            r"\bpurpose of (?:the )?grant\b|\bgrant (?:title|purpose|recipient|programme)\b",
            r"\bfunding org\b|\brecipient org\b",
        ),
    ),
    (
        "orders",
        (
            r"\border date\b|\bdate (?:of order|ordered)\b",
            r"\b(?:po|order|purchase order) (?:value|amount|total)\b",
            r"\b(?:po|order|purchase order) (?:number|no|ref|reference)\b",
        ),
    ),
)
_ENOUGH = 2
_LONGEST = 300
"""No heading of a register has more letters: the words of a very long one would be gone through
anew from each of them."""


def register_of(headings: Sequence[str]) -> str:
    """Return of what these are the headings of a register ("contracts"), or nothing.

    A table that tells anywhere of payments or invoices is not one.
    """
    plain = [plain_form(heading) for heading in headings if len(heading) <= _LONGEST]
    if any(_PAID.search(heading) for heading in plain):
        return ""
    for kind, signs in _REGISTERS:
        found = [any(re.search(sign, each) for each in plain) for sign in signs]
        # A payment may tell of its contract; it is the first two signs that no payment has.
        if sum(found) >= _ENOUGH and any(found[:2]):
            return kind
    return ""


def not_in_pounds(headings: Sequence[str]) -> str:
    """Return the first heading of amounts that counts something else than pounds, or nothing."""
    return next((each for each in headings if scale_of(each) and _MONEY.search(each)), "")


_MONEY = re.compile(r"£|amount|value|spend|total|paid|net|gross|cost|payment|pence", re.IGNORECASE)
