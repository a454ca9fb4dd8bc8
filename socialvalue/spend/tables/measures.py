"""Single measures: small firms, social enterprises, leakage, LM3; deprivation; months."""

import datetime as dt
from collections.abc import Callable
from fractions import Fraction
from functools import partial

from socialvalue.calculations.rounding import decimal_from_text, shown
from socialvalue.calculations.spend.small_cells import FEWEST
from socialvalue.spend import figures, words
from socialvalue.spend.figures import Figures

from .table import Audience, Head, Kind, Query, Row, Table, Value, counted, pence, share
from .telling import any_few, bands_tell, exclusions_tell, kept, tells


def measures(found: Figures, audience: Audience) -> Table | None:
    """Return the measures that are one figure each, with what they are a share of."""
    if found["vcse"] is None:
        return None
    return Table(
        key="measures",
        title="Other measures",
        heads=[Head("Measure"), pence(), share(), Head("Share of")],
        rows=[*_near_and_small(found, audience), *_leaving(found, audience),
              *_beside(found, audience)],
        caution=" ".join([
            "Each share is of another whole, named beside it: do not add them up.",
            *(f"{why}." for measure, why in figures.WHY_NOT_KNOWN.items()
              if figures.known_pence(found, measure) is None),
        ]),
    )  # fmt: skip


def _near_and_small(found: Figures, audience: Audience) -> list[Row]:
    total = figures.total_pence(found)
    known = total - figures.pence(found["size_unknown"])
    sme, vcse = figures.known_pence(found, "sme"), figures.known_pence(found, "vcse")
    cells = partial(_cells_of, audience=audience)
    sizes, kinds = _groups_tell(found, "sizes"), _groups_tell(found, "kinds")
    of_known = "the money whose supplier's size is known"
    return [
        Row(
            ["Small and medium suppliers (fewer than 250 staff)",
             *cells(sme, total, "all the money", hidden=sizes)]
        ),
        Row(["Small and medium suppliers", *cells(sme, known, of_known, hidden=sizes)]),
        Row(
            ["Voluntary, community and social enterprises",
             *cells(vcse, total, "all the money", hidden=kinds)],
            None if vcse is None else {"kind": "vcse"},
        ),
        *_of_known_kinds(found, vcse, cells=partial(cells, hidden=kinds)),
    ]  # fmt: skip


def _of_known_kinds(
    found: Figures, vcse: int | None, *, cells: Callable[[int | None, int, str], list[Value]]
) -> list[Row]:
    """Return what social enterprises received of what went to those of whom it is said."""
    unknown = found["kind_unknown"]
    if vcse is None or unknown is None or not unknown["lines"]:
        return []
    known = figures.total_pence(found) - figures.pence(unknown)
    of_known = "the money whose supplier's kind is known"
    return [Row(["Voluntary, community and social enterprises", *cells(vcse, known, of_known)])]


def _leaving(found: Figures, audience: Audience) -> list[Row]:
    leakage, wider = found["leakage"], found["areas"][-1]["name"]
    left, in_reach = int(leakage["pence"]), int(leakage["influenceable_pence"])
    reach = int(leakage["influenceable_spend_pence"])
    cells = partial(_cells_of, audience=audience, hidden=_leak_tells(found))
    return [
        Row(
            [f"Left {wider}", *cells(left, figures.total_pence(found), "all the money")],
            {"leaking": "yes"},
        ),
        Row(
            [f"Left {wider}, in categories that can be influenced",
             *cells(in_reach, reach, "the money that can be influenced")],
            {"leaking": "yes", "influenceable": "yes"},
        ),
    ]  # fmt: skip


def _beside(found: Figures, audience: Audience) -> list[Row]:
    """Return what stands beside the total; the public sees it where all exclusions can be seen."""
    named = [
        ("Grants", found["grants"], "grant"),
        ("Paid by one anchor to another", found["inter_anchor"], "inter_anchor"),
        ("Paid to other public bodies", found["public_bodies"], "public_body"),
    ]
    hidden = exclusions_tell(found)
    return [
        Row(
            [text, kept(figures.pence(spend), audience, hidden=hidden), "",
             "beside the total, not in it"],
            {"reason": reason},
        )
        for text, spend, reason in named
        if spend and spend["lines"]
    ]  # fmt: skip


def _cells_of(
    amount: int | None, of: int, whole: str, *, audience: Audience, hidden: bool
) -> list[Value]:
    """Return an amount, its share of a whole, and what that is; neither is known of None."""
    pair = (amount, None if amount is None else figures.share(amount, of))
    return [*(kept(value, audience, hidden=hidden) for value in pair), whole]


def _groups_tell(found: Figures, kind: str) -> bool:
    """Say whether one of the sizes or kinds is few payments: sums of some of them would tell it."""
    return any_few(group["total"] for group in found[kind])


def _leak_tells(found: Figures) -> bool:
    """Say whether what leaves, or stays, is few payments: in all, or of what can be influenced."""
    leaks = {True: 0, False: 0}
    paid = {True: 0, False: 0}
    for group in found["categories"]:
        leaks[group["influenceable"]] += group["leak"]["lines"]
        paid[group["influenceable"]] += group["total"]["lines"]
    return bands_tell(found) or any(
        tells({"lines": leaks[one]}, {"lines": paid[one]}) for one in (True, False)
    )


def deprivation(found: Figures, audience: Audience) -> Table | None:
    """Return spend by deprivation decile, each index with its vintage beside the others."""
    indices = found["deprivation"]
    if not indices:
        return None
    heads = [Head("Decile")]
    for index in indices:
        query = {"index": index["index"]}
        heads += [
            Head(f"Payments, {index['name']}", Kind.COUNT),
            pence(f"Paid, {index['name']}", query),
            share(f"Share, {index['name']}"),
        ]
    return Table(
        key="deprivation",
        title="Spend by how deprived the supplier's neighbourhood is",
        heads=heads,
        rows=[
            *(
                Row(_decile(indices, place), of_cells=_of_decile(indices, place + 1))
                for place in range(10)
            ),
            Row(_unranked(indices), of_cells=_of_decile(indices, 0)),
        ],
        total=[
            "All, placed in England",
            *(cell for one in indices for cell in _cells(one["base"], one)),
        ],
        caution="Only payments placed in England are ranked. Never compare two years by two "
        "indices: the index moves. A supplier's office in a deprived neighbourhood is no job for "
        "the people who live there.",
    )  # fmt: skip


def _decile(indices: list[dict], place: int) -> list[Value]:
    words = {0: "1, the most deprived tenth", 9: "10, the least deprived tenth"}
    cells: list[Value] = [words.get(place, str(place + 1))]
    for index in indices:
        cells += _cells(index["deciles"][place], index)
    return cells


def _of_decile(indices: list[dict], decile: int) -> dict[int, Query]:
    """Return the payments behind the amount of each index: in every third column from the third."""
    return {
        2 + 3 * place: {"decile": f"{index['index']}-{decile}"}
        for place, index in enumerate(indices)
    }


def _unranked(indices: list[dict]) -> list[Value]:
    return ["Not known", *(cell for one in indices for cell in _cells(one["unknown"], one))]


def _cells(spend: dict, index: dict) -> list[Value]:
    amount = figures.pence(spend)
    return [spend["lines"], amount, figures.share(amount, figures.pence(index["base"]))]


def months(found: Figures, audience: Audience) -> Table | None:
    """Return what was paid month by month, and how near it went."""
    if not found["months"]:
        return None
    named = figures.bands_of(found) if audience is not Audience.PUBLIC else []
    place = found["areas"][0]
    near_of = [month["bands"].get(place["code"], figures.NOTHING) for month in found["months"]]
    hidden = any(
        tells(near, month["total"]) for near, month in zip(near_of, found["months"], strict=True)
    )
    rows = []
    for month, spend in zip(found["months"], near_of, strict=True):
        total, near = figures.pence(month["total"]), figures.pence(spend)
        split = [figures.pence(month["bands"].get(band.code, figures.NOTHING)) for band in named]
        local = figures.share(near, total) if total > 0 else None
        cells = [
            month_words(month["month"]), month["total"]["lines"], *split, total,
            kept(local, audience, hidden=hidden),
        ]  # fmt: skip
        rows.append(Row(cells, {"month": month["month"]}))
    total = figures.total_pence(found)
    return Table(
        key="months",
        title="Month by month",
        heads=[
            Head("Month"),
            counted(),
            *(pence(band.words, {"band": band.code}) for band in named),
            pence("All", {}),
            share(f"Share in {place['name']}"),
        ],
        rows=rows,
        total=[
            "All", found["total"]["lines"], *(band.pence for band in named), total,
            kept(figures.area_share(found, place["code"]), audience, hidden=bands_tell(found)),
        ],
        caution="Single large payments move a month's share.",
    )  # fmt: skip


def month_words(month: str) -> str:
    """Return a month as people read it: "April 2024"."""
    return f"{dt.date.fromisoformat(f'{month}-01'):%B %Y}"


def multiplier(found: Figures, audience: Audience) -> Table | None:
    """Return the local multiplier with its three rounds, by both ways of counting (LM3).

    Not for the public where a round tells few payments, or what one of few suppliers answered.
    None where no supplier in the area answered: then nothing is known of the third round.
    """
    worked, survey = found["multiplier"], found["survey"]
    if not worked or not survey or not survey["respondents"]:
        return None
    if audience is Audience.PUBLIC and (bands_tell(found) or survey["respondents"] < FEWEST):
        return None
    keys = ("imputed", "respondents_only")
    scores = [_score(worked[key]) for key in keys]
    rounds = [
        ("Round 1: what was paid", "round_1", "round_1"),
        ("Round 2: of it, to suppliers in the area", "round_2", "round_2"),
        ("Round 3: of that, what they spent again in the area", "round_3_imputed",
         "round_3_respondents_only"),
    ]  # fmt: skip
    return Table(
        key="multiplier",
        title="The local multiplier (LM3), round by round",
        heads=[
            Head("Round"),
            pence("Suppliers who did not answer at the mean of the others"),
            pence("Suppliers who did not answer at nought"),
        ],
        rows=[
            *(
                Row([text, _in_pence(worked[one]), _in_pence(worked[other])])
                for text, one, other in rounds
            ),
            Row(["LM3 = (round 1 + round 2 + round 3) / round 1", *scores]),
        ],
        caution=f"{words.counted(survey['respondents'], 'supplier')} answered, who received "
        f"{_coverage(survey['coverage_pct'])} of round 2. LM3 says how often a pound is spent in "
        "the area over three rounds; it does not say that anybody is better off.",
    )  # fmt: skip


def _score(stored: str | None) -> str | None:
    """Return LM3 to two places; None where it is not known, as when answers weigh nothing."""
    return None if stored is None else shown(decimal_from_text(stored), places=2)


def _coverage(stored: str | None) -> str:
    """Return a stored percentage as people read it, to one place like every other share."""
    return "an unknown part" if stored is None else f"{shown(decimal_from_text(stored), places=1)}%"


def _in_pence(pounds: str | None) -> Fraction | None:
    return None if pounds is None else 100 * Fraction(decimal_from_text(pounds))


def unplaced(found: Figures, audience: Audience) -> Table | None:
    """Return why the place of some payments is not known."""
    if not found["unplaced"]:
        return None
    return Table(
        key="unplaced",
        title="Why the place is not known",
        heads=[Head("Why"), counted(), pence()],
        rows=[
            Row([entry["name"], entry["lines"], figures.pence(entry)], {"unplaced": entry["name"]})
            for entry in found["unplaced"]
        ],
    )


def repairs(found: Figures, audience: Audience) -> Table | None:
    """Return the postcodes that were repaired."""
    if not found["repairs"]:
        return None
    return Table(
        key="repairs",
        title="Postcodes that were repaired",
        heads=[Head("As written"), Head("Read as"), counted(), pence()],
        rows=[
            Row([entry["name"], entry["read"], entry["lines"], figures.pence(entry)])
            for entry in found["repairs"]
        ],
    )
