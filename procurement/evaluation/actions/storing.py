"""The rows that a bundle becomes. The bundle has passed the checks of `evaluate`."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from procurement.bids.models import Bid, Bidder, BidPrice, Origin
from procurement.evaluation.actions.keeping import checked, day, member, moment, pence
from procurement.evaluation.models import (
    Disqualification,
    Draw,
    DrawnBid,
    IndividualScore,
    Score,
)
from procurement.tenders.models import (
    Criterion,
    CriterionArea,
    CriterionLot,
    Lot,
    LotMethod,
    Methodology,
    Scale,
    ScaleLevel,
    SectionPassMark,
    State,
    Tender,
)
from socialvalue.accounts.models import Organisation
from socialvalue.calculations.rounding import decimal_from_text

NOT_NAMED = "people whom the bundle does not name"
MAY_BE_LEFT_OUT = ["/methodology/section_pass_marks", "/draws"]
ROWS_AT_ONCE = 2000
Members = dict[str, Any]


@dataclass
class Stored:
    """What has been stored so far, by its code."""

    tender: Tender
    by: str
    at: dt.datetime
    scales: dict[str, Scale] = field(default_factory=dict)
    lots: dict[str, Lot] = field(default_factory=dict)
    criteria: dict[str, Criterion] = field(default_factory=dict)
    bidders: dict[str, Bidder] = field(default_factory=dict)
    bids: dict[str, Bid] = field(default_factory=dict)


def store(bundle: Members, *, organisation: Organisation, by: str, at: dt.datetime) -> Tender:
    """Store the bundle's tender, method, bids, scores and decisions, and return the tender.

    Raises CannotBeKept.
    """
    tender = _tender(bundle, organisation=organisation, by=by, at=at)
    stored = Stored(tender=tender, by=by, at=at)
    methodology = _methodology(bundle["methodology"], stored)
    _lots(bundle["lots"], methodology, stored)
    _criteria(bundle["methodology"]["criteria"], methodology, stored)
    _bids(bundle, stored)
    _scores(bundle["bids"], stored)
    _decisions(bundle, stored)
    return tender


def _members_left_out(bundle: Members) -> list[str]:
    """Return which optional lists the bundle leaves out."""
    return [
        pointer
        for pointer in MAY_BE_LEFT_OUT
        if pointer.rpartition("/")[2]
        not in (bundle["methodology"] if pointer.startswith("/methodology") else bundle)
    ]


def _state(bundle: Members) -> State:
    """Return where the tender stands: one with scores was locked and opened before it came here."""
    scored = any(bid["scores"] for bid in bundle["bids"])
    return State.PRICE_OPENED if scored else State.PUBLISHED


def _number(text: str | None) -> Any:
    """Return an exact number, all its places kept."""
    return None if text is None else decimal_from_text(text)


def _value(part: Members, *, at: str) -> Members:
    """Return the two columns of an estimated value, in pence."""
    value = member(part, "estimated_value", at=at)
    return {
        f"value_{basis}_pence": pence(
            member(value, basis, at=f"{at}/estimated_value"), at=f"{at}/estimated_value/{basis}"
        )
        for basis in ("excluding_vat", "including_vat")
    }


def _tender(bundle: Members, *, organisation: Organisation, by: str, at: dt.datetime) -> Tender:
    """Store the tender itself."""
    part = bundle["tender"]
    buyer = member(part, "buyer", at="/tender")
    tender = Tender(
        organisation=organisation,
        reference=member(part, "reference", at="/tender"),
        title=member(part, "title", at="/tender"),
        buyer_name=member(buyer, "name", at="/tender/buyer"),
        buyer_kind=member(buyer, "kind", at="/tender/buyer"),
        buyer_code=buyer.get("code", ""),
        buyer_area_code=buyer.get("area_code", ""),
        regime=member(part, "regime", at="/tender"),
        nation=member(part, "nation", at="/tender"),
        main_category=member(part, "main_category", at="/tender"),
        categories=part.get("categories"),
        commenced_on=day(member(part, "commenced_on", at="/tender"), at="/tender/commenced_on"),
        currency=member(part, "currency", at="/tender"),
        price_basis=member(part, "price_basis", at="/tender"),
        time_zone=member(part, "time_zone", at="/tender"),
        deadline=moment(
            member(part, "tender_deadline", at="/tender"), at="/tender/tender_deadline"
        ),
        state=_state(bundle),
        left_out=_members_left_out(bundle),
        created_at=at,
        created_by=by,
        **_value(part, at="/tender"),
    )
    checked(tender, at="/tender").save(force_insert=True)
    return tender


def _methodology(part: Members, stored: Stored) -> Methodology:
    """Store the method with its pass marks and scales."""
    weights, low = part["section_weights"], part["abnormally_low"]
    limits = part.get("lot_limits") or {}
    methodology = Methodology(
        tender=stored.tender,
        version=part["version"],
        framework=part["framework"],
        quality_weight=_number(weights["quality"]),
        price_weight=_number(weights["price"]),
        social_value_weight=_number(weights["social_value"]),
        tie_break=part["tie_break"],
        abnormally_low_percent=_number(low["percent_below"]),
        abnormally_low_references=low["references"],
        places=part["rounding"]["places"],
        maximum_lots_per_supplier=limits.get("maximum_lots_awarded_per_supplier"),
        award_order=limits.get("award_order"),
        published_at=moment(
            member(part, "published_at", at="/methodology"), at="/methodology/published_at"
        ),
        published_by=NOT_NAMED,
    )
    checked(methodology, at="/methodology").save(force_insert=True)
    for place, mark in enumerate(part.get("section_pass_marks") or []):
        SectionPassMark.objects.create(
            methodology=methodology,
            position=place,
            section=mark["section"],
            percent=_number(mark["percent"]),
            disqualifies=mark["disqualifies"],
        )
    _scales(part["scales"], methodology, stored)
    return methodology


def _scales(parts: list[Members], methodology: Methodology, stored: Stored) -> None:
    """Store the scales and their levels."""
    for place, part in enumerate(parts):
        at = f"/methodology/scales/{place}"
        scale = Scale(
            methodology=methodology, position=place, code=part["code"], title=part["title"]
        )
        checked(scale, at=at).save(force_insert=True)
        stored.scales[scale.code] = scale
        for step, level in enumerate(part["levels"]):
            row = ScaleLevel(
                scale=scale,
                position=step,
                points=_number(level["points"]),
                label=level["label"],
                definition=level["definition"],
            )
            checked(row, at=f"{at}/levels/{step}").save(force_insert=True)


def _lots(parts: list[Members], methodology: Methodology, stored: Stored) -> None:
    """Store the lots and how each is priced."""
    for place, part in enumerate(parts):
        at = f"/lots/{place}"
        cost = part.get("should_cost")
        lot = Lot(
            tender=stored.tender,
            position=place,
            code=part["code"],
            title=part["title"],
            should_cost_pence=None if cost is None else pence(cost, at=f"{at}/should_cost"),
            **_value(part, at=at),
        )
        checked(lot, at=at).save(force_insert=True)
        stored.lots[lot.code] = lot
        own = part.get("section_weights") or {}
        LotMethod.objects.create(
            methodology=methodology,
            lot=lot,
            formula=part["price"]["formula"],
            parameters=part["price"]["parameters"],
            **{f"{name}_weight": _number(weight) for name, weight in own.items()},
        )


def _criteria(parts: list[Members], methodology: Methodology, stored: Stored) -> None:
    """Store the criteria with their areas for action and lots."""
    for place, part in enumerate(parts):
        mark = part.get("pass_mark") or {}
        criterion = Criterion(
            methodology=methodology,
            position=place,
            section=part["section"],
            code=part["code"],
            title=part["title"],
            weight=_number(part["weight"]),
            scale=stored.scales[part["scale"]],
            pass_mark_points=_number(mark.get("points")),
            pass_mark_disqualifies=mark.get("disqualifies"),
        )
        checked(criterion, at=f"/methodology/criteria/{place}").save(force_insert=True)
        stored.criteria[criterion.code] = criterion
        for order, area in enumerate(part.get("areas_for_action") or []):
            CriterionArea.objects.create(criterion=criterion, position=order, area=area)
        for order, lot in enumerate(part.get("lots") or []):
            CriterionLot.objects.create(criterion=criterion, position=order, lot=stored.lots[lot])


def _bids(bundle: Members, stored: Stored) -> None:
    """Store the bidders, the bids, and the prices apart."""
    for place, part in enumerate(bundle["bidders"]):
        bidder = Bidder(tender=stored.tender, position=place, code=part["code"], name=part["name"])
        stored.bidders[bidder.code] = checked(bidder, at=f"/bidders/{place}")
    Bidder.objects.bulk_create(stored.bidders.values(), batch_size=ROWS_AT_ONCE)
    prices = []
    for place, part in enumerate(bundle["bids"]):
        at = f"/bids/{place}"
        bid = Bid(
            tender=stored.tender,
            position=place,
            bidder=stored.bidders[part["bidder"]],
            lot=stored.lots[part["lot"]],
            code=part["code"],
            origin=Origin.BUNDLE,
            submitted=moment(member(part, "submitted_at", at=at), at=f"{at}/submitted_at"),
            recorded_at=stored.at,
            recorded_by=stored.by,
        )
        stored.bids[bid.code] = checked(bid, at=at)
        if part["price"] is not None:
            prices.append(BidPrice(bid=bid, price_pence=pence(part["price"], at=f"{at}/price")))
    Bid.objects.bulk_create(stored.bids.values(), batch_size=ROWS_AT_ONCE)
    BidPrice.sealed.bulk_create(prices, batch_size=ROWS_AT_ONCE)


def _scores(parts: list[Members], stored: Stored) -> None:
    """Store the agreed scores and the individual points behind them."""
    scores, individual = [], []
    for place, part in enumerate(parts):
        bid = stored.bids[part["code"]]
        for order, given in enumerate(part["scores"]):
            at = f"/bids/{place}/scores/{order}"
            score = _score(given, bid=bid, position=order, at=at, stored=stored)
            scores.append(score)
            individual += _individual(given, score=score, at=at, stored=stored)
    Score.objects.bulk_create(scores, batch_size=ROWS_AT_ONCE)
    IndividualScore.objects.bulk_create(individual, batch_size=ROWS_AT_ONCE)


def _score(given: Members, *, bid: Bid, position: int, at: str, stored: Stored) -> Score:
    """Return one agreed score, not yet stored."""
    agreed = member(given, "consensus", at=at)
    at = f"{at}/consensus"
    score = Score(
        bid=bid,
        criterion=stored.criteria[given["criterion"]],
        position=position,
        points=_number(member(agreed, "points", at=at)),
        reason=member(agreed, "reason", at=at),
        agreed_at=moment(member(agreed, "agreed_at", at=at), at=f"{at}/agreed_at"),
        agreed_by=NOT_NAMED,
    )
    checked(score, at=at)
    return score


def _individual(given: Members, *, score: Score, at: str, stored: Stored) -> list[IndividualScore]:
    """Return the individual points behind one agreed score, not yet stored."""
    rows = []
    for order, mark in enumerate(member(given, "individual", at=at)):
        row = IndividualScore(
            bid=score.bid,
            criterion=score.criterion,
            position=order,
            evaluator=member(mark, "evaluator", at=f"{at}/individual/{order}"),
            points=_number(member(mark, "points", at=f"{at}/individual/{order}")),
            recorded_at=stored.at,
            recorded_by=stored.by,
        )
        rows.append(checked(row, at=f"{at}/individual/{order}"))
    return rows


def _decisions(bundle: Members, stored: Stored) -> None:
    """Store the disqualifications and the draws."""
    for place, part in enumerate(bundle["disqualifications"]):
        at = f"/disqualifications/{place}"
        row = Disqualification(
            bid=stored.bids[part["bid"]],
            position=place,
            rule=part["rule"],
            reason=part["reason"],
            decided_at=moment(member(part, "decided_at", at=at), at=f"{at}/decided_at"),
            decided_by=NOT_NAMED,
        )
        checked(row, at=at).save(force_insert=True)
    for place, part in enumerate(bundle.get("draws") or []):
        at = f"/draws/{place}"
        draw = Draw(
            lot=stored.lots[part["lot"]],
            position=place,
            witnessed_by=member(part, "witnessed_by", at=at),
            drawn_at=moment(member(part, "drawn_at", at=at), at=f"{at}/drawn_at"),
            drawn_by=NOT_NAMED,
        )
        checked(draw, at=at).save(force_insert=True)
        for order, bid in enumerate(part["order"], start=1):
            DrawnBid.objects.create(draw=draw, bid=stored.bids[bid], place=order)
