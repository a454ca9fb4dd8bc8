"""From the JSON of a bundle without faults to plain values. Call only after the checks."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Any

from procurement.calculations.bundle.model import (
    SECTIONS,
    Bid,
    Criterion,
    Decision,
    Lot,
    LotLimits,
    Methodology,
    Number,
    Parameters,
    PassMark,
    Score,
    SectionPassMark,
    Tender,
)
from procurement.calculations.bundle.numbers import exact_number
from procurement.calculations.formulas import FORMULAS

Members = Mapping[str, Any]


def tender_of(bundle: Members) -> Tender:
    """Return the tender that a bundle describes.

    The bundle must have passed `checks.faults_of` without a fault: nothing is checked again here.
    """
    methodology = bundle["methodology"]
    return Tender(
        reference=bundle["tender"]["reference"],
        methodology=_methodology(methodology),
        lots=tuple(_lot(lot, methodology["section_weights"]) for lot in bundle["lots"]),
        bids=tuple(_bid(bid, bundle["disqualifications"]) for bid in bundle["bids"]),
        draws={draw["lot"]: tuple(draw["order"]) for draw in bundle.get("draws") or []},
    )


@lru_cache(maxsize=4096)
def _number(text: str) -> Number:
    return Number(text=text, exact=exact_number(text))


def _methodology(methodology: Members) -> Methodology:
    highest = {scale["code"]: _highest_points(scale) for scale in methodology["scales"]}
    marks = methodology.get("section_pass_marks") or []
    return Methodology(
        criteria=tuple(_criterion(one, highest) for one in methodology["criteria"]),
        section_pass_marks=tuple(_section_pass_mark(mark) for mark in marks),
        tie_break=tuple(methodology["tie_break"]),
        percent_below=exact_number(methodology["abnormally_low"]["percent_below"]),
        references=tuple(methodology["abnormally_low"]["references"]),
        places=methodology["rounding"]["places"],
        lot_limits=_lot_limits(methodology.get("lot_limits")),
    )


def _highest_points(scale: Members) -> Fraction:
    return max(exact_number(level["points"]) for level in scale["levels"])


def _criterion(criterion: Members, highest: Mapping[str, Fraction]) -> Criterion:
    lots, pass_mark = criterion.get("lots"), criterion.get("pass_mark")
    return Criterion(
        code=criterion["code"],
        section=criterion["section"],
        weight=exact_number(criterion["weight"]),
        highest_points=highest[criterion["scale"]],
        lots=None if lots is None else frozenset(lots),
        pass_mark=None if pass_mark is None else _pass_mark(pass_mark, "points"),
    )


def _pass_mark(mark: Members, measured_in: str) -> PassMark:
    return PassMark(mark=_number(mark[measured_in]), disqualifies=mark["disqualifies"])


def _section_pass_mark(mark: Members) -> SectionPassMark:
    return SectionPassMark(section=mark["section"], pass_mark=_pass_mark(mark, "percent"))


def _lot_limits(limits: Members | None) -> LotLimits | None:
    if limits is None:
        return None
    return LotLimits(
        most_per_supplier=limits["maximum_lots_awarded_per_supplier"],
        award_order=tuple(limits["award_order"]),
    )


def _lot(lot: Members, published_weights: Members) -> Lot:
    weights = lot.get("section_weights") or published_weights
    should_cost = lot.get("should_cost")
    return Lot(
        code=lot["code"],
        section_weights={section: _number(weights[section]) for section in SECTIONS},
        formula=lot["price"]["formula"],
        parameters=parameters_of(
            lot["price"].get("parameters") or {}, formula=lot["price"]["formula"]
        ),
        should_cost=None if should_cost is None else exact_number(should_cost),
    )


def parameters_of(given: Members, *, formula: str) -> Parameters:
    """Return the parameters that the formula knows, as far as they are given."""
    known = (parameter.name for parameter in FORMULAS[formula].parameters)
    return Parameters(
        **{name: _READ[name](given[name]) for name in known if given.get(name) is not None}
    )


def _values(values: list[Members]) -> dict[tuple[str, Fraction], Fraction]:
    return {
        (value["criterion"], exact_number(value["points"])): exact_number(value["value"])
        for value in values
    }


_READ: Mapping[str, Callable[[Any], Any]] = {
    "floor": exact_number,
    "ceiling": exact_number,
    "when_undefined": str,
    "exponent": exact_number,
    "values": _values,
    "minimum_quality": _number,
    "price": exact_number,
}


def _bid(bid: Members, disqualifications: list[Members]) -> Bid:
    price = bid.get("price")
    return Bid(
        code=bid["code"],
        bidder=bid["bidder"],
        lot=bid["lot"],
        price=None if price is None else _number(price),
        scores=_scores(bid.get("scores") or []),
        decisions=tuple(
            Decision(rule=decision["rule"], reason=decision["reason"])
            for decision in disqualifications
            if decision["bid"] == bid["code"]
        ),
    )


def _scores(scores: list[Members]) -> dict[str, Score]:
    """Return the consensus of each criterion that has one."""
    agreed = {score["criterion"]: score.get("consensus") or {} for score in scores}
    return {
        criterion: Score(points=_number(consensus["points"]), reason=_reason(consensus))
        for criterion, consensus in agreed.items()
        if consensus.get("points") is not None
    }


def _reason(consensus: Members) -> str:
    """Return the reason, which only a bid with a recorded disqualification may lack."""
    reason = consensus.get("reason")
    return reason if isinstance(reason, str) else ""
