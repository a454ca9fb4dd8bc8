"""What an analysis found, in the words and numbers that its page, its files and its report share.

Everything here reads the figures as they are stored (queries/counting.py): whole pence as text.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from socialvalue.calculations.spend.bands import OUTSIDE, UNKNOWN
from socialvalue.spend.words import counted, lower, percent, pounds, pounds_short

# Below this share of located spend, in percent, a result is provisional (spend rule 12).
MINIMUM_LOCATED = 90
# How many suppliers and authorities pages and reports list.
TOP = 20
NO_CATEGORY = "No category given"
NO_SUPPLIER = "No name given"

ADDRESSES = (
    "A payment's place is that of the postcode beside it in the file: where the supplier is "
    "registered or sends its invoices, which need not be where its staff live or the work is done."
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

Figures = Mapping[str, Any]


@dataclass(frozen=True)
class BandFigure:
    """One band of the money: its code, words, colour, and how much."""

    code: str
    words: str
    colour: str
    pence: int
    lines: int
    share: str


@dataclass(frozen=True)
class GroupFigure:
    """One category or supplier: its key, name, how much, and how much in each band."""

    key: str
    name: str
    pence: int
    lines: int
    share: str
    band_pence: tuple[int, ...]
    is_several: bool = False


def total_pence(figures: Figures) -> int:
    """Return what was paid in the period."""
    return int(figures["total"]["pence"])


def is_empty(figures: Figures) -> bool:
    """Say whether no payment at all was counted."""
    return not figures["total"]["lines"]


def bands_of(figures: Figures) -> list[BandFigure]:
    """Return the bands in their order: place, rest of the wider area, outside, not known."""
    words = _band_words(figures["areas"])
    total = total_pence(figures)
    return [
        BandFigure(
            code=code,
            words=words[code][0],
            colour=words[code][1],
            pence=int(spend["pence"]),
            lines=spend["lines"],
            share=percent(int(spend["pence"]), total),
        )
        for code, spend in ((code, figures["bands"][code]) for code in band_codes(figures))
    ]


def band_codes(figures: Figures) -> list[str]:
    """Return the codes of the bands in their order.

    The order is said here and not read from what is stored: PostgreSQL keeps the members of a JSON
    object in an order of its own.
    """
    return [*(area["code"] for area in figures["areas"]), OUTSIDE, UNKNOWN]


def _band_words(areas: list[dict[str, str]]) -> dict[str, tuple[str, str]]:
    """Return the words and the colour of each band."""
    place, *wider = areas
    largest = areas[-1]["name"]
    return {
        place["code"]: (place["name"], "place"),
        **{area["code"]: (f"Rest of {area['name']}", "wider") for area in wider},
        OUTSIDE: (f"Outside {largest}", "outside"),
        UNKNOWN: ("Place not known", "unknown"),
    }


def headline(figures: Figures) -> list[dict[str, str]]:
    """Return the figures at the top: each band's share, and what it is a share of."""
    place, *others = bands_of(figures)
    total = total_pence(figures)
    payments = counted(figures["total"]["lines"], "payment")
    return [
        {
            "figure": place.share,
            "words": f"of {pounds_short(total)} stayed in {place.words}",
            "note": f"{pounds_short(place.pence)} in {counted(place.lines, 'payment')}",
        },
        *(
            {
                "figure": band.share,
                "words": _headline_words(band),
                "note": f"{pounds_short(band.pence)} in {counted(band.lines, 'payment')}",
            }
            for band in others
            if band.colour != "outside"
        ),
        {
            "figure": counted(figures["supplier_count"], "supplier").split()[0],
            "words": f"{'supplier' if figures['supplier_count'] == 1 else 'suppliers'} paid",
            "note": f"in {payments}",
        },
    ]


def _headline_words(band: BandFigure) -> str:
    if band.colour == "wider":
        return f"went to the {lower(band.words)}"
    return "went where the place is not known"


def categories(figures: Figures) -> list[GroupFigure]:
    """Return every category, the largest first."""
    return _groups(figures, "categories", nameless=NO_CATEGORY)


def suppliers(figures: Figures) -> list[GroupFigure]:
    """Return the suppliers that were paid most, the largest first."""
    return _groups(figures, "suppliers", nameless=NO_SUPPLIER)


def _groups(figures: Figures, kind: str, *, nameless: str) -> list[GroupFigure]:
    total = total_pence(figures)
    return [
        GroupFigure(
            key=group["key"],
            name=group["name"] or nameless,
            pence=int(group["total"]["pence"]),
            lines=group["total"]["lines"],
            share=percent(int(group["total"]["pence"]), total),
            band_pence=tuple(int(group["bands"][band]["pence"]) for band in band_codes(figures)),
        )
        for group in figures[kind]
    ]


def authorities(figures: Figures, names: Mapping[str, str]) -> list[tuple[str, str, int]]:
    """Return name, code and pence of each local authority, the largest first."""
    paid = sorted(figures["authorities"].items(), key=lambda pair: (-int(pair[1]), pair[0]))
    return [(names.get(code, code), code, int(pence)) for code, pence in paid]


def located_share(figures: Figures) -> str:
    """Return the share of the money whose place is known."""
    return percent(_located_pence(figures), total_pence(figures))


def is_provisional(figures: Figures) -> bool:
    """Whether too little of the money could be placed for the shares to be relied on."""
    return 100 * _located_pence(figures) < MINIMUM_LOCATED * total_pence(figures)


def provisional_words(figures: Figures) -> str:
    """Return what to say of a provisional result."""
    return (
        f"Provisional: the place is known of only {located_share(figures)} of the money. Below "
        f"{MINIMUM_LOCATED}% the shares are not to be relied on."
    )


def _located_pence(figures: Figures) -> int:
    return total_pence(figures) - int(figures["bands"][UNKNOWN]["pence"])


def outside_period(figures: Figures) -> str:
    """Return in words which payments of the files were left out, because of their dates."""
    left_out = figures["outside_period"]
    if not left_out["lines"]:
        return "Every payment of the files lies in the period: none is left out."
    count = counted(left_out["lines"], "payment")
    return (
        f"{count} ({pounds(int(left_out['pence']))}) in the same files "
        f"{'has another date' if left_out['lines'] == 1 else 'have other dates'} and "
        f"{'is' if left_out['lines'] == 1 else 'are'} left out; nothing else is."
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
