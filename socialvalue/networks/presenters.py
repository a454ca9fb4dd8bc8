"""Networks as their pages and files show them."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

from socialvalue.calculations.rounding import shown
from socialvalue.calculations.spend.bands import UNKNOWN
from socialvalue.calculations.spend.pooling import Contribution, Pool
from socialvalue.core.exports import Cell
from socialvalue.networks.models import Seat, Share
from socialvalue.networks.queries import (
    BY_NAME,
    NOT_FOUND,
    TOO_FEW,
    Period,
    PooledCategory,
    Recommended,
    Unnamed,
    band_codes,
    named_in,
)
from socialvalue.spend import words

CSV_HEADINGS = [
    "Member", "What is shared", "Paid, without payments to members (pounds)",
    "Paid to other members (pounds)", "In the place (pounds)", "In the place (percent)",
    "In place and wider area (percent)", "Place not known (pounds)",
]  # fmt: skip
NOT_SHARED = "Not shared"


def share_words(share: Fraction | None) -> str:
    """Return an exact share as a percentage to one decimal place."""
    return "not known" if share is None else f"{shown(100 * share, places=1)}%"


def period_words(period: Period) -> str:
    """Return a period in words."""
    return words.period(period.start, period.end)


def cards(pool: Pool, shares: Sequence[Share]) -> list[dict[str, str]]:
    """Return the figures at the top: the pooled share first, the mean of members beside it."""
    place, *wider = [area["code"] for area in shares[0].figures["areas"]]
    name = shares[0].figures["areas"][0]["name"]
    pooled = [
        {
            "figure": share_words(pool.share(place)),
            "words": f"of {words.pounds_short(pool.total)} stayed in {name}",
            "note": f"all members together; {_mean(pool, place)}",
        }
    ]
    if wider:
        around = shares[0].figures["areas"][-1]["name"]
        pooled.append(
            {
                "figure": share_words(pool.share(place, *wider)),
                "words": f"stayed in {around}",
                "note": f"{name} included; {_mean(pool, place, *wider)}",
            }
        )
    return [
        *pooled,
        {
            "figure": words.pounds_short(pool.netted),
            "words": "was paid from member to member",
            "note": "netted off: it is in none of these figures",
        },
    ]


def _mean(pool: Pool, *bands: str) -> str:
    return f"the mean of the members is {share_words(pool.mean_share(*bands))}"


def member_rows(seats: Iterable[Seat], shares: Sequence[Share], pool: Pool) -> list[dict[str, Any]]:
    """Return a row for each member: what it shares of the period."""
    by_seat = {share.seat_id: share for share in shares}
    return [_member(seat, by_seat.get(seat.pk), pool) for seat in seats]


def _member(seat: Seat, share: Share | None, pool: Pool) -> dict[str, Any]:
    row: dict[str, Any] = {"name": seat.organisation.name, "share": share, "cells": None}
    if share is None:
        return row
    contribution = next((one for one in pool.contributions if one.name == row["name"]), None)
    if contribution is None:
        return row | {"total": words.pounds(int(share.figures["total"]))}
    place, *wider = [area["code"] for area in share.figures["areas"]]
    return row | {
        "total": words.pounds(contribution.total),
        "place": share_words(contribution.share(place)),
        "wider": share_words(contribution.share(place, *wider)) if wider else "",
        "unknown": share_words(contribution.share(UNKNOWN)),
    }


def category_rows(categories: Iterable[PooledCategory]) -> list[list[str]]:
    """Return a row for each pooled category."""
    return [
        [
            category.name or "No category given",
            "" if category.is_between else words.counted(category.members, "member"),
            words.pounds(category.pence),
            _known(category.place_pence, category.pence),
            _known(category.leak_pence, category.pence),
        ]
        for category in categories
    ]


UNNAMED = {
    BY_NAME: "What {payer} paid {member} is netted off by its name alone: nobody there has said "
    "which supplier it is.",
    NOT_FOUND: "{payer} paid nothing under the name of {member}: if it is paid under another, "
    "nothing is netted off before somebody there says which supplier it is.",
    TOO_FEW: "What {payer} paid {member} is not netted off: it is so few payments that the sum "
    "would say what they were.",
}


def unnamed_words(found: Iterable[Unnamed]) -> list[str]:
    """Return a sentence for each member that another does not know for sure."""
    return [UNNAMED[one.how].format(payer=one.payer, member=one.member) for one in found]


def _known(part: int | None, of: int) -> str:
    return NOT_SHARED if part is None else f"{words.pounds(part)} ({words.percent(part, of)})"


def share_page(share: Share) -> dict[str, Any]:
    """Return what the page of one member's shared sums shows."""
    figures = share.figures
    total = int(figures["total"])
    names = {area["code"]: area["name"] for area in figures["areas"]}
    bands = figures["bands"]
    return {
        "total": words.pounds(total),
        "lines": words.counted(figures["lines"], "payment"),
        "band_columns": columns("Where", "Paid", "Share"),
        "category_columns": columns("Category", "Paid", "In the place", "Share in the place"),
        "supplier_columns": columns("Supplier", "Paid"),
        "between": _between(figures["left_out_between"]),
        "bands": [
            [_band_words(code, names), words.pounds(int(bands[code])),
             words.percent(int(bands[code]), total)]
            for code in (band_codes(share) if bands else [])
        ],
        "categories": [
            [
                category["name"] or "No category given",
                words.pounds(int(category["pence"])),
                *_split(category, names),
            ]
            for category in figures.get("categories", [])
        ],
        "suppliers": [
            [supplier["name"], words.pounds(int(supplier["pence"]))]
            for supplier in named_in(share)["suppliers"]
        ],
    }  # fmt: skip


def _between(left_out: str | None) -> str:
    """Return in words what was left out as paid to other anchors, which may not be told."""
    if left_out is None:
        return "What the analysis left out as paid to other anchors is too few payments to be told."
    return (
        f"{words.pounds(int(left_out))} that the analysis left out as paid to other anchors is "
        "not in it."
    )


def _band_words(code: str, names: dict[str, str]) -> str:
    """Return a band in words: the first area whole, the others without what lies within."""
    if code in names:
        first = next(iter(names))
        return names[code] if code == first else f"Rest of {names[code]}"
    if code == UNKNOWN:
        return "Place not known"
    return f"Outside {list(names.values())[-1]}"


def _split(category: dict[str, Any], names: dict[str, str]) -> list[str]:
    if category["bands"] is None:
        return [NOT_SHARED, NOT_SHARED]
    place = int(category["bands"][next(iter(names))])
    return [words.pounds(place), words.percent(place, int(category["pence"]))]


def csv_rows(seats: Iterable[Seat], shares: Sequence[Share], pool: Pool) -> list[list[Cell]]:
    """Return a row of the file for each member, then all together, then the mean of members."""
    by_seat = {share.seat_id: share for share in shares}
    brought = {one.name: one for one in pool.contributions}
    rows: list[list[Cell]] = []
    for seat in seats:
        name, share = seat.organisation.name, by_seat.get(seat.pk)
        if share is None:
            rows.append([name, NOT_SHARED, *[None] * 6])
        elif name not in brought:
            total = words.as_pounds(int(share.figures["total"]))
            rows.append([name, share.get_level_display(), total, *[None] * 5])
        else:
            rows.append([name, share.get_level_display(), *_amounts(brought[name], share)])
    if pool.contributions:
        rows += _pooled_rows(pool, shares[0])
    return rows


def _amounts(contribution: Contribution, share: Share) -> list[Cell]:
    place, *wider = [area["code"] for area in share.figures["areas"]]
    return [
        words.as_pounds(contribution.total),
        words.as_pounds(sum(contribution.netted.values())),
        words.as_pounds(contribution.net[place]),
        _percent(contribution.share(place)),
        _percent(contribution.share(place, *wider)),
        words.as_pounds(contribution.net[UNKNOWN]),
    ]


def _pooled_rows(pool: Pool, share: Share) -> list[list[Cell]]:
    place, *wider = [area["code"] for area in share.figures["areas"]]
    return [
        [
            "All members together", "Pooled",
            words.as_pounds(pool.total), words.as_pounds(pool.netted),
            words.as_pounds(pool.bands[place]), _percent(pool.share(place)),
            _percent(pool.share(place, *wider)), words.as_pounds(pool.bands[UNKNOWN]),
        ],
        [
            "Mean of the members", "Each member counts alike", None, None, None,
            _percent(pool.mean_share(place)), _percent(pool.mean_share(place, *wider)), None,
        ],
    ]  # fmt: skip


def _percent(share: Fraction | None) -> Cell:
    return None if share is None else words.rounded_pounds(share * 10_000)


def columns(first: str, *numbers: str) -> list[dict[str, Any]]:
    """Return the heads of a table: its first column, and numbers."""
    return [{"text": first}, *({"text": text, "numeric": True} for text in numbers)]


def recommended_rows(found: Iterable[Recommended]) -> list[list[str]]:
    """Return a row for each supplier that another member pays."""
    return [
        [one.supplier, f"{one.member} ({one.network})", words.pounds(one.pence)] for one in found
    ]
