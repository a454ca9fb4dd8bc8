"""From an evaluation bundle and its result to the summary of every tender."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from procurement.calculations.formulas import FORMULAS, told
from procurement.calculations.summaries.content import (
    Assessment,
    CriterionTold,
    Mark,
    Parent,
    PriceMark,
    ScaleTold,
    SectionMarks,
    SectionTold,
    Summary,
    Supplier,
)
from procurement.calculations.summaries.why import missed_words, pounds, why_not
from socialvalue.calculations.rounding import decimal_from_text, shown_short

Members = Mapping[str, Any]

SECTION_WORDS = {"quality": "Quality", "social_value": "Social value"}
MONEY_MEASURES = frozenset({"price_per_quality_point", "adjusted_price", "price"})
"""What tells a price, or comes so near to it that it is not told to another supplier."""

HOW = (
    "Each criterion was given one score by the panel, agreed in moderation. Its weighted score is: "
    "weight of the section × weight of the criterion ÷ 100 × points ÷ highest points of the scale. "
    "Nothing was rounded before it was shown."
)


def summaries_of(
    bundle: Members,
    result: Members,
    *,
    suppliers: Mapping[str, Supplier],
    full_version: str,
    parents: Mapping[str, Parent] | None = None,
    withheld: Mapping[tuple[str, str], str] | None = None,
) -> list[Summary]:
    """Return the summary of every tender that the result judges, lot by lot in its order.

    `bundle` and `result` are those of FORMAT.md 2 and 4, the result not refused. `suppliers` goes
    by the code of the bidder; `full_version` says where the award criteria stand in full;
    `parents` gives the criterion that a question is a sub-criterion of, by the question's code;
    `withheld` gives, by bid and criterion, the words that other suppliers read in place of the
    reason. Only consensus scores are read: individual ones are not looked at.

    Figures are those of the result, rounded once there, and weights as they were published.
    Source: Procurement Regulations 2024 (SI 2024/692), regulation 31.
    """
    lots = {lot["code"]: lot for lot in bundle["lots"]}
    return [
        _LotOf(
            bundle,
            lots[lot["lot"]],
            lot,
            suppliers=suppliers,
            full_version=full_version,
            parents=parents or {},
            withheld=withheld or {},
        ).summary_of(bid)
        for lot in result["lots"]
        for bid in lot["bids"]
    ]


class _LotOf:
    """One lot of a result, and what its summaries have in common."""

    def __init__(
        self,
        bundle: Members,
        given: Members,
        lot: Members,
        *,
        suppliers: Mapping[str, Supplier],
        full_version: str,
        parents: Mapping[str, Parent],
        withheld: Mapping[tuple[str, str], str],
    ) -> None:
        self.bundle, self.given, self.lot = bundle, given, lot
        self.suppliers, self.full_version = suppliers, full_version
        self.parents, self.withheld = parents, withheld
        self.method = bundle["methodology"]
        self.formula = FORMULAS[lot["formula"]]
        self.scales = {scale["code"]: scale for scale in self.method["scales"]}
        self.applying = [
            criterion
            for criterion in self.method["criteria"]
            if lot["lot"] in criterion.get("lots", [lot["lot"]])
        ]
        self.reasons = {
            (bid["code"], score["criterion"]): (score.get("consensus") or {}).get("reason") or ""
            for bid in bundle["bids"]
            for score in bid.get("scores") or []
        }
        self.winner = next((bid for bid in lot["bids"] if bid["bid"] == lot["preferred_bid"]), None)

    def summary_of(self, bid: Members) -> Summary:
        """Return the summary of one bid of this lot."""
        is_winner = self.winner is not None and bid["bid"] == self.winner["bid"]
        winner = self.suppliers[self.winner["bidder"]].name if self.winner else ""
        supplier = self.suppliers[bid["bidder"]]
        told = self.winner if self.winner and not is_winner else None
        return Summary(
            bid=bid["bid"],
            lot=self.lot["lot"],
            lot_title=self.given["title"],
            supplier=supplier,
            criteria=self.criteria(),
            price_weight=self.lot["section_weights"]["price"],
            price_method=f"{self.formula.title}: {self.price_words()}",
            scales=self.scales_told(),
            how=HOW,
            full_version=self.full_version,
            own=self.assessment_of(bid, is_own=True),
            is_winner=is_winner,
            is_disqualified=bool(bid["disqualifications"]),
            winner=winner,
            winning=self.assessment_of(told, is_own=False) if told else None,
            why_not=() if is_winner else why_not(bid, lot=self.lot, winner=self.winner),
            other_names=tuple(
                other.name
                for other in self.suppliers.values()
                if other.name not in {supplier.name, winner}
            ),
        )

    def criteria(self) -> tuple[SectionTold, ...]:
        """Return the criteria that apply to this lot, as published, by section."""
        marks = {mark["section"]: mark for mark in self.method.get("section_pass_marks") or []}
        return tuple(
            SectionTold(
                code=section,
                title=title,
                weight=self.lot["section_weights"][section],
                pass_mark=_pass_mark(marks.get(section), measured_in="percent"),
                criteria=tuple(
                    self.criterion(criterion)
                    for criterion in self.applying
                    if criterion["section"] == section
                ),
            )
            for section, title in SECTION_WORDS.items()
            if any(criterion["section"] == section for criterion in self.applying)
        )

    def criterion(self, criterion: Members) -> CriterionTold:
        """Return one criterion as published."""
        section = Fraction(decimal_from_text(self.lot["section_weights"][criterion["section"]]))
        points = [
            level["points"]
            for level in sorted(
                self.scales[criterion["scale"]]["levels"],
                key=lambda level: decimal_from_text(level["points"]),
            )
        ]
        weight = Fraction(decimal_from_text(criterion["weight"]))
        return CriterionTold(
            code=criterion["code"],
            title=criterion["title"],
            parent=self.parents.get(criterion["code"]),
            weight=criterion["weight"],
            worth=shown_short(section * weight / 100, places=4),
            scale=criterion["scale"],
            highest=points[-1],
            lowest=points[0],
            pass_mark=_pass_mark(criterion.get("pass_mark"), measured_in="points"),
        )

    def scales_told(self) -> tuple[ScaleTold, ...]:
        """Return the scales that the criteria of this lot use, levels from the lowest."""
        used = dict.fromkeys(criterion["scale"] for criterion in self.applying)
        return tuple(
            ScaleTold(
                code=code,
                title=self.scales[code]["title"],
                levels=tuple(
                    (level["points"], level["label"], level["definition"])
                    for level in sorted(
                        self.scales[code]["levels"],
                        key=lambda level: decimal_from_text(level["points"]),
                    )
                ),
            )
            for code in used
        )

    def assessment_of(self, bid: Members, *, is_own: bool) -> Assessment:
        """Return how a bid was assessed: for its own supplier, or as another may read it."""
        return Assessment(
            sections=tuple(self.section_of(bid, section, is_own) for section in bid["sections"]),
            price=None if bid["disqualifications"] else self.price_of(bid, is_own=is_own),
            total=bid["total"] or "",
            missed=tuple(missed_words(entry) for entry in bid["pass_marks_missed"])
            if is_own
            else (),
        )

    def section_of(self, bid: Members, section: Members, is_own: bool) -> SectionMarks:
        """Return what a bid earned in a section."""
        codes = {
            criterion["code"]
            for criterion in self.applying
            if criterion["section"] == section["section"]
        }
        return SectionMarks(
            code=section["section"],
            title=SECTION_WORDS[section["section"]],
            weight=section["weight"],
            weighted_score=section["weighted_score"],
            percent=section["percent"],
            marks=tuple(
                self.mark_of(bid, mark, is_own=is_own)
                for mark in bid["criteria"]
                if mark["criterion"] in codes
            ),
        )

    def mark_of(self, bid: Members, mark: Members, *, is_own: bool) -> Mark:
        """Return one mark; to others with the words that stand for a withheld reason."""
        key = (bid["bid"], mark["criterion"])
        instead = "" if is_own else self.withheld.get(key, "")
        scale = next(each for each in self.applying if each["code"] == mark["criterion"])["scale"]
        labels = {level["points"]: level["label"] for level in self.scales[scale]["levels"]}
        return Mark(
            code=mark["criterion"],
            points=mark["points"],
            label=labels.get(mark["points"], ""),
            weighted_score=mark["weighted_score"],
            reason=instead or self.reasons.get(key, ""),
            is_withheld=bool(instead),
        )

    def price_of(self, bid: Members, *, is_own: bool) -> PriceMark:
        """Return how a bid's price was assessed; to others without the price itself."""
        ranking = bid["ranking"] or {}
        measure = ranking.get("measure", "")
        tells = bool(ranking) and (is_own or measure not in MONEY_MEASURES)
        value = ranking.get("value", "") if tells else ""
        return PriceMark(
            weight=self.lot["section_weights"]["price"],
            amount=pounds(bid["price"]) if is_own and bid["price"] is not None else "",
            score=bid["price_score"] or "",
            measure=pounds(value) if value and measure in MONEY_MEASURES else value,
            explanation=self.price_words(),
        )

    def price_words(self) -> str:
        """Return what the price formula does, with the figures of this tender."""
        return told.in_words(
            self.formula.key,
            weight=self.lot["section_weights"]["price"],
            published=self.given["price"]["parameters"],
        )


def _pass_mark(mark: Members | None, *, measured_in: str) -> str:
    """Return a published pass mark in words, empty where there is none."""
    if mark is None:
        return ""
    unit = "%" if measured_in == "percent" else " points"
    follows = "below it a tender is disqualified" if mark["disqualifies"] else "for information"
    return f"{mark[measured_in]}{unit}; {follows}"
