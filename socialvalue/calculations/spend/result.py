"""The result of a local spend study, in the documented format: every figure exact, rounded once.

Source: FORMAT of the local spend study, 4 and 5; docs/sums.md.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from socialvalue.calculations.spend.bands import (
    Area,
)
from socialvalue.calculations.spend.breakdowns import (
    deprivation,
    influenceable,
    leakage,
    multiplier,
    negative_totals,
    respend_of,
    respend_survey,
    size,
    top_suppliers,
    vcse,
)
from socialvalue.calculations.spend.disposed import DisposedLine, disposed_lines
from socialvalue.calculations.spend.places import Basis
from socialvalue.calculations.spend.scope import Scope, pence_of
from socialvalue.calculations.spend.shares import mean, percent, percent_shown, pounds, share
from socialvalue.calculations.spend.study import Study
from socialvalue.calculations.spend.study_config import Config

FORMAT = "local-spend-result/1.0"


def analyse(study: Study) -> dict[str, Any]:
    """Return the documented result of the study: text, whole numbers, truths and lists only."""
    return analyse_lines(study, disposed_lines(study))


def analyse_lines(study: Study, lines: Sequence[DisposedLine]) -> dict[str, Any]:
    """Return the documented result from lines that were disposed already."""
    config = study.config
    scope = Scope(config, [line for line in lines if line.in_scope])
    respend = respend_of(scope, study.survey)
    return {
        "format": FORMAT,
        "study": config.title,
        "lines": _lines(study, lines, scope),
        "money": _money(lines, scope),
        "exclusions": _exclusions(config, lines),
        "location_coverage": _coverage(scope),
        "pooled": [_pooled(scope, basis) for basis in Basis],
        "anchors": [_anchor(scope, anchor.config.code) for anchor in study.anchors],
        "top_suppliers": top_suppliers(scope),
        "negative_totals": negative_totals(scope),
        "size": size(scope),
        "vcse": vcse(scope),
        "deprivation": deprivation(scope),
        "leakage": leakage(scope),
        "influenceable": influenceable(scope),
        "respend_survey": respend_survey(scope, respend),
        "multiplier": multiplier(scope, respend),
    }


def _lines(study: Study, lines: Sequence[DisposedLine], scope: Scope) -> dict[str, int]:
    return {
        "read": len(lines),
        "in_scope": len(scope.lines),
        "excluded": len(lines) - len(scope.lines),
        "total_rows_skipped": sum(anchor.reading.total_rows_skipped for anchor in study.anchors),
    }


def _money(lines: Sequence[DisposedLine], scope: Scope) -> dict[str, str]:
    whole = pence_of(lines)
    return {
        "all_lines": pounds(whole),
        "in_scope": pounds(scope.pence),
        "excluded": pounds(whole - scope.pence),
    }


def _exclusions(config: Config, lines: Sequence[DisposedLine]) -> list[dict[str, Any]]:
    found = []
    for reason in config.exclusion_order:
        of_reason = [line for line in lines if line.disposition == reason]
        value = pounds(pence_of(of_reason))
        found.append({"reason": reason, "lines": len(of_reason), "value": value})
    return found


def _coverage(scope: Scope) -> dict[str, Any]:
    """Located spend on the registered address; provisional too where nothing is in scope."""
    located = scope.located(Basis.REGISTERED)
    pct = share(located, of=scope.pence)
    return {
        "located": pounds(located),
        "pct": percent_shown(pct),
        "provisional": pct is None or pct < Fraction(scope.config.minimum_located_pct),
    }


def _pooled(scope: Scope, basis: Basis) -> dict[str, Any]:
    return {
        "basis": basis.value,
        "areas": [_pooled_area(scope, basis, area) for area in scope.config.areas.values()],
        "bands": _bands(scope, basis),
    }


def _pooled_area(scope: Scope, basis: Basis, area: Area) -> dict[str, str | None]:
    value = scope.in_area(area, basis)
    of_anchors = [
        share(part.in_area(area, basis), of=part.pence) for part in scope.by_anchor().values()
    ]
    return {
        "area": area.code,
        "value": pounds(value),
        "pct": percent(value, of=scope.pence),
        "pct_of_located": percent(value, of=scope.located(basis)),
        "mean_of_anchors_pct": percent_shown(mean(of_anchors)),
    }


def _bands(scope: Scope, basis: Basis) -> list[dict[str, str | None]]:
    return [
        {"band": band, "value": pounds(pence), "pct": percent(pence, of=scope.pence)}
        for band, pence in scope.bands(basis).items()
    ]


def _anchor(scope: Scope, code: str) -> dict[str, Any]:
    part = scope.by_anchor()[code]
    return {
        "anchor": code,
        "in_scope": pounds(part.pence),
        "areas": part.shares_of_areas(Basis.REGISTERED),
        "bands": _bands(part, Basis.REGISTERED),
    }
