"""The parts of a study's result that cut its spend another way: by supplier, size, need, category.

All on the registered address. Source: FORMAT of the local spend study, 4.5 to 4.7 and 5.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import partial
from typing import Any

from socialvalue.calculations.rounding import shown
from socialvalue.calculations.spend.bands import Area
from socialvalue.calculations.spend.measures import Measures
from socialvalue.calculations.spend.money import Pence
from socialvalue.calculations.spend.multiplier import Respend, lm3
from socialvalue.calculations.spend.places import Location
from socialvalue.calculations.spend.shares import percent, pounds
from socialvalue.calculations.spend.sums import Spend
from socialvalue.calculations.spend.suppliers import Kind


def area_rows(values: Mapping[str, Pence], whole: Pence) -> list[dict[str, str | None]]:
    """Return each area's spend and its percentage of the whole."""
    return [
        {"area": area, "value": pounds(value), "pct": percent(value, of=whole)}
        for area, value in values.items()
    ]


def _areas(measures: Measures) -> Sequence[Area]:
    return tuple(measures.added.question.areas.values())


def _values(measures: Measures, suppliers: Sequence[tuple[int, Spend]]) -> list[dict[str, str]]:
    return [
        {"supplier": measures.supplier(number).key, "value": pounds(spend.pence)}
        for number, spend in suppliers
    ]


def top_suppliers(measures: Measures) -> dict[str, Any]:
    """Return the suppliers with the most spend, and where that went."""
    top = measures.ranked_suppliers[: measures.added.question.top_n]
    numbers = [number for number, _ in top]
    value = measures.of_suppliers(numbers, measures.everywhere).pence
    return {
        "n": measures.added.question.top_n,
        "suppliers": _values(measures, top),
        "value": pounds(value),
        "pct_of_in_scope": percent(value, of=measures.total.pence),
        "areas": area_rows(
            {
                area.code: measures.of_suppliers(numbers, measures.within(area)).pence
                for area in _areas(measures)
            },
            value,
        ),
    }


def negative_totals(measures: Measures) -> list[dict[str, str]]:
    """Return the suppliers that paid back more than they got, in the order of the top list."""
    return _values(measures, [each for each in measures.ranked_suppliers if each[1].pence < 0])


def size(measures: Measures) -> dict[str, str | None]:
    """Return the spend with small and medium suppliers, with others, and of unknown size."""
    whole, sme, unknown = (
        spend.pence for spend in (measures.total, measures.sme, measures.size_unknown)
    )
    return {
        "sme": pounds(sme),
        "large": pounds(whole - sme - unknown),
        "unknown": pounds(unknown),
        "sme_pct": percent(sme, of=whole),
        "sme_pct_of_known": percent(sme, of=whole - unknown),
    }


def vcse(measures: Measures) -> dict[str, str | None]:
    """Return the spend with voluntary, community and social enterprises."""
    value = measures.of_kind(Kind.VCSE).pence
    return {"value": pounds(value), "pct": percent(value, of=measures.total.pence)}


def deprivation(measures: Measures) -> dict[str, Any]:
    """Return the spend with suppliers in England's most deprived areas, by each index."""
    question = measures.added.question
    return {
        "decile_up_to": question.decile_up_to,
        "england_located": pounds(_in_england(measures)),
        "indices": [_by_index(measures, index) for index in question.indices],
    }


def _in_england(measures: Measures) -> Pence:
    return measures.spend(measures.zones(lambda zone: zone.is_in_england)).pence


def _by_index(measures: Measures, index: str) -> dict[str, Any]:
    up_to = measures.added.question.decile_up_to

    def is_deprived(location: Location) -> bool:
        return location.in_england and location.deciles.get(index, 11) <= up_to

    def is_there(location: Location, area: Area) -> bool:
        return is_deprived(location) and area.holds(location.place)

    value = measures.at_places(is_deprived).pence
    areas = []
    for area in _areas(measures):
        there = measures.at_places(partial(is_there, area=area)).pence
        of_area = measures.spend(measures.within(area)).pence
        areas.append(
            {
                "area": area.code,
                "value": pounds(there),
                "pct_of_area_spend": percent(there, of=of_area),
            }
        )
    return {
        "index": index,
        "value": pounds(value),
        "pct_of_in_scope": percent(value, of=measures.total.pence),
        "pct_of_england_located": percent(value, of=_in_england(measures)),
        "areas": areas,
    }


def leakage(measures: Measures) -> dict[str, Any]:
    """Return what left the leakage area, by category: largest first, then by name."""
    value = measures.spend(measures.leaking).pence
    return {
        "area": measures.added.question.leakage_area.code,
        "value": pounds(value),
        "pct": percent(value, of=measures.total.pence),
        "categories": _leaks(measures),
    }


def _leaks(measures: Measures) -> list[dict[str, Any]]:
    categories = measures.added.categories
    rows = zip(
        measures.added.found.categories,
        categories.over(measures.everywhere).each(),
        categories.over(measures.leaking).each(),
        strict=True,
    )
    leaks = [(named, total.pence, leak.pence) for named, total, leak in rows if leak.pence]
    return [
        {
            "category": named.name,
            "total": pounds(total),
            "leak": pounds(leak),
            "leak_pct": percent(leak, of=total),
            "influenceable": named.is_influenceable,
        }
        for named, total, leak in sorted(leaks, key=lambda each: (-each[2], each[0].name))
    ]


def influenceable(measures: Measures) -> dict[str, Any]:
    """Return the spend in categories that the anchors can influence, and what of it leaks."""
    spend = measures.influenceable(measures.everywhere).pence
    return {
        "spend": pounds(spend),
        "leak": pounds(measures.influenceable(measures.leaking).pence),
        "areas": area_rows(
            {
                area.code: measures.influenceable(measures.within(area)).pence
                for area in _areas(measures)
            },
            spend,
        ),
    }


def respend_survey(measures: Measures, found: Respend) -> dict[str, Any]:
    """Return what the survey says, and how much of the local spend it covers."""
    return {
        "area": measures.added.question.multiplier_area.code,
        "respondents": found.respondents,
        "base": pounds(found.base),
        "respent": pounds(found.respent),
        "weighted_mean": _shown(found.weighted_mean, places=6),
        "coverage_pct": percent(found.base, of=found.round_2),
    }


def multiplier(measures: Measures, found: Respend) -> dict[str, Any]:
    """Return LM3, with suppliers that did not answer at the weighted mean, and at 0."""
    round_1 = measures.total.pence
    imputed = lm3(round_1=round_1, round_2=found.round_2, round_3=found.imputed)
    respondents_only = lm3(round_1=round_1, round_2=found.round_2, round_3=found.respent)
    return {
        "method": "lm3",
        "area": measures.added.question.multiplier_area.code,
        "round_1": pounds(round_1),
        "round_2": pounds(found.round_2),
        "round_3_imputed": None if found.imputed is None else pounds(found.imputed),
        "imputed": _shown(imputed, places=4),
        "round_3_respondents_only": pounds(found.respent),
        "respondents_only": _shown(respondents_only, places=4),
    }


def _shown(value: Fraction | None, *, places: int) -> str | None:
    return None if value is None else shown(value, places=places)
