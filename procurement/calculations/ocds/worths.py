"""Values of a notice, in pence, on the VAT basis that it states and on no other."""

from decimal import ROUND_HALF_UP, Decimal, localcontext

from procurement.calculations.ocds.model import Worth
from procurement.calculations.ocds.place import Place

PENNY = Decimal("0.01")
LEAST = Decimal(1)
MOST = Decimal(10) ** 13
"""Pounds: beyond it an amount is a mistake."""

EXCLUDES_VAT = frozenset({"UKPGA", "UKSI", "CELEX"})
"""Schemes of legal bases under which `amount` is the value without VAT: the UK extension puts the
value with taxes in `amountGross`, and the European forms ask for the value without VAT."""


def worth_of(place: Place, *, amount_excludes_vat: bool) -> Worth:
    """Return what a value says. Notes what is no amount of pounds."""
    if not place.is_given or not place.is_record():
        return Worth()
    currency = place.member("currency").line()
    if currency != "GBP":
        said = f"in {currency}" if currency else "in no currency that is said"
        place.note(f"The value is {said}. Values here are in pounds: enter it in pounds.")
        return Worth()
    gross = _pence(place.member("amountGross"))
    amount = _pence(place.member("amount"))
    if amount_excludes_vat or gross is not None:
        return _checked(place, Worth(excluding_vat_pence=amount, including_vat_pence=gross))
    return Worth(unstated_pence=amount)


def _checked(place: Place, worth: Worth) -> Worth:
    """Return the value, without either part if that with VAT is the lower one."""
    without, including = worth.excluding_vat_pence, worth.including_vat_pence
    if without is not None and including is not None and including < without:
        place.note("The value with VAT is below the value without VAT. Enter both.")
        return Worth()
    return worth


def _pence(place: Place) -> int | None:
    """Return an amount in whole pence, rounded half up where it has parts of a penny."""
    pounds = place.number()
    if pounds is None:
        return None
    if pounds < 0:
        place.note(f"A value cannot be below nought, as {place.words} is.")
        return None
    if pounds < LEAST:
        place.note(f"A value is needed here; {place.words} stands for one that was not entered.")
        return None
    if pounds > MOST:
        place.note("The value is too large to be one.")
        return None
    with localcontext(prec=40):
        whole = pounds.quantize(PENNY, rounding=ROUND_HALF_UP)
        if whole != pounds:
            place.note("The value has parts of a penny and was rounded to whole pence.")
        return int(whole.scaleb(2))
