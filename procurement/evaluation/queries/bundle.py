"""The evaluation bundle of a tender, from the database: FORMAT.md section 2.

The number of queries is the same however many bids, criteria and evaluators there are.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, TextField
from django.db.models.functions import Cast

from procurement.bids.models import Bidder, BidPrice
from procurement.evaluation.models import (
    Disqualification,
    DrawnBid,
    IndividualScore,
    Recusal,
    Score,
)
from procurement.tenders.models import (
    Criterion,
    CriterionArea,
    CriterionLot,
    LotMethod,
    Methodology,
    ScaleLevel,
    Section,
    Tender,
)
from procurement.tenders.queries import methodology_of

FORMAT = "sv-evaluation-bundle/1.0"
# Points as the decimal string that the database keeps: a number made of each of 35,000 and written
# out again would take longer than reading them.
AS_STORED = Cast("points", TextField())
Members = dict[str, Any]


def bundle_of(tender: Tender, *, unsealed: bool = False) -> Members:
    """Return the tender as an evaluation bundle.

    What is sealed stays out of it: prices are None until they are opened, and there are no scores
    before moderation. `unsealed` gives them all the same, for the action that has just stored them.

    Money in pounds with two places, numbers that matter as decimal strings with the places they
    were given, moments in the tender's time zone. Withdrawn bids are left out. What is not decided
    yet (a weight, a deadline, the day of publication) is None: `evaluate` then says what is
    missing. Raises NoMethod.
    """
    methodology = methodology_of(tender)
    bundle: Members = {
        "format": FORMAT,
        "tender": _tender(tender),
        "methodology": _methodology(methodology),
        "lots": [_lot(method) for method in _lot_methods(methodology)],
        "bidders": list(
            Bidder.objects.filter(tender=tender).order_by("position").values("code", "name")
        ),
        "bids": _bids(
            tender,
            with_prices=unsealed or tender.shows_prices,
            with_scores=unsealed or tender.shows_consensus,
        ),
        "disqualifications": _disqualifications(tender),
        "draws": _draws(tender),
    }
    for pointer in tender.left_out:
        _leave_out(bundle, pointer)
    return bundle


def pounds(pence: int) -> str:
    """Return pence as a decimal string of pounds: 104000000 gives "1040000.00"."""
    return f"{pence // 100}.{pence % 100:02d}"


def _number(value: Decimal | None) -> str | None:
    """Return an exact number as the decimal string it was given as."""
    return None if value is None else f"{value:f}"


def _moment(moment: dt.datetime | None, tender: Tender) -> str | None:
    """Return a moment in the tender's time zone, with its offset."""
    return None if moment is None else _local(moment, tender.time_zone)


@lru_cache(maxsize=1024)
def _local(moment: dt.datetime, time_zone: str) -> str:
    """Return a moment in a time zone: thousands of scores are agreed at few moments."""
    return moment.astimezone(ZoneInfo(time_zone)).isoformat()


def _given(**members: Any) -> Members:
    """Return the optional members that have a value."""
    return {name: value for name, value in members.items() if value not in (None, "", [], {})}


def _leave_out(bundle: Members, pointer: str) -> None:
    """Take a member out of the bundle, given its JSON Pointer."""
    *parents, name = pointer.strip("/").split("/")
    part = bundle
    for parent in parents:
        part = part[parent]
    del part[name]


def _value(excluding_vat_pence: int, including_vat_pence: int) -> Members:
    """Return an estimated value."""
    return {
        "excluding_vat": pounds(excluding_vat_pence),
        "including_vat": pounds(including_vat_pence),
    }


def _tender(tender: Tender) -> Members:
    """Return the member `tender`."""
    buyer = {"name": tender.buyer_name, "kind": tender.buyer_kind}
    buyer |= _given(code=tender.buyer_code, area_code=tender.buyer_area_code)
    members = {
        "reference": tender.reference,
        "title": tender.title,
        "buyer": buyer,
        "regime": tender.regime,
        "nation": tender.nation,
        "main_category": tender.main_category,
        "commenced_on": tender.commenced_on.isoformat(),
        "estimated_value": _value(
            tender.value_excluding_vat_pence, tender.value_including_vat_pence
        ),
        "currency": tender.currency,
        "price_basis": tender.price_basis,
        "time_zone": tender.time_zone,
        "tender_deadline": _moment(tender.deadline, tender),
    }
    if tender.categories is not None:
        members["categories"] = tender.categories
    return members


def _weights(holder: Methodology | LotMethod) -> Members:
    """Return the three section weights."""
    return {
        Section.QUALITY.value: _number(holder.quality_weight),
        Section.PRICE.value: _number(holder.price_weight),
        Section.SOCIAL_VALUE.value: _number(holder.social_value_weight),
    }


def _methodology(methodology: Methodology) -> Members:
    """Return the member `methodology`."""
    members = {
        "version": methodology.version,
        "published_at": _moment(methodology.published_at, methodology.tender),
        "framework": methodology.framework,
        "section_weights": _weights(methodology),
        "section_pass_marks": [
            {
                "section": mark.section,
                "percent": _number(mark.percent),
                "disqualifies": mark.disqualifies,
            }
            for mark in methodology.section_pass_marks.order_by("position")
        ],
        "scales": _scales(methodology),
        "criteria": _criteria(methodology),
        "tie_break": methodology.tie_break,
        "abnormally_low": {
            "percent_below": _number(methodology.abnormally_low_percent),
            "references": methodology.abnormally_low_references,
        },
        "rounding": {
            "places": methodology.places,
            "mode": "half_up",
            "applied": "once_when_shown",
        },
    }
    if methodology.maximum_lots_per_supplier is not None:
        members["lot_limits"] = {
            "maximum_lots_awarded_per_supplier": methodology.maximum_lots_per_supplier,
            "mechanism": "award_order",
            "award_order": methodology.award_order,
        }
    return members


def _scales(methodology: Methodology) -> list[Members]:
    """Return the scales with their levels."""
    levels = defaultdict(list)
    for level in ScaleLevel.objects.filter(scale__methodology=methodology).order_by("position"):
        levels[level.scale_id].append(
            {
                "points": _number(level.points),
                "label": level.label,
                "definition": level.definition,
            }
        )
    return [
        {"code": scale.code, "title": scale.title, "levels": levels[scale.pk]}
        for scale in methodology.scales.order_by("position")
    ]


def _criteria(methodology: Methodology) -> list[Members]:
    """Return the criteria, in the order of the method."""
    mine = {"criterion__methodology": methodology}
    areas = _grouped(
        CriterionArea.objects.filter(**mine)
        .order_by("position")
        .values_list("criterion_id", "area")
    )
    lots = _grouped(
        CriterionLot.objects.filter(**mine)
        .order_by("position")
        .values_list("criterion_id", "lot__code")
    )
    criteria = methodology.criteria.select_related("scale").order_by("position")
    return [
        _criterion(criterion, areas=areas[criterion.pk], lots=lots[criterion.pk])
        for criterion in criteria
    ]


def _criterion(criterion: Criterion, *, areas: list[str], lots: list[str]) -> Members:
    """Return one criterion."""
    members = {
        "code": criterion.code,
        "section": criterion.section,
        "title": criterion.title,
        "weight": _number(criterion.weight),
        "scale": criterion.scale.code,
    }
    if criterion.pass_mark_points is not None:
        members["pass_mark"] = {
            "points": _number(criterion.pass_mark_points),
            "disqualifies": criterion.pass_mark_disqualifies,
        }
    return members | _given(lots=lots, areas_for_action=areas)


def _grouped(pairs: Iterable[tuple[Any, str]]) -> defaultdict[Any, list[str]]:
    """Return the second members of the pairs, in order, under the first."""
    groups: defaultdict[Any, list[str]] = defaultdict(list)
    for key, member in pairs:
        groups[key].append(member)
    return groups


def _lot_methods(methodology: Methodology) -> Iterable[LotMethod]:
    """Return the lots with their method, in their order."""
    return methodology.lot_methods.select_related("lot").order_by("lot__position")


def _lot(method: LotMethod) -> Members:
    """Return one lot."""
    lot = method.lot
    members = {
        "code": lot.code,
        "title": lot.title,
        "estimated_value": _value(lot.value_excluding_vat_pence, lot.value_including_vat_pence),
        "price": {"formula": method.formula, "parameters": method.parameters},
    }
    if lot.should_cost_pence is not None:
        members["should_cost"] = pounds(lot.should_cost_pence)
    if method.quality_weight is not None:
        members["section_weights"] = _weights(method)
    return members


def _bids(tender: Tender, *, with_prices: bool, with_scores: bool) -> list[Members]:
    """Return the bids that stand, with their prices and scores where these may be seen."""
    scores = _scores(tender) if with_scores else {}
    prices = _prices(tender) if with_prices else {}
    bids = tender.bids.standing().order_by("position")
    return [
        {
            "code": code,
            "bidder": bidder,
            "lot": lot,
            "submitted_at": _moment(submitted, tender),
            "price": prices.get(code),
            "scores": scores.get(code, []),
        }
        for code, bidder, lot, submitted in bids.values_list(
            "code", "bidder__code", "lot__code", "submitted"
        )
    ]


def _prices(tender: Tender) -> dict[str, str]:
    """Return the prices of a tender by the code of the bid. Ask first whether they are opened."""
    rows = BidPrice.sealed.filter(bid__tender=tender).values_list("bid__code", "price_pence")
    return {code: pounds(pence) for code, pence in rows}


def _scores(tender: Tender) -> dict[str, list[Members]]:
    """Return the agreed scores of every bid by its code: of each criterion the last version."""
    individual = _individual(tender)
    latest: defaultdict[str, dict[str, Members]] = defaultdict(dict)
    rows = Score.objects.filter(bid__tender=tender).order_by("bid__position", "position", "version")
    for bid, criterion, points, reason, agreed_at in rows.values_list(
        "bid__code", "criterion__code", AS_STORED, "reason", "agreed_at"
    ):
        agreed = _local(agreed_at, tender.time_zone)
        latest[bid][criterion] = {
            "criterion": criterion,
            "consensus": {"points": points, "reason": reason, "agreed_at": agreed},
            "individual": individual.get((bid, criterion), []),
        }
    return {bid: list(scores.values()) for bid, scores in latest.items()}


def _individual(tender: Tender) -> dict[tuple[str, str], list[Members]]:
    """Return each evaluator's own points by bid and criterion: of each evaluator the last.

    Whoever abstained gave no points, and what somebody gave who keeps away from the bidder counts
    for nothing: the record keeps both.
    """
    away = Recusal.objects.standing().filter(
        member=OuterRef("member"), bidder=OuterRef("bid__bidder")
    )
    scores = IndividualScore.objects.filter(~Exists(away), bid__tender=tender)
    rows = scores.order_by("position", "version")
    latest: defaultdict[tuple[str, str], dict[str, Members]] = defaultdict(dict)
    # Five evaluators and six levels make thirty different marks of 35,000: each is made once, and
    # stands wherever it was given. A bundle is read and written out, never changed.
    marks: dict[tuple[str, str | None], Members] = {}
    for bid, criterion, evaluator, points in rows.values_list(
        "bid__code", "criterion__code", "evaluator", AS_STORED
    ):
        mark = marks.get((evaluator, points))
        if mark is None:
            mark = marks[evaluator, points] = {"evaluator": evaluator, "points": points}
        latest[bid, criterion][evaluator] = mark
    return {
        answer: [mark for mark in given.values() if mark["points"] is not None]
        for answer, given in latest.items()
    }


def _disqualifications(tender: Tender) -> list[Members]:
    """Return the decisions that people took, on bids that stand."""
    decisions = Disqualification.objects.filter(bid__tender=tender, bid__withdrawn_at=None)
    return [
        {
            "bid": decision.bid.code,
            "rule": decision.rule,
            "reason": decision.reason,
            "decided_at": _moment(decision.decided_at, tender),
        }
        for decision in decisions.select_related("bid").order_by("position")
    ]


def _draws(tender: Tender) -> list[Members]:
    """Return the draws, first place first."""
    draws: dict[Any, Members] = {}
    places = DrawnBid.objects.filter(draw__lot__tender=tender)
    for place in places.select_related("draw__lot", "bid").order_by("draw__position", "place"):
        draw = draws.setdefault(
            place.draw_id,
            {
                "lot": place.draw.lot.code,
                "order": [],
                "drawn_at": _moment(place.draw.drawn_at, tender),
                "witnessed_by": place.draw.witnessed_by,
            },
        )
        draw["order"].append(place.bid.code)
    return list(draws.values())
