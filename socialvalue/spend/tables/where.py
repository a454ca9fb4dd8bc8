"""Where the money went: by band, area, anchor and local authority; and what was left out."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from socialvalue.places.queries import authority_names, lsoa_names, ward_names
from socialvalue.spend import figures
from socialvalue.spend.figures import DELIVERY, REGISTERED, Figures

from .table import Audience, Row, Table, Value, counted, pence, share
from .table import Head as Words
from .telling import any_few, bands_tell, is_few, kept, tells

REASONS = {
    "out_of_period": "Dated outside the period",
    "duplicate": "The same payment twice, as a person confirmed",
    "redacted": "Redacted: the supplier's name was taken out",
    "tax_payroll_pension": "Tax, pay and pensions",
    "financing": "Loans, investments and other financing",
    "grant": "Grants: shown beside, not in, what is bought",
    "inter_anchor": "Paid by one anchor to another: would count twice",
    "public_body": "Paid to other public bodies",
    "category": "A category that was left out",
}
PLACES_SAY = (
    "An address says where a supplier is registered or delivers, not where its staff live or "
    "where the money goes next."
)


def bands(found: Figures, audience: Audience, *, basis: str = REGISTERED) -> Table | None:
    """Return the bands by one of the two addresses, with shares of all and of what is placed."""
    if basis == DELIVERY and not figures.has_delivery(found):
        return None
    rows, total = figures.bands_of(found, basis=basis), figures.total_pence(found)
    located = total - rows[-1].pence
    # Payments are found by the address that the bands are by.
    name = "band_delivery" if basis == DELIVERY else "band"
    return Table(
        key="bands" if basis == REGISTERED else "bands-delivery",
        title=f"How near it went, by {figures.BASES[basis].lower()}",
        heads=[Words("Where"), counted(), pence(), share("Share of all"),
               share("Share of what is placed")],
        rows=[
            Row(
                [
                    band.words, band.lines, band.pence, figures.share(band.pence, total),
                    None if band.colour == "unknown" else figures.share(band.pence, located),
                ],
                {name: band.code},
            )
            for band in rows
        ],
        total=["All", found["total"]["lines"], total, figures.share(total, total),
               figures.share(located, located)],
        caution=PLACES_SAY,
    )  # fmt: skip


def bands_delivery(found: Figures, audience: Audience) -> Table | None:
    """Return the bands by delivery address, where that is known."""
    return bands(found, audience, basis=DELIVERY)


def areas(found: Figures, audience: Audience) -> Table | None:
    """Return every area as a whole, by both addresses, and the mean of the anchors beside."""
    if not found["area_totals"]:
        return None
    total = figures.total_pence(found)
    several = len(found["anchors"]) > 1
    rows = []
    for area in [*found["areas"], *found["other_areas"]]:
        spends = found["area_totals"].get(area["code"])
        if spends is None:
            continue
        cells: list[Value] = [area["name"]]
        for basis in (REGISTERED, DELIVERY):
            if figures.nothing_placed(found, basis=basis):
                cells += [None, None]
                continue
            amount = figures.pence(spends[basis])
            hidden = bands_tell(found, basis=basis) or tells(spends[basis], found["total"])
            cells += [
                kept(one, audience, hidden=hidden) for one in (amount, figures.share(amount, total))
            ]
        if several:
            cells.append(figures.mean_of_anchors(found, area["code"]))
        by_delivery = {3: {"area_delivery": area["code"]}}
        rows.append(Row(cells, {"area": area["code"]}, by_delivery))
    heads = [
        Words("Area"), pence("Paid, registered address"), share("Share, registered address"),
        pence("Paid, delivery address"), share("Share, delivery address"),
    ]  # fmt: skip
    mean = [share("Mean of the anchors' shares, registered address")] if several else []
    return Table(
        key="areas",
        title="Each area as a whole, by both addresses",
        heads=[*heads, *mean],
        rows=rows,
        caution="The pooled share is the one to use: all the money in the area over all the money. "
        "The mean of the anchors counts a small one as much as a large one.",
    )


def anchors(found: Figures, audience: Audience) -> Table | None:
    """Return each anchor by band, all pooled, and the mean of their shares beside."""
    if len(found["anchors"]) < 2:
        return None
    # Single bands of one anchor may stand for few payments: the public sees whole anchors.
    named = [] if audience is Audience.PUBLIC else figures.bands_of(found)
    few = any_few(anchor["total"] for anchor in found["anchors"])
    area_codes = [area["code"] for area in found["areas"]]
    # One share that would tell few payments takes those of the other anchors with it.
    hidden = {one: few or _area_tells(found, one) for one in area_codes}
    rows = []
    for anchor in found["anchors"]:
        split = [figures.pence(anchor["bands"][band.code]) for band in named]
        paid = kept(figures.pence(anchor["total"]), audience, hidden=few)
        shares = [kept(_share_in(anchor, one), audience, hidden=hidden[one]) for one in area_codes]
        rows.append(Row([anchor["name"], *split, paid, *shares], {"anchor": anchor["code"]}))
    total = [*(band.pence for band in named), figures.total_pence(found)]
    tell = bands_tell(found)
    pooled = [kept(figures.area_share(found, one), audience, hidden=tell) for one in area_codes]
    means = [
        kept(figures.mean_of_anchors(found, one), audience, hidden=hidden[one])
        for one in area_codes
    ]
    mean = Row(["Mean of the anchors, each counting alike", *("" for _ in total), *means])
    return Table(
        key="anchors",
        title="Each anchor, and all of them pooled",
        heads=[
            Words("Anchor"),
            *(pence(band.words, {"band": band.code}) for band in named),
            pence("All", {}),
            *(share(f"Share in {area['name']}") for area in found["areas"]),
        ],
        rows=[Row(["All, pooled", *total, *pooled], {}), *rows, mean],
        caution="Pooled: all their money together. The mean beside it is no share of any money.",
    )


def _share_in(anchor: Mapping[str, Any], code: str) -> Fraction | None:
    return figures.share(figures.pence(anchor["areas"][code]), figures.pence(anchor["total"]))


def _area_tells(found: Figures, code: str) -> bool:
    """Say whether what an anchor paid in an area, or beyond it, is few payments."""
    return any(tells(one["areas"][code], one["total"]) for one in found["anchors"])


def exclusions(found: Figures, audience: Audience) -> Table:
    """Return what was left out, with the reason; each payment has one."""
    rows = [
        Row(
            [
                REASONS.get(entry["reason"], entry["reason"].replace("_", " ").capitalize()),
                entry["lines"],
                figures.pence(entry),
            ],
            {"reason": entry["reason"]},
        )
        for entry in found["exclusions"]
        if entry["lines"]
    ]
    lines = sum(entry["lines"] for entry in found["exclusions"])
    amount = sum(figures.pence(entry) for entry in found["exclusions"])
    return Table(
        key="exclusions",
        title="What was left out, and why",
        heads=[Words("Reason"), counted(), pence()],
        rows=rows,
        total=[
            "Left out in all",
            *(kept(one, audience, hidden=is_few(lines)) for one in (lines, amount)),
        ],
        caution="A payment is left out for the first reason that holds, in this order. Files of "
        "different bodies differ in what was taken out before they were published.",
    )


def authorities(found: Figures, audience: Audience) -> Table:
    """Return what was paid in each local authority, the largest first."""
    names = authority_names(found["authorities"])
    total = figures.total_pence(found)
    return Table(
        key="authorities",
        title="Payments by local authority",
        heads=[Words("Local authority"), Words("Code"), pence(), share("Share of all")],
        rows=[
            Row([name, code, amount, figures.share(amount, total)], {"authority": code})
            for name, code, amount in figures.authorities(found, names)
        ],
        caution=PLACES_SAY,
    )


def wards(found: Figures, audience: Audience) -> Table | None:
    """Return what was paid in each ward of the place, the largest first."""
    paid = found["wards"]
    title = f"Payments by ward of {found['areas'][0]['name']}"
    names = ward_names(paid)
    return _small_areas(paid, names, found, key="wards", title=title, head="Ward", query="ward")


def neighbourhoods(found: Figures, audience: Audience) -> Table | None:
    """Return what was paid in each neighbourhood of the place, the largest first."""
    title = f"Payments by neighbourhood of {found['areas'][0]['name']}"
    for vintage, paid in sorted(found["neighbourhoods"].items(), reverse=True):
        census = f"20{vintage[-2:]}"
        names = lsoa_names(paid, vintage=int(census))
        head = f"Neighbourhood (LSOA of {census})"
        if paid:
            return _small_areas(
                paid, names, found, key="neighbourhoods", title=title, head=head, query=vintage
            )
    return None


def _small_areas(
    paid: Mapping[str, str],
    names: Mapping[str, str],
    found: Figures,
    *,
    key: str,
    title: str,
    head: str,
    query: str,
) -> Table | None:
    if not paid:
        return None
    ordered = sorted(paid.items(), key=lambda pair: (-int(pair[1]), pair[0]))
    total = figures.total_pence(found)
    return Table(
        key=key,
        title=title,
        heads=[Words(head), Words("Code"), pence(), share("Share of all")],
        rows=[
            Row(
                [names[code], code, int(amount), figures.share(int(amount), total)],
                {query: code},
            )
            for code, amount in ordered
        ],
        caution="A registered office in a neighbourhood is no job for the people who live there.",
    )
