"""A rule and a tender that each test changes in one place."""

from copy import deepcopy

RULE = {
    "code": "ours",
    "title": "Ours: 15%",
    "status": "local_policy",
    "enabled": True,
    "nations": ["england"],
    "area_code": None,
    "buyer_code": None,
    "buyer_kinds": ["council"],
    "regimes": None,
    "only_above_threshold": False,
    "values": [],
    "case_by_case_categories": [],
    "effective_from": "2026-01-01",
    "mandatory_from": None,
    "effective_to": None,
    "dates_confirmed": True,
    "minimum_percent": "15",
    "recommended_percent": None,
    "maximum_percent": None,
    "base": "total",
    "requirements": [],
    "departure_approver": None,
    "source": "Council, social value policy",
    "clause": "At least 15%.",
    "confidence": "high",
    "note": "Nothing open.",
}

THRESHOLD = {
    "buyer_group": "sub_central",
    "category": "goods_services",
    "amount_including_vat": "207720.00",
    "effective_from": "2026-01-01",
    "effective_to": None,
}

TENDER = {
    "buyer": {"kind": "council", "code": "E08000018", "area_code": None},
    "nation": "england",
    "regime": "procurement_act_2023",
    "main_category": "services",
    "categories": [],
    "commenced_on": "2026-05-05",
    "estimated_value": {"excluding_vat": "200000.00", "including_vat": "240000.00"},
    "section_weights": {"quality": "45", "price": "40", "social_value": "15"},
    "social_value": {
        "measures": 4,
        "employment_and_skills_measures": 1,
        "split": "50/50",
        "climate_theme_in": ["specification"],
    },
}


def rule(**changes):
    """Return the data of a valid rule, changed."""
    return deepcopy(RULE) | changes


def tender(**changes):
    """Return a valid tender, changed."""
    return deepcopy(TENDER) | changes


def document(*rules, thresholds=(THRESHOLD,)):
    """Return a document of rules and thresholds."""
    return {"rules": list(rules), "thresholds": list(thresholds)}
