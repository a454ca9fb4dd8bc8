"""What the money was for and who was paid: categories, suppliers, sectors, sizes, kinds."""

from fractions import Fraction

from socialvalue.calculations.spend import small_cells
from socialvalue.calculations.spend.bands import OUTSIDE, Spend
from socialvalue.spend import figures
from socialvalue.spend.figures import BandFigure, Figures, GroupFigure

from .table import NOT_SHOWN, Audience, Head, Row, Table, Value, counted, pence, share

INDIVIDUAL = "An individual"
INDIVIDUALS = "Individuals, together"
NAMES = {
    "categories": ("Category", "What the money was for", "category"),
    "suppliers": ("Supplier", "Who was paid", "supplier"),
    "sectors": ("Sector (SIC 2007 section)", "The suppliers' sectors", "sector"),
    "sizes": ("Size", "The suppliers' sizes", "size"),
    "kinds": ("Kind", "The suppliers' kinds", "kind"),
}
CAUTIONS = {
    "categories": "Categories are the bodies' own words, and mean what each body means by them.",
    "suppliers": "A supplier may pay others, near or far: this is where the first payment went.",
    "sectors": "A sector is that of the company register's first class, which the company chose.",
    "sizes": "Staff numbers are the supplier's own or, by accounts, a proxy; a small firm may "
    "belong to a large group. Sizes that are not known are a row of their own.",
    "kinds": "A supplier counts as a voluntary or social enterprise where a register or your own "
    "list says so; others may be missing.",
}


def groups(found: Figures, audience: Audience, *, kind: str) -> Table | None:
    """Return the groups of a kind by band, the largest first; None where there are none."""
    if not found[kind]:
        return None
    named = figures.bands_of(found)
    head, title, query = NAMES[kind]
    return Table(
        key=kind,
        title=title,
        heads=[
            Head(head),
            counted(),
            *(pence(band.words, {"band": band.code}) for band in named),
            pence("All", {}),
            share("Share of all"),
        ],
        rows=rows_of(shown_groups(found, audience, kind=kind), found, query=query),
        total=[
            "All",
            found["total"]["lines"],
            *_totals(named, audience),
            figures.total_pence(found),
            Fraction(1),
        ]
        if kind != "suppliers" or len(found[kind]) == found["supplier_count"]
        else None,
        caution=CAUTIONS[kind],
    )


def _totals(named: list[BandFigure], audience: Audience) -> list[Value]:
    """Return the total of each band; none of them for the public if one stands for few payments."""
    few = any(small_cells.is_small(Spend(band.lines, band.pence)) for band in named)
    if audience is Audience.PUBLIC and few:
        return [NOT_SHOWN] * len(named)
    return [band.pence for band in named]


def rows_of(listed: list[GroupFigure], found: Figures, *, query: str) -> list[Row]:
    """Return a row for each group; one that stands for several leads to no payments."""
    total = figures.total_pence(found)
    rows = []
    for group in listed:
        split: list[Value] = list(group.band_pence) or [NOT_SHOWN] * len(figures.band_codes(found))
        cells = [group.name, group.lines, *split, group.pence, figures.share(group.pence, total)]
        rows.append(Row(cells, None if group.is_several else {query: group.key}))
    return rows


def shown_groups(found: Figures, audience: Audience, *, kind: str) -> list[GroupFigure]:
    """Return the groups as an audience may see them (spend rule 19).

    Own pages name everybody. Files name no individual. What is public shows individuals together,
    and no figure that stands for few payments.
    """
    listed = figures.groups_of(found, kind)
    if audience is Audience.OWN:
        return listed
    if audience is Audience.FILE:
        return [_unnamed(group) if group.is_individual else group for group in listed]
    return _published(listed, found, by_name=kind == "suppliers")


def _unnamed(group: GroupFigure) -> GroupFigure:
    return GroupFigure(**{**vars(group), "name": INDIVIDUAL, "key": ""})


def _published(listed: list[GroupFigure], found: Figures, *, by_name: bool) -> list[GroupFigure]:
    people = [group for group in listed if group.is_individual]
    firms = [group for group in listed if not group.is_individual]
    if by_name:
        firms = _nameable(firms, found)
    if people:
        firms.append(figures.together(people, name=INDIVIDUALS))
    codes = figures.band_codes(found)
    by_key = {f"{place}": group for place, group in enumerate(firms)}
    cells = [_cell(key, group, codes) for key, group in by_key.items()]
    return [_of_shown(one, by_key, codes, found) for one in small_cells.shown(cells)]


def _nameable(firms: list[GroupFigure], found: Figures) -> list[GroupFigure]:
    """Return suppliers, those together whose names would tell what single payments to others were.

    Where a firm is, anybody knows: what it was paid, taken from what went there, leaves the others.
    """
    codes = figures.band_codes(found)
    by_key = {f"{place}": group for place, group in enumerate(firms)}
    bands = {band.code: Spend(band.lines, band.pence) for band in figures.bands_of(found)}
    named = small_cells.named((_cell(key, by_key[key], codes) for key in by_key), of=bands)
    kept = {group.key: by_key.pop(group.key) for group in named}
    rest = list(by_key.values())
    others = [figures.together(rest, name=f"Others ({len(rest)} together)")] if rest else []
    return [*kept.values(), *others]


def _cell(key: str, group: GroupFigure, codes: list[str]) -> small_cells.Group:
    split = zip(codes, group.band_lines, group.band_pence, strict=True)
    return small_cells.Group(
        key, group.name, {code: Spend(lines, amount) for code, lines, amount in split}
    )


def _of_shown(
    one: small_cells.Shown, by_key: dict[str, GroupFigure], codes: list[str], found: Figures
) -> GroupFigure:
    before = by_key.get(one.key)
    spends = [one.bands.get(code, Spend()) for code in codes] if one.bands else []
    return GroupFigure(
        key=before.key if before else "",
        name=one.name,
        pence=one.total.pence,
        lines=one.total.lines,
        band_pence=tuple(spend.pence for spend in spends),
        band_lines=tuple(spend.lines for spend in spends),
        leak_pence=one.bands[OUTSIDE].pence if one.bands and OUTSIDE in one.bands else 0,
        is_influenceable=before.is_influenceable if before else True,
        several=before.several if before else 2,
    )


def flows(found: Figures, audience: Audience) -> Table | None:
    """Return what each anchor paid for each category, by band; None where it was not worked out."""
    listed = figures.flows_of(found)
    if not listed:
        return None
    named, total = figures.bands_of(found), figures.total_pence(found)
    return Table(
        key="flows",
        title="From whom, for what, and where it went",
        heads=[
            Head("Anchor"),
            Head("Category"),
            counted(),
            *(pence(band.words, {"band": band.code}) for band in named),
            pence("All", {}),
            share("Share of all"),
        ],
        rows=[
            Row(
                [
                    flow.anchor_name, flow.category_name, flow.lines, *flow.band_pence, flow.pence,
                    figures.share(flow.pence, total),
                ],
                None
                if flow.category is None
                else {"anchor": flow.anchor, "category": flow.category},
            )
            for flow in listed
        ],
        total=["All", "", found["total"]["lines"], *(band.pence for band in named), total,
               Fraction(1)],
        caution=CAUTIONS["categories"],
    )  # fmt: skip


def leakage(found: Figures, audience: Audience) -> Table | None:
    """Return what leaves the wider area by category, the most pounds first (spend rule 17)."""
    listed = [
        group
        for group in shown_groups(found, audience, kind="categories")
        if group.band_pence and group.leak_pence > 0
    ]
    if not listed:
        return None
    listed.sort(key=lambda group: (-group.leak_pence, group.name))
    rows = [
        Row(
            [
                group.name,
                group.pence,
                group.leak_pence,
                figures.share(group.leak_pence, group.pence) if group.pence > 0 else None,
                "Yes" if group.is_influenceable else "No",
            ],
            None if group.is_several else {"category": group.key},
        )
        for group in listed
    ]
    wider = found["areas"][-1]["name"]
    return Table(
        key="leakage",
        title=f"What leaves {wider}, by category",
        heads=[Head("Category"), pence("Paid", {}), pence("Left", {"leaking": "yes"}),
               share("Share that left"), Head("Can be influenced")],
        rows=rows,
        caution="Money that leaves is no money wasted: much of it buys what nobody nearer makes.",
    )  # fmt: skip


def negatives(found: Figures, audience: Audience) -> Table | None:
    """Return suppliers and categories to which more was refunded than paid (spend rule 3)."""
    rows = [
        Row([group.name, NAMES[kind][0], group.lines, group.pence], {NAMES[kind][2]: group.key})
        for kind in ("suppliers", "categories")
        for group in shown_groups(found, audience, kind=kind)
        if group.pence < 0
    ]
    if not rows:
        return None
    return Table(
        key="negative-totals",
        title="Refunds larger than payments",
        heads=[Head("Name"), Head("What"), counted(), pence("All", {})],
        rows=rows,
        caution="They are in every total with their sign.",
    )


def _tops_of_many(tops: list[dict], found: Figures) -> list[dict]:
    """Return the entries that stand for five payments more than the one before, and fewer than all.

    Where a sum of the largest is of few payments, or all but few, it would say what they were.
    """
    lines = [group["total"]["lines"] for group in found["suppliers"]]
    shown: list[dict] = []
    before, every = 0, found["total"]["lines"]
    for entry in tops:
        counted_ = sum(lines[: entry["n"]])
        if min(counted_ - before, every - counted_) >= small_cells.FEWEST:
            shown.append(entry)
            before = counted_
    return shown


def concentration(found: Figures, audience: Audience) -> Table | None:
    """Return how much the largest suppliers were paid, stating how many they are (rule 14)."""
    measured, total = found["concentration"], figures.total_pence(found)
    if not measured:
        return None
    count = found["supplier_count"]
    tops = [entry for entry in measured["top"] if entry["n"] < count]
    if audience is Audience.PUBLIC:
        tops = _tops_of_many(tops, found)
    return Table(
        key="concentration",
        title="How much the largest suppliers were paid",
        heads=[Head("Largest suppliers"), pence(), share("Share of all")],
        rows=[
            Row(
                [
                    "The largest one" if entry["n"] == 1 else f"The largest {entry['n']}",
                    int(entry["pence"]),
                    figures.share(int(entry["pence"]), total),
                ]
            )
            for entry in tops
        ],
        total=[f"All {count:,}", total, figures.share(total, total)],
        caution="A share of the largest suppliers is not the share of all: never set one beside "
        "the other.",
    )
