"""The figures of an analysis: what its pages, reports, files and networks read.

A *spend* is {"lines": whole number, "pence": whole pence as text}. Sums are exact; parts of a penny
are rounded here, once, half up. Percentages are worked out where they are shown. Lists of groups
are in order of spend, the largest first, and then of their keys.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate
from typing import Any

from socialvalue.calculations.rounding import half_up, shown
from socialvalue.calculations.spend.bands import OUTSIDE, Area
from socialvalue.calculations.spend.breakdowns import multiplier, respend_survey
from socialvalue.calculations.spend.classified import KINDS, SECTIONS, SIZES, Named
from socialvalue.calculations.spend.facts import month_text
from socialvalue.calculations.spend.measures import Measures
from socialvalue.calculations.spend.money import Pence
from socialvalue.calculations.spend.places import Basis, Location
from socialvalue.calculations.spend.result import is_provisional
from socialvalue.calculations.spend.study_files import Answer
from socialvalue.calculations.spend.sums import Spend, Sums
from socialvalue.calculations.spend.suppliers import Kind
from socialvalue.calculations.suppliers.sectors import sections

VERSION = 4
"""2 had everything but the flows."""

SUPPLIERS_KEPT = 1_000
CATEGORIES_FLOWING = 40
REPAIRS_KEPT = 100
TOPS = (1, 5, 10, 20, 50, 100, 300)
MOST_OF_IT = Fraction(80, 100)

Figures = dict[str, Any]


@dataclass(frozen=True)
class IndexName:
    """A deprivation index, in words, and the vintage of the small areas that it joins."""

    code: str
    name: str
    vintage: str


def figures_of(
    measures: Measures,
    *,
    answers: Sequence[Answer],
    indices: Sequence[IndexName],
    home: Area,
    words: Mapping[str, str],
) -> Figures:
    """Return the figures. `home` is the area whose wards and neighbourhoods are told.

    `words` are what people read for kinds and sizes of suppliers.
    """
    return {
        "version": VERSION,
        **_where(measures),
        **_who_paid(measures),
        **_what_for(measures),
        "flows": _flows(measures),
        **_to_whom(measures, words),
        "months": _months(measures),
        **_places(measures, home),
        "deprivation": [_deprivation(measures, index) for index in indices],
        "leakage": _leakage(measures),
        **_respent(measures, answers),
    }


def kept(spend: Spend) -> dict[str, Any]:
    """Return a spend as it is stored."""
    return {"lines": spend.lines, "pence": pence_text(spend.pence)}


def pence_text(pence: Pence) -> str:
    """Return pence as whole pence in text."""
    return str(pence if isinstance(pence, int) else half_up(pence, places=0))


def _where(measures: Measures) -> Figures:
    question = measures.added.question
    nested = {area.code for area in question.nested.areas}
    return {
        "areas": [{"code": area.code, "name": area.name} for area in question.nested.areas],
        "other_areas": [
            {"code": area.code, "name": area.name}
            for area in question.areas.values()
            if area.code not in nested
        ],
        "total": kept(measures.total),
        "bands": _bands(measures, Basis.REGISTERED),
        "bands_delivery": _bands(measures, Basis.DELIVERY),
        "area_totals": {
            area.code: {
                "registered": kept(measures.spend(measures.within(area))),
                "delivery": kept(measures.spend(measures.within(area), Basis.DELIVERY)),
            }
            for area in question.areas.values()
        },
        "coverage": {
            "located_pence": pence_text(measures.spend(measures.located).pence),
            "minimum_pct": f"{question.minimum_located_pct:f}",
            "provisional": is_provisional(measures),
        },
    }


def _bands(measures: Measures, basis: Basis) -> Figures:
    return {
        band: kept(measures.spend(measures.of_band(band), basis))
        for band in measures.added.question.nested.bands
    }


def _who_paid(measures: Measures) -> Figures:
    question = measures.added.question
    return {
        "all_lines": kept(measures.all_lines),
        "exclusions": [
            {"reason": reason, **kept(measures.excluded(reason))}
            for reason in question.exclusion_order
        ],
        "outside_period": kept(measures.excluded("out_of_period")),
        "grants": kept(measures.excluded("grant")),
        "inter_anchor": kept(measures.excluded("inter_anchor")),
        "public_bodies": kept(measures.excluded("public_body")),
        "anchors": _anchors(measures),
    }


def _anchors(measures: Measures) -> list[Figures]:
    question = measures.added.question
    totals = measures.by_anchor(measures.everywhere)
    excluded = measures.excluded_of_anchors()
    bands = {band: measures.by_anchor(measures.of_band(band)) for band in question.nested.bands}
    areas = {
        area.code: measures.by_anchor(measures.within(area)) for area in question.areas.values()
    }
    return [
        {
            "code": code,
            "name": question.anchors[code],
            "total": kept(totals[at]),
            "bands": {band: kept(spends[at]) for band, spends in bands.items()},
            "areas": {area: kept(spends[at]) for area, spends in areas.items()},
            "excluded": kept(excluded[at]),
        }
        for at, code in enumerate(measures.added.anchors)
    ]


class _Groups:
    """The rows of a table of sums by zone, as groups."""

    def __init__(self, measures: Measures, sums: Sums) -> None:
        self._totals = sums.over(measures.everywhere)
        self.leaks = sums.over(measures.leaking)
        self.bands = {
            band: sums.over(measures.of_band(band)) for band in measures.added.question.nested.bands
        }

    def with_lines(self) -> list[int]:
        """Return the rows that have lines."""
        return self._totals.with_lines()

    def ranked(self, keys: Sequence[str]) -> list[int]:
        """Return the rows that have lines: largest first, then by key."""
        return sorted(self.with_lines(), key=lambda row: (-self._totals.at(row).pence, keys[row]))

    def group(self, row: int, *, key: str, name: str) -> Figures:
        """Return one row as a group."""
        return {
            "key": key,
            "name": name,
            "total": kept(self._totals.at(row)),
            "bands": {band: kept(sums.at(row)) for band, sums in self.bands.items()},
            "leak": kept(self.leaks.at(row)),
        }


def _what_for(measures: Measures) -> Figures:
    groups = _Groups(measures, measures.added.categories)
    named = measures.added.found.categories
    return {
        "categories": [
            {
                **groups.group(row, key=named[row].key, name=named[row].name),
                "influenceable": named[row].is_influenceable,
            }
            for row in groups.ranked([each.key for each in named])
        ]
    }


def _flows(measures: Measures) -> list[Figures]:
    """Return what flows from each anchor by category to each band.

    The largest categories, and of each anchor the others together, whose `category` is null.
    Flows without lines are left out.
    """
    added = measures.added
    totals = added.categories.over(measures.everywhere).each()
    named = added.found.categories
    paid = [row for row, spend in enumerate(totals) if spend.lines]
    ranked = sorted(paid, key=lambda row: (-totals[row].pence, named[row].key))
    largest, others = ranked[:CATEGORIES_FLOWING], ranked[CATEGORIES_FLOWING:]
    kinds = [(named[row].key, [row]) for row in largest] + [(None, others)] * bool(others)
    spends, bands = added.flows.each(), added.question.nested.bands

    def flow(anchor: int, rows: Sequence[int]) -> dict[str, Spend]:
        found = dict.fromkeys(bands, Spend())
        for row in rows:
            start = (anchor * len(named) + row) * len(bands)
            for at, band in enumerate(bands, start=start):
                found[band] = _plus(found[band], spends[at])
        return found

    flowing = [
        (anchor, category, flow(number, rows))
        for number, anchor in enumerate(added.anchors)
        for category, rows in kinds
    ]
    return [
        {
            "anchor": anchor,
            "category": category,
            "bands": {band: kept(spend) for band, spend in found.items()},
        }
        for anchor, category, found in flowing
        if any(spend.lines for spend in found.values())
    ]


def _to_whom(measures: Measures, words: Mapping[str, str]) -> Figures:
    added = measures.added
    ranked = measures.ranked_suppliers
    return {
        "suppliers": _suppliers(measures),
        "supplier_count": len(ranked),
        "concentration": _concentration([spend.pence for _, spend in ranked]),
        "sectors": _listed(measures, added.sectors, {"": "", **sections()}, SECTIONS),
        "sizes": _listed(measures, added.sizes, words, SIZES),
        "kinds": _listed(measures, added.kinds, words, KINDS),
        "vcse": kept(measures.of_kind(Kind.VCSE)),
        "kind_unknown": kept(measures.kind_unknown),
        "sme": kept(measures.sme),
        "size_unknown": kept(measures.size_unknown),
    }


def _suppliers(measures: Measures) -> list[Figures]:
    groups = _Groups(measures, measures.added.suppliers)
    found = []
    for rank, (row, _) in enumerate(measures.ranked_suppliers[:SUPPLIERS_KEPT], start=1):
        named: Named = measures.supplier(row)
        group = groups.group(row, key=named.key, name=named.name)
        found.append({"rank": rank, **group, "individual": named.is_individual})
    return found


def _listed(
    measures: Measures, sums: Sums, names: Mapping[str, str], keys: Sequence[str]
) -> list[Figures]:
    groups = _Groups(measures, sums)
    return [
        groups.group(row, key=str(keys[row]), name=names.get(keys[row], str(keys[row])))
        for row in groups.ranked([str(key) for key in keys])
    ]


def _concentration(largest_first: Sequence[Pence]) -> Figures:
    """Return how much of the spend the largest suppliers have.

    `hhi` is the Herfindahl-Hirschman index, the sum of the squares of all shares, from 0 to 1; null
    where there is no spend. `suppliers_for_80_pct` is how few suppliers have 80% of the spend.
    """
    whole = sum(largest_first)
    most = MOST_OF_IT.numerator * whole  # whole numbers: fractions take long to compare
    sums = accumulate(largest_first)
    below = sum(1 for pence in sums if pence * MOST_OF_IT.denominator < most)
    squares = Fraction(sum(pence * pence for pence in largest_first))
    return {
        "top": [{"n": n, "pence": pence_text(sum(largest_first[:n]))} for n in TOPS],
        "hhi": shown(squares / (whole * whole), places=4) if whole else None,
        "suppliers_for_80_pct": below + 1 if whole > 0 else len(largest_first),
    }


def _months(measures: Measures) -> list[Figures]:
    groups = _Groups(measures, measures.added.months)
    found = []
    for row in groups.with_lines():
        month = month_text(measures.added.first_month + row)
        group = groups.group(row, key=month, name=month)
        found.append({"month": month, "total": group["total"], "bands": group["bands"]})
    return found


def _places(measures: Measures, home: Area) -> Figures:
    """Return what went where: by district, and within the home area by ward and neighbourhood."""
    authorities: dict[str, Pence] = {}
    wards: dict[str, Pence] = {}
    small: dict[str, dict[str, Pence]] = {}
    unplaced: dict[str, Spend] = {}
    repaired: dict[tuple[str, str], Spend] = {}
    for (text, location), spend in zip(
        measures.added.found.places, measures.added.places.each(), strict=True
    ):
        if not spend.lines:
            continue
        if location.place is None:
            unplaced[location.why_not] = _plus(unplaced.get(location.why_not, Spend()), spend)
        elif location.place != OUTSIDE:
            _add(authorities, location.place, spend)
        if location.read_as and location.place is not None:
            repaired[text, location.read_as] = spend
        if home.holds(location.place):
            _add(wards, location.ward, spend)
            for vintage, code in location.small_areas.items():
                _add(small.setdefault(vintage, {}), code, spend)
    return {
        "authorities": _told(authorities),
        "wards": _told(wards),
        "neighbourhoods": {vintage: _told(small[vintage]) for vintage in sorted(small)},
        "unplaced": _most_lines_first(unplaced),
        **_repairs(repaired),
    }


def _add(to: dict[str, Pence], code: str, spend: Spend) -> None:
    if code:
        to[code] = to.get(code, 0) + spend.pence


def _plus(one: Spend, other: Spend) -> Spend:
    return Spend(one.lines + other.lines, one.pence + other.pence)


def _told(pence: Mapping[str, Pence]) -> dict[str, str]:
    return {code: pence_text(pence[code]) for code in sorted(pence)}


def _most_lines_first(spends: Mapping[str, Spend]) -> list[Figures]:
    ordered = sorted(spends.items(), key=lambda pair: (-pair[1].lines, pair[0]))
    return [{"name": name, **kept(spend)} for name, spend in ordered]


def _repairs(repaired: Mapping[tuple[str, str], Spend]) -> Figures:
    whole = Spend()
    for spend in repaired.values():
        whole = _plus(whole, spend)
    ordered = sorted(repaired.items(), key=lambda pair: (-pair[1].lines, pair[0]))
    return {
        "repaired": kept(whole),
        "repairs": [{"name": text, "read": read, **kept(spend)} for (text, read), spend in ordered][
            :REPAIRS_KEPT
        ],
    }


def _deprivation(measures: Measures, index: IndexName) -> Figures:
    """Return the spend located in England by decile of an index; 1 is the most deprived tenth."""

    def decile_of(location: Location) -> int | None:
        return location.deciles.get(index.code) if location.in_england else 0

    spends: dict[int | None, Spend] = {}
    for (_, location), spend in zip(
        measures.added.found.places, measures.added.places.each(), strict=True
    ):
        decile = decile_of(location)
        spends[decile] = _plus(spends.get(decile, Spend()), spend)
    return {
        "index": index.code,
        "name": index.name,
        "vintage": index.vintage,
        "base": kept(measures.spend(measures.zones(lambda zone: zone.is_in_england))),
        "deciles": [
            {"decile": decile, **kept(spends.get(decile, Spend()))} for decile in range(1, 11)
        ],
        "unknown": kept(spends.get(None, Spend())),
    }


def _leakage(measures: Measures) -> Figures:
    return {
        "area": measures.added.question.leakage_area.code,
        "pence": pence_text(measures.spend(measures.leaking).pence),
        "influenceable_pence": pence_text(measures.influenceable(measures.leaking).pence),
        "influenceable_spend_pence": pence_text(measures.influenceable(measures.everywhere).pence),
    }


def _respent(measures: Measures, answers: Sequence[Answer]) -> Figures:
    """Return what the suppliers' survey says; null where nobody was asked."""
    if not answers:
        return {"survey": None, "multiplier": None}
    respend = measures.respend(tuple(answers))
    return {
        "survey": respend_survey(measures, respend),
        "multiplier": multiplier(measures, respend),
    }
