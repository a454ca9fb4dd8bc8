"""The bands of the money: place, rest of the wider area, outside, not known."""

from dataclasses import dataclass
from fractions import Fraction

from socialvalue.calculations.spend.bands import OUTSIDE, UNKNOWN
from socialvalue.spend.words import counted, lower, percent, pounds_short

from .stored import Figures, pence, share, total_pence

REGISTERED, DELIVERY = "registered", "delivery"
BASES = {
    REGISTERED: "Registered or invoice address",
    DELIVERY: "Delivery address or branch",
}


@dataclass(frozen=True)
class BandFigure:
    """One band of the money: its code, words, colour, and how much."""

    code: str
    words: str
    colour: str
    pence: int
    lines: int
    share: str


def band_codes(found: Figures) -> list[str]:
    """Return the codes of the bands in their order.

    The order is said here and not read from what is stored: PostgreSQL keeps the members of a JSON
    object in an order of its own.
    """
    return [*(area["code"] for area in found["areas"]), OUTSIDE, UNKNOWN]


def band_words(found: Figures) -> dict[str, tuple[str, str]]:
    """Return the words and the colour of each band."""
    place, *wider = found["areas"]
    largest = found["areas"][-1]["name"]
    return {
        place["code"]: (place["name"], "place"),
        **{area["code"]: (f"Rest of {area['name']}", "wider") for area in wider},
        OUTSIDE: (f"Outside {largest}", "outside"),
        UNKNOWN: ("Place not known", "unknown"),
    }


def bands_of(found: Figures, *, basis: str = REGISTERED) -> list[BandFigure]:
    """Return the bands in their order, by one of the two addresses."""
    spends = found["bands_delivery"] if basis == DELIVERY else found["bands"]
    words = band_words(found)
    return [
        BandFigure(
            code=code,
            words=words[code][0],
            colour=words[code][1],
            pence=pence(spends[code]),
            lines=spends[code]["lines"],
            share=percent(pence(spends[code]), total_pence(found)),
        )
        for code in band_codes(found)
    ]


def has_delivery(found: Figures) -> bool:
    """Say whether the figures were worked out by delivery address too."""
    return bool(found["bands_delivery"])


def nothing_placed(found: Figures, *, basis: str = REGISTERED) -> bool:
    """Say whether no payment could be placed by an address: then no share of a place is known."""
    spends = found["bands_delivery"] if basis == DELIVERY else found["bands"]
    lines = found["total"]["lines"]
    return bool(lines and spends[UNKNOWN]["lines"] == lines)


def area_share(found: Figures, code: str, *, basis: str = REGISTERED) -> Fraction | None:
    """Return the share of the money in an area as a whole, such as a county with its town."""
    totals = found["area_totals"].get(code)
    if totals:
        return share(pence(totals[basis]), total_pence(found))
    codes = [area["code"] for area in found["areas"]]
    inside = codes[: codes.index(code) + 1]
    return share(sum(pence(found["bands"][one]) for one in inside), total_pence(found))


def mean_of_anchors(found: Figures, code: str) -> Fraction | None:
    """Return the mean of the anchors' own shares in an area: each counts alike, whatever it pays.

    To be shown beside the pooled share and never instead of it (spend rule 13). None without
    anchors, or where one of them paid nothing.
    """
    spends = [(one["areas"].get(code), one["total"]) for one in found["anchors"]]
    shares = [share(pence(part), pence(whole)) for part, whole in spends if part]
    if len(shares) < len(spends) or not shares or None in shares:
        return None
    return sum(shares, start=Fraction(0)) / len(shares)


def share_if_known(part: int, of: int, *, unknown: int) -> str:
    """Return a share in words. Where nothing of the whole is known, its share is not nought."""
    return "Not known" if of and unknown == of else percent(part, of)


def headline(found: Figures, *, basis: str = REGISTERED) -> list[dict[str, str]]:
    """Return the figures at the top: each band's share, and what it is a share of."""
    place, *others = bands_of(found, basis=basis)
    total, unknown = total_pence(found), others[-1].pence
    payments = counted(found["total"]["lines"], "payment")
    return [
        {
            "figure": share_if_known(place.pence, total, unknown=unknown),
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
            "figure": f"{found['supplier_count']:,}",
            "words": f"{'supplier' if found['supplier_count'] == 1 else 'suppliers'} paid",
            "note": f"in {payments}",
        },
    ]


def _headline_words(band: BandFigure) -> str:
    if band.colour == "wider":
        return f"went to the {lower(band.words)}"
    return "went where the place is not known"
