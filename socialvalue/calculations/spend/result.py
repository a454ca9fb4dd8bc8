"""The result of a local spend study, in the documented format: every figure exact, rounded once.

Source: FORMAT of the local spend study, 4 and 5; docs/sums.md.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from socialvalue.calculations.spend.bands import Area
from socialvalue.calculations.spend.breakdowns import (
    area_rows,
    deprivation,
    influenceable,
    leakage,
    multiplier,
    negative_totals,
    respend_survey,
    size,
    top_suppliers,
    vcse,
)
from socialvalue.calculations.spend.engine import Added
from socialvalue.calculations.spend.measures import Measures
from socialvalue.calculations.spend.money import Pence
from socialvalue.calculations.spend.places import Basis
from socialvalue.calculations.spend.shares import mean, percent, percent_shown, pounds, share
from socialvalue.calculations.spend.study_files import Answer

FORMAT = "local-spend-result/1.0"


def result_of(
    added: Added, *, answers: Sequence[Answer], total_rows_skipped: int
) -> dict[str, Any]:
    """Return the documented result: text, whole numbers, truths and lists only.

    `answers` are those of the suppliers' survey; `total_rows_skipped` is how many rows of the
    files were totals and no payments.
    """
    measures = Measures(added)
    respend = measures.respend(tuple(answers))
    return {
        "format": FORMAT,
        "study": added.question.title,
        "lines": _lines(measures, total_rows_skipped),
        "money": _money(measures),
        "exclusions": _exclusions(measures),
        "location_coverage": _coverage(measures),
        "pooled": [_pooled(measures, basis) for basis in Basis],
        "anchors": _anchors(measures),
        "top_suppliers": top_suppliers(measures),
        "negative_totals": negative_totals(measures),
        "size": size(measures),
        "vcse": vcse(measures),
        "deprivation": deprivation(measures),
        "leakage": leakage(measures),
        "influenceable": influenceable(measures),
        "respend_survey": respend_survey(measures, respend),
        "multiplier": multiplier(measures, respend),
    }


def _lines(measures: Measures, total_rows_skipped: int) -> dict[str, int]:
    read, in_scope = measures.all_lines.lines, measures.total.lines
    return {
        "read": read,
        "in_scope": in_scope,
        "excluded": read - in_scope,
        "total_rows_skipped": total_rows_skipped,
    }


def _money(measures: Measures) -> dict[str, str]:
    whole, in_scope = measures.all_lines.pence, measures.total.pence
    return {
        "all_lines": pounds(whole),
        "in_scope": pounds(in_scope),
        "excluded": pounds(whole - in_scope),
    }


def _exclusions(measures: Measures) -> list[dict[str, Any]]:
    found = []
    for reason in measures.added.question.exclusion_order:
        spend = measures.excluded(reason)
        found.append({"reason": reason, "lines": spend.lines, "value": pounds(spend.pence)})
    return found


def _coverage(measures: Measures) -> dict[str, Any]:
    """Located spend on the registered address; provisional too where nothing is in scope."""
    located = measures.spend(measures.located).pence
    return {
        "located": pounds(located),
        "pct": percent_shown(share(located, of=measures.total.pence)),
        "provisional": is_provisional(measures),
    }


def is_provisional(measures: Measures) -> bool:
    """Say whether less of the spend is located than the question asks for, or there is none."""
    pct = share(measures.spend(measures.located).pence, of=measures.total.pence)
    return pct is None or pct < Fraction(measures.added.question.minimum_located_pct)


def _pooled(measures: Measures, basis: Basis) -> dict[str, Any]:
    areas = measures.added.question.areas.values()
    return {
        "basis": basis.value,
        "areas": [_pooled_area(measures, basis, area) for area in areas],
        "bands": [
            _band(band, measures.spend(measures.of_band(band), basis).pence, measures.total.pence)
            for band in measures.added.question.nested.bands
        ],
    }


def _pooled_area(measures: Measures, basis: Basis, area: Area) -> dict[str, str | None]:
    value = measures.spend(measures.within(area), basis).pence
    located = measures.spend(measures.located, basis).pence
    of_anchors = [
        share(part.pence, of=whole.pence)
        for part, whole in zip(
            measures.by_anchor(measures.within(area), basis),
            measures.by_anchor(measures.everywhere),
            strict=True,
        )
    ]
    return {
        "area": area.code,
        "value": pounds(value),
        "pct": percent(value, of=measures.total.pence),
        "pct_of_located": percent(value, of=located),
        "mean_of_anchors_pct": percent_shown(mean(of_anchors)),
    }


def _band(band: str, value: Pence, whole: Pence) -> dict[str, str | None]:
    return {"band": band, "value": pounds(value), "pct": percent(value, of=whole)}


def _anchors(measures: Measures) -> list[dict[str, Any]]:
    """Return each anchor on the registered address."""
    question = measures.added.question
    totals = measures.by_anchor(measures.everywhere)
    areas = {
        area.code: measures.by_anchor(measures.within(area)) for area in question.areas.values()
    }
    bands = {band: measures.by_anchor(measures.of_band(band)) for band in question.nested.bands}
    return [
        {
            "anchor": code,
            "in_scope": pounds(totals[at].pence),
            "areas": area_rows(
                {area: spends[at].pence for area, spends in areas.items()}, totals[at].pence
            ),
            "bands": [
                _band(band, spends[at].pence, totals[at].pence) for band, spends in bands.items()
            ],
        }
        for at, code in enumerate(measures.added.anchors)
    ]
