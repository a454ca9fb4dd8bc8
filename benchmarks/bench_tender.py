# ruff: noqa: E501 -- a table of made-up data
"""The result of a tender of 200 bids, 35 criteria and 5 evaluators, against reading its JSON."""

import json
from collections.abc import Callable
from typing import Any

from procurement.calculations.evaluation import evaluate

BIDS, CRITERIA, EVALUATORS = 200, 35, 5
AREAS = {"marmot-6": frozenset({"3.1"})}


def bundle() -> dict[str, Any]:
    """Return a made-up bundle of that size, always the same."""
    codes = [f"C{number}" for number in range(CRITERIA)]
    weights = ["2.86"] * (CRITERIA - 1) + ["2.76"]
    return {
        "format": "sv-evaluation-bundle/1.0",
        "tender": {
            "reference": "B-1", "title": "Made up", "regime": "procurement_act_2023",
            "buyer": {"name": "Nobody", "kind": "council"}, "nation": "england",
            "main_category": "services", "commenced_on": "2026-06-01", "currency": "GBP",
            "estimated_value": {"excluding_vat": "1000000.00", "including_vat": "1200000.00"},
            "price_basis": "excluding_vat", "time_zone": "Europe/London",
            "tender_deadline": "2026-07-24T12:00:00+01:00",
        },
        "methodology": {
            "version": "1", "published_at": "2026-06-15T09:00:00+01:00", "framework": "marmot-6",
            "section_weights": {"quality": "0", "price": "40", "social_value": "60"},
            "scales": [{"code": "s", "title": "0 to 5", "levels": [
                {"points": str(points), "label": str(points), "definition": "-"}
                for points in range(6)]}],
            "criteria": [
                {"code": code, "section": "social_value", "title": code, "weight": weight,
                 "scale": "s", "areas_for_action": ["3.1"]}
                for code, weight in zip(codes, weights, strict=True)],
            "tie_break": ["quality", "social_value", "price", "drawn_lot"],
            "abnormally_low": {"percent_below": "10", "references": ["mean_of_others"]},
            "rounding": {"places": 2, "mode": "half_up", "applied": "once_when_shown"},
        },
        "lots": [{"code": "1", "title": "All", "price": {"formula": "REL_LOWEST", "parameters": {}},
                  "estimated_value": {"excluding_vat": "1000000.00", "including_vat": "1200000.00"}}],
        "bidders": [{"code": f"P{bid}", "name": f"Bidder {bid}"} for bid in range(BIDS)],
        "bids": [
            {"code": f"B{bid}", "bidder": f"P{bid}", "lot": "1", "price": f"{900_000 + 37 * bid}.00",
             "submitted_at": "2026-07-20T12:00:00+01:00",
             "scores": [
                {"criterion": code,
                 "consensus": {"points": str((bid + number) % 6), "reason": "As the bid says.",
                               "agreed_at": "2026-08-01T12:00:00+01:00"},
                 "individual": [{"evaluator": f"E{who}", "points": "3"} for who in range(EVALUATORS)]}
                for number, code in enumerate(codes)]}
            for bid in range(BIDS)],
        "disqualifications": [],
    }  # fmt: skip


def pairs() -> list[tuple[str, Callable[[], object], Callable[[], object]]]:
    """Return what is timed."""
    made = bundle()
    text = json.dumps(made)
    result = evaluate(made, areas_for_action=AREAS)
    assert result["status"] == "complete", result["errors"]
    return [
        (
            f"result of {BIDS} bids x {CRITERIA} criteria (v. reading its JSON)",
            lambda: evaluate(made, areas_for_action=AREAS),
            lambda: json.loads(text),
        )
    ]
