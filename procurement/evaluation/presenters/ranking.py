"""The ranking of one lot as the page, the report and the files show it."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from procurement.calculations.formulas import FORMULAS, told
from procurement.calculations.gaps import Gap
from procurement.evaluation.lot_view import BidLine, LotView, PriceQuery
from procurement.evaluation.models import PriceEnquiry
from procurement.evaluation.presenters import sentences, why
from procurement.evaluation.presenters.sentences import Members
from procurement.tenders.presenters import parameter_words
from socialvalue.core import charts

MOST_COLUMNS = 6
"""More bids than this do not stand side by side on a page: the scores page lists them."""

QUERIES = {
    "": PriceQuery(
        words="Price query open",
        colour="orange",
        note="Price query open: hear the bidder before you award",
        is_open=True,
    ),
    PriceEnquiry.Outcome.SATISFIED.value: PriceQuery(
        words="Price explained",
        colour="green",
        note="The bidder was asked about its price, and explained it",
        is_open=False,
    ),
    PriceEnquiry.Outcome.NOT_SATISFIED.value: PriceQuery(
        words="Price not explained",
        colour="red",
        note="The bidder was asked about its price, and did not explain it",
        is_open=False,
    ),
}
"""What is said of a price in question, by the outcome of the enquiry: none while it is open."""

SECTION_BANDS = {
    "quality": charts.Band(words="Quality", colour="series-1"),
    "social_value": charts.Band(words="Social value", colour="series-2"),
    "price": charts.Band(words="Price", colour="series-3"),
}


def lot_views(
    bundle: Members,
    result: Members,
    *,
    gaps: Mapping[str, Sequence[Gap]],
    objectives: dict[str, str],
    keys: dict[str, Any],
    outcomes: Mapping[str, str],
) -> list[LotView]:
    """Return what the page says about each lot of a result that is not refused as a whole.

    `gaps` are those of each lot by its code, exact. `keys` gives the database's keys of lots
    ("lot 1") and bids ("bid B1"), for addresses. `outcomes` says what came of an enquiry into a
    price that is concluded, by the code of the bid.
    """
    bidders = {bidder["code"]: bidder["name"] for bidder in bundle["bidders"]}
    names = {bid["code"]: bidders[bid["bidder"]] for bid in bundle["bids"]}
    lots = {lot["code"]: lot for lot in bundle["lots"]}
    return [
        _lot_view(
            lots[lot["lot"]],
            lot,
            bundle=bundle,
            gaps=gaps[lot["lot"]],
            names=names,
            objectives=objectives,
            keys=keys,
            outcomes=outcomes,
        )
        for lot in result["lots"]
    ]


def _lot_view(
    given: Members,
    lot: Members,
    *,
    bundle: Members,
    gaps: Sequence[Gap],
    names: dict[str, str],
    objectives: dict[str, str],
    keys: dict[str, Any],
    outcomes: Mapping[str, str],
) -> LotView:
    """Return what the page says about one lot."""
    formula = FORMULAS[lot["formula"]]
    places = bundle["methodology"]["rounding"]["places"]
    lines = [
        _line(bid, lot=lot, names=names, keys=keys, outcome=outcomes.get(bid["bid"], ""))
        for bid in lot["bids"]
    ]
    standing = [line for line in lines if not line.disqualifications]
    preferred = [line for line in lines if line.is_preferred]
    return LotView(
        code=lot["lot"],
        key=keys.get(f"lot {lot['lot']}"),
        title=given["title"],
        status=lot["status"],
        formula=formula.title,
        **_formula_told(given, lot),
        formula_caution=formula.caution if formula.depends_on_other_bids else "",
        parameters=parameter_words(given["price"]["parameters"]),
        measure=sentences.MEASURES[formula.measure],
        gives_price_score=formula.gives_price_score,
        weights=lot["section_weights"],
        lines=standing,
        out=[line for line in lines if line.disqualifications],
        preferred=preferred[0] if preferred else None,
        passed_over=[sentences.passed_over(entry, names=names) for entry in lot["passed_over"]],
        refusals=[sentences.refusal(error) for error in lot["errors"]],
        why=why.sentences_of(lot, gaps, names=names, places=places),
        rounding_note=why.rounding_note(lot["bids"], places=places),
        statistics=_statistics(lot["price_statistics"]),
        totals_chart=totals_chart(lot, formula=formula, names=names),
        social_value_chart=social_value_chart(lot, names=names),
        criteria=_criteria(lot, bundle=bundle, objectives=objectives),
        columns=lines if len(lines) <= MOST_COLUMNS else [],
    )


def _formula_told(given: Members, lot: Members) -> dict[str, str]:
    """Return what the price formula does in this lot, in words and as a sum."""
    figures = {
        "weight": lot["section_weights"]["price"],
        "published": given["price"]["parameters"],
    }
    return {
        "formula_told": told.in_words(lot["formula"], **figures),
        "formula_symbols": told.in_symbols(lot["formula"], **figures),
    }


def _stands_alone(bid: Members, lot: Members) -> bool:
    """Whether no other bid of the lot shares the bid's rank."""
    return [each["rank"] for each in lot["bids"]].count(bid["rank"]) == 1


def _section(bid: Members, section: str) -> Members | None:
    """Return a bid's figures for a section, or None if it was not scored."""
    return next((each for each in bid["sections"] if each["section"] == section), None)


def _shown(part: Members | None) -> str:
    """Return a weighted score as it is shown."""
    return "–" if part is None else str(part["weighted_score"])


def _line(
    bid: Members, *, lot: Members, names: dict[str, str], keys: dict[str, Any], outcome: str
) -> BidLine:
    """Return everything there is to say about one bid."""
    flags = sentences.low_price_tests(bid)
    return BidLine(
        code=bid["bid"],
        key=keys.get(f"bid {bid['bid']}"),
        name=names[bid["bid"]],
        rank=bid["rank"],
        price=sentences.pounds(bid["price"]),
        price_figure=_figure(bid["price"]),
        quality=_shown(_section(bid, "quality")),
        social_value=_shown(_section(bid, "social_value")),
        price_score=bid["price_score"] or "–",
        total=bid["total"] or "–",
        ranked_by=sentences.measure(bid["ranking"]),
        ranked_by_figure=_figure((bid["ranking"] or {}).get("value")),
        is_preferred=lot["preferred_bid"] == bid["bid"],
        tie=sentences.tie(bid, names=names, is_broken=_stands_alone(bid, lot)),
        flags=flags,
        query=QUERIES[outcome] if outcome or flags else None,
        disqualifications=[sentences.disqualification(each) for each in bid["disqualifications"]],
        missed=[sentences.missed(each) for each in bid["pass_marks_missed"]],
    )


def _figure(text: str | None) -> Decimal | None:
    """Return a figure of the result as a number, None where there is none."""
    return None if text is None else Decimal(text)


def _statistics(statistics: Members | None) -> list[dict[str, str]]:
    """Return the lowest, highest, mean and median price, for a summary list."""
    if statistics is None:
        return []
    return [
        {"key": "Bids compared", "value": str(statistics["bids_compared"])},
        *(
            {"key": f"{name.capitalize()} price", "value": sentences.pounds(statistics[name])}
            for name in ("lowest", "highest", "mean", "median")
        ),
    ]


def totals_chart(lot: Members, *, formula: Any, names: dict[str, str]) -> object | None:
    """Return what each ranked bid's score is made of; None where nothing is ranked."""
    ranked = [bid for bid in lot["bids"] if bid["rank"] is not None]
    if not ranked:
        return None
    parts = ["quality", "social_value"] + (["price"] if formula.gives_price_score else [])
    parts = [part for part in parts if Decimal(lot["section_weights"][part])]
    leader = ranked[0]
    return charts.stacked_chart(
        name=f"lot-{_slug(lot['lot'])}-totals",
        title="What each score is made of, out of 100",
        words=f"{names[leader['bid']]} is ranked first.",
        bands=[SECTION_BANDS[part] for part in parts],
        label_heading="Bid",
        total_heading="Total" if formula.gives_price_score else "Quality and social value",
        stacks=[
            charts.Stack(
                label=names[bid["bid"]],
                values=[Decimal(_contribution(bid, part)) for part in parts],
                shown_values=[_contribution(bid, part) for part in parts],
                shown=bid["total"],
            )
            for bid in ranked
        ],
        scale_to=100,
    )


def _contribution(bid: Members, part: str) -> str:
    """Return what a part adds to a bid's total, as it is shown."""
    if part == "price":
        return str(bid["price_score"])
    section = _section(bid, part)
    return "0" if section is None else str(section["weighted_score"])


def social_value_chart(lot: Members, *, names: dict[str, str]) -> object | None:
    """Return the social value score of each bid out of 100, before its weight is applied."""
    scored = [(bid, part) for bid in lot["bids"] if (part := _section(bid, "social_value"))]
    if not scored:
        return None
    weight = lot["section_weights"]["social_value"]
    return charts.bar_chart(
        name=f"lot-{_slug(lot['lot'])}-social-value",
        title=f"Social value score out of 100, before the {weight}% weighting",
        words="Every bid that was scored, those that are out too.",
        label_heading="Bid",
        value_heading="Score",
        bars=[
            charts.Bar(
                label=names[bid["bid"]],
                value=Decimal(part["percent"]),
                shown=part["percent"],
                leading=bid["bid"] == lot["preferred_bid"],
            )
            for bid, part in scored
        ],
        scale_to=100,
    )


def _slug(code: str) -> str:
    """Return a lot's code as a part of an id."""
    return "".join(letter if letter.isalnum() else "-" for letter in code.lower())


def _criteria(lot: Members, *, bundle: Members, objectives: dict[str, str]) -> list[dict[str, Any]]:
    """Return a row for each criterion of the lot: weight, and points of each bid on a tint."""
    method = bundle["methodology"]
    highest = {
        scale["code"]: max(Decimal(level["points"]) for level in scale["levels"])
        for scale in method["scales"]
    }
    points = {
        (bid["bid"], each["criterion"]): each["points"]
        for bid in lot["bids"]
        for each in bid["criteria"]
    }
    rows = []
    for criterion in method["criteria"]:
        if lot["lot"] not in criterion.get("lots", [lot["lot"]]):
            continue
        areas = criterion.get("areas_for_action", [])
        rows.append(
            {
                "section": sentences.SECTIONS[criterion["section"]],
                "code": criterion["code"],
                "title": criterion["title"],
                "objective": ", ".join(dict.fromkeys(objectives.get(area, area) for area in areas)),
                "weight": f"{criterion['weight']}%",
                "cells": [
                    heat(points.get((bid["bid"], criterion["code"])), highest[criterion["scale"]])
                    for bid in lot["bids"]
                ],
            }
        )
    return rows


def heat(points: str | None, highest: Decimal) -> dict[str, Any]:
    """Return points on one of six tints: 5 for the highest of the scale, 0 for nothing."""
    if points is None:
        return {"level": None, "text": "–"}
    return {"level": int(Decimal(points) / highest * 5), "text": points}


def reasons(bundle: Members) -> list[dict[str, Any]]:
    """Return, for each bid that was scored, its points and reasons by criterion."""
    bidders = {bidder["code"]: bidder["name"] for bidder in bundle["bidders"]}
    method = bundle["methodology"]
    criteria = {criterion["code"]: criterion for criterion in method["criteria"]}
    labels = {
        (scale["code"], level["points"]): level["label"]
        for scale in method["scales"]
        for level in scale["levels"]
    }
    return [
        {
            "bid": bid["code"],
            "name": bidders[bid["bidder"]],
            "lot": bid["lot"],
            "scores": [
                {
                    "code": score["criterion"],
                    "title": criteria[score["criterion"]]["title"],
                    "points": score["consensus"]["points"],
                    "label": labels.get(
                        (criteria[score["criterion"]]["scale"], score["consensus"]["points"]), ""
                    ),
                    "reason": score["consensus"]["reason"],
                }
                for score in bid["scores"]
            ],
        }
        for bid in bundle["bids"]
        if bid["scores"]
    ]
