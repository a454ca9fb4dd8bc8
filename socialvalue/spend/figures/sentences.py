"""Sentences that the pages, the files and the report of an analysis share."""

from socialvalue.calculations.rounding import decimal_from_text
from socialvalue.calculations.spend.bands import UNKNOWN
from socialvalue.spend.words import counted, percent, pounds

from .stored import Figures, is_older, pence, total_pence

ADDRESSES = (
    "A payment's place is that of its supplier's postcode: the registered one in your list of "
    "suppliers, or else the one beside the payment in the file. It need not be where the "
    "supplier's staff live or the work is done."
)
LAWFUL = (
    "Above the procurement threshold a supplier's location is not a lawful award criterion. "
    "This is an analysis of spend, not of bids."
)
AS_PUBLISHED = (
    "Taxes, grants, redacted payments and payments to other public bodies count as the files have "
    "them. Refunds are taken off."
)

NO_PAYMENTS = (
    "No payments in this period: the files were read, but none of their payments has a date in it."
)


def located_share(figures: Figures) -> str:
    """Return the share of the money whose place is known."""
    return percent(_located_pence(figures), total_pence(figures))


def minimum_located(figures: Figures) -> str:
    """Return the coverage below which a result is provisional, in percent."""
    return str(figures["coverage"]["minimum_pct"])


def is_provisional(figures: Figures) -> bool:
    """Whether too little of the money could be placed for the shares to be relied on (rule 12)."""
    minimum = decimal_from_text(minimum_located(figures))
    return 100 * _located_pence(figures) < minimum * total_pence(figures)


def provisional_words(figures: Figures) -> str:
    """Return what to say of a provisional result."""
    return (
        f"Provisional: the place is known of only {located_share(figures)} of the money. Below "
        f"{minimum_located(figures)}% the shares are not to be relied on."
    )


def _located_pence(figures: Figures) -> int:
    return total_pence(figures) - pence(figures["bands"][UNKNOWN])


def outside_period(figures: Figures) -> str:
    """Return in words which payments of the files were left out, because of their dates."""
    left_out = figures["outside_period"]
    if not left_out["lines"]:
        return "Every payment of the files lies in the period: none is left out."
    count = counted(left_out["lines"], "payment")
    return (
        f"{count} ({pounds(int(left_out['pence']))}) in the same files "
        f"{'has another date' if left_out['lines'] == 1 else 'have other dates'} and "
        f"{'is' if left_out['lines'] == 1 else 'are'} left out"
        f"{'; nothing else is' if is_older(figures) else ''}."
    )


def repaired(figures: Figures) -> str:
    """Return in words how many payments have a postcode that was repaired; empty if none has."""
    spend = figures["repaired"]
    if not spend["lines"]:
        return ""
    one = spend["lines"] == 1
    return (
        f"{counted(spend['lines'], 'payment')} ({pounds(int(spend['pence']))}) "
        f"{'has a postcode' if one else 'have postcodes'} in which the letter O or I stands for "
        f"the digit 0 or 1. {'It was' if one else 'They were'} read with the digit."
    )
