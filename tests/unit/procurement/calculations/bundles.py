"""Small valid bundles to change: one valid thing each, and no surprises."""

from typing import Any

MOMENT = "2026-05-06T10:00:00+01:00"

Json = dict[str, Any]


def level(points: str) -> Json:
    """Return a level of a scale."""
    return {"points": points, "label": f"{points} points", "definition": "As the label says."}


def criterion(code: str, section: str, weight: str = "100", **more: Any) -> Json:
    """Return a criterion on the scale of 0, 25, 50, 75 and 100 points."""
    areas = {"areas_for_action": ["2.2"]} if section == "social_value" else {}
    return {
        "code": code,
        "section": section,
        "title": f"Question {code}",
        "weight": weight,
        "scale": "hundred",
        **areas,
        **more,
    }


def score(code: str, points: str) -> Json:
    """Return the agreed score of one criterion, with its reason."""
    return {
        "criterion": code,
        "consensus": {"points": points, "reason": f"Why {points}.", "agreed_at": MOMENT},
        "individual": [{"evaluator": "E1", "points": points}],
    }


def bid(code: str, price: str | None, points: dict[str, str], **more: Any) -> Json:
    """Return a bid of the bidder of the same code, for lot 1, with points by criterion."""
    return {
        "code": code,
        "bidder": f"bidder-{code}",
        "lot": "1",
        "submitted_at": "2026-04-30T07:15:00+01:00",
        "price": price,
        "scores": [score(criterion_code, each) for criterion_code, each in points.items()],
        **more,
    }


def lot(code: str = "1", formula: str = "REL_LOWEST", parameters: Any = None, **more: Any) -> Json:
    """Return a lot."""
    return {
        "code": code,
        "title": f"Lot {code}",
        "estimated_value": {"excluding_vat": "100000.00", "including_vat": "120000.00"},
        "price": {"formula": formula, "parameters": parameters or {}},
        **more,
    }


def weights(quality: str, price: str, social_value: str) -> dict[str, str]:
    """Return section weights."""
    return {"quality": quality, "price": price, "social_value": social_value}


def decision(code: str, rule: str = "other") -> Json:
    """Return a recorded disqualification of a bid."""
    return {"bid": code, "rule": rule, "reason": f"Why {code} is out.", "decided_at": MOMENT}


def draw(*order: str, lot: str = "1") -> Json:
    """Return a recorded draw for lot 1, best first."""
    return {"lot": lot, "order": list(order), "drawn_at": MOMENT, "witnessed_by": "auditor"}


def bundle(*bids: Json, **changes: Any) -> Json:
    """Return a valid bundle: quality 50 (Q1), price 30, social value 20 (SV1), REL_LOWEST.

    `changes` replace members of the methodology, or `lots`, `bidders`, `disqualifications` and
    `draws` of the bundle.
    """
    bidders = list(dict.fromkeys(each["bidder"] for each in bids))
    top = {
        "lots": [lot()],
        "bidders": [{"code": code, "name": f"Name of {code}"} for code in bidders],
        "bids": list(bids),
        "disqualifications": [],
    }
    methodology = {
        "version": "1",
        "published_at": "2026-04-07T09:00:00+01:00",
        "framework": "marmot-6",
        "section_weights": weights("50", "30", "20"),
        "scales": [
            {
                "code": "hundred",
                "title": "0 to 100",
                "levels": [level(points) for points in ("100", "75", "50", "25", "0")],
            }
        ],
        "criteria": [criterion("Q1", "quality"), criterion("SV1", "social_value")],
        "tie_break": ["social_value", "price", "drawn_lot"],
        "abnormally_low": {"percent_below": "10", "references": ["mean_of_others", "should_cost"]},
        "rounding": {"places": 2, "mode": "half_up", "applied": "once_when_shown"},
    }
    of_top = {name: changes.pop(name) for name in (*top, "draws") if name in changes}
    return {
        "format": "sv-evaluation-bundle/1.0",
        "tender": tender(),
        "methodology": methodology | changes,
        **top,
        **of_top,
    }


def tender() -> Json:
    """Return the tender that every small bundle is about."""
    return {
        "reference": "SMALL-01",
        "title": "Grounds maintenance",
        "buyer": {"name": "Lower Weaver Town Council", "kind": "council"},
        "regime": "below_threshold",
        "nation": "england",
        "main_category": "services",
        "commenced_on": "2026-04-01",
        "estimated_value": {"excluding_vat": "100000.00", "including_vat": "120000.00"},
        "currency": "GBP",
        "price_basis": "excluding_vat",
        "time_zone": "Europe/London",
        "tender_deadline": "2026-04-30T12:00:00+01:00",
    }


def lot_of(result: Json, code: str = "1") -> Json:
    """Return one lot of a result."""
    return next(each for each in result["lots"] if each["lot"] == code)


def bid_of(result: Json, code: str, lot: str = "1") -> Json:
    """Return one bid of a lot of a result."""
    return next(each for each in lot_of(result, lot)["bids"] if each["bid"] == code)


def ranks_of(result: Json, lot: str = "1") -> dict[str, int | None]:
    """Return the rank of each bid of a lot, in the order of the result."""
    return {each["bid"]: each["rank"] for each in lot_of(result, lot)["bids"]}
