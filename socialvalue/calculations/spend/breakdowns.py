"""The parts of a study's result that cut its spend another way: by supplier, size, need, category.

All on the registered address. Source: FORMAT of the local spend study, 4.5 to 4.7 and 5.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from socialvalue.calculations.rounding import shown
from socialvalue.calculations.spend.money import Pence
from socialvalue.calculations.spend.multiplier import Respend, lm3, respend
from socialvalue.calculations.spend.places import Basis
from socialvalue.calculations.spend.scope import Scope
from socialvalue.calculations.spend.shares import percent, pounds
from socialvalue.calculations.spend.study_config import Index
from socialvalue.calculations.spend.study_files import Answer
from socialvalue.calculations.spend.suppliers import Kind, Size

_BASIS = Basis.REGISTERED


def _ranked_suppliers(scope: Scope) -> list[tuple[str, Pence]]:
    """Return each supplier and its spend: largest first, then by code."""
    totals = scope.by(lambda line: line.known_by)
    return sorted(totals.items(), key=lambda supplier: (-supplier[1], supplier[0]))


def _values(suppliers: Sequence[tuple[str, Pence]]) -> list[dict[str, str]]:
    return [{"supplier": code, "value": pounds(pence)} for code, pence in suppliers]


def top_suppliers(scope: Scope) -> dict[str, Any]:
    """Return the suppliers with the most spend, and where that went."""
    top = _ranked_suppliers(scope)[: scope.config.top_n]
    names = {code for code, _ in top}
    part = scope.where(lambda line: line.known_by in names)
    return {
        "n": scope.config.top_n,
        "suppliers": _values(top),
        "value": pounds(part.pence),
        "pct_of_in_scope": percent(part.pence, of=scope.pence),
        "areas": part.shares_of_areas(_BASIS),
    }


def negative_totals(scope: Scope) -> list[dict[str, str]]:
    """Return the suppliers that paid back more than they got, in the order of the top list."""
    return _values([(code, pence) for code, pence in _ranked_suppliers(scope) if pence < 0])


def size(scope: Scope) -> dict[str, str | None]:
    """Return the spend with small and medium suppliers, with others, and of unknown size."""
    sizes = scope.by(lambda line: _size_class(line.size, scope))
    sme, large, unknown = (sizes.get(name, 0) for name in ("sme", "large", "unknown"))
    return {
        "sme": pounds(sme),
        "large": pounds(large),
        "unknown": pounds(unknown),
        "sme_pct": percent(sme, of=scope.pence),
        "sme_pct_of_known": percent(sme, of=scope.pence - unknown),
    }


def _size_class(of: Size, scope: Scope) -> str:
    if of is Size.UNKNOWN:
        return "unknown"
    return "sme" if of in scope.config.sme_sizes else "large"


def vcse(scope: Scope) -> dict[str, str | None]:
    """Return the spend with voluntary, community and social enterprises."""
    value = scope.where(lambda line: line.kind is Kind.VCSE).pence
    return {"value": pounds(value), "pct": percent(value, of=scope.pence)}


def deprivation(scope: Scope) -> dict[str, Any]:
    """Return the spend with suppliers in England's most deprived areas, by each index."""
    english = scope.where(lambda line: line.location(_BASIS).in_england)
    return {
        "decile_up_to": scope.config.decile_up_to,
        "england_located": pounds(english.pence),
        "indices": [_by_index(scope, english, index) for index in scope.config.indices],
    }


def _by_index(scope: Scope, english: Scope, index: Index) -> dict[str, Any]:
    deprived = english.where(
        lambda line: line.location(_BASIS).deciles.get(index.code, 11) <= scope.config.decile_up_to
    )
    return {
        "index": index.code,
        "value": pounds(deprived.pence),
        "pct_of_in_scope": percent(deprived.pence, of=scope.pence),
        "pct_of_england_located": percent(deprived.pence, of=english.pence),
        "areas": [
            {
                "area": area.code,
                "value": pounds(deprived.in_area(area, _BASIS)),
                "pct_of_area_spend": percent(
                    deprived.in_area(area, _BASIS), of=scope.in_area(area, _BASIS)
                ),
            }
            for area in scope.config.areas.values()
        ],
    }


def _leaked(scope: Scope) -> Scope:
    """Return the located spend outside the leakage area: what is unknown is not leakage."""
    area = scope.config.leakage_area
    return scope.where(
        lambda line: (
            line.location(_BASIS).place is not None and not area.holds(line.location(_BASIS).place)
        )
    )


def leakage(scope: Scope) -> dict[str, Any]:
    """Return what left the leakage area, by category: largest first, then by name."""
    leaked = _leaked(scope)
    totals = scope.by(lambda line: line.category)
    leaks = leaked.by(lambda line: line.category)
    return {
        "area": scope.config.leakage_area.code,
        "value": pounds(leaked.pence),
        "pct": percent(leaked.pence, of=scope.pence),
        "categories": [
            {
                "category": category,
                "total": pounds(totals[category]),
                "leak": pounds(leak),
                "leak_pct": percent(leak, of=totals[category]),
                "influenceable": category not in scope.config.not_influenceable,
            }
            for category, leak in sorted(leaks.items(), key=lambda each: (-each[1], each[0]))
            if leak
        ],
    }


def influenceable(scope: Scope) -> dict[str, Any]:
    """Return the spend in categories that the anchors can influence, and what of it leaks."""
    part = scope.where(lambda line: line.category not in scope.config.not_influenceable)
    return {
        "spend": pounds(part.pence),
        "leak": pounds(_leaked(part).pence),
        "areas": part.shares_of_areas(_BASIS),
    }


def respend_of(scope: Scope, survey: Sequence[Answer]) -> Respend:
    """Return round 3 of the multiplier, from the answers for the multiplier area."""
    area = scope.config.multiplier_area
    local = scope.where(lambda line: area.holds(line.location(_BASIS).place))
    return respend(
        spend_in_area=local.by(lambda line: line.known_by),
        respend_shares={
            answer.supplier: answer.respend_share for answer in survey if answer.area == area.code
        },
    )


def respend_survey(scope: Scope, found: Respend) -> dict[str, Any]:
    """Return what the survey says, and how much of the local spend it covers."""
    return {
        "area": scope.config.multiplier_area.code,
        "respondents": found.respondents,
        "base": pounds(found.base),
        "respent": pounds(found.respent),
        "weighted_mean": _shown(found.weighted_mean, places=6),
        "coverage_pct": percent(found.base, of=found.round_2),
    }


def multiplier(scope: Scope, found: Respend) -> dict[str, Any]:
    """Return LM3, with suppliers that did not answer at the weighted mean, and at 0."""
    rounds = {"round_1": scope.pence, "round_2": found.round_2}
    imputed = lm3(**rounds, round_3=found.imputed)
    respondents_only = lm3(**rounds, round_3=found.respent)
    return {
        "method": "lm3",
        "area": scope.config.multiplier_area.code,
        "round_1": pounds(scope.pence),
        "round_2": pounds(found.round_2),
        "round_3_imputed": None if found.imputed is None else pounds(found.imputed),
        "imputed": _shown(imputed, places=4),
        "round_3_respondents_only": pounds(found.respent),
        "respondents_only": _shown(respondents_only, places=4),
    }


def _shown(value: Fraction | None, *, places: int) -> str | None:
    return None if value is None else shown(value, places=places)
