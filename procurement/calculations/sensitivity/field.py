"""The bids of one lot as a sensitivity test sees them: from an evaluation bundle without faults."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, cast

from procurement.calculations.bundle.model import (
    Bid,
    Criterion,
    Lot,
    Methodology,
    Number,
    Tender,
)
from procurement.calculations.bundle.reading import tender_of
from procurement.calculations.contest import (
    Contest,
    Entrant,
    Question,
    Rules,
    contest,
    percents_of,
)
from socialvalue.calculations.rounding import decimal_from_text

Members = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """The bids of a lot that no recorded decision has put out, in the order of the bundle, the
    rules, and the contest as it was decided. `qualities` is Q of each bid by its code, in points.
    """

    lot: str
    rules: Rules
    entrants: tuple[Entrant, ...]
    base: Contest
    qualities: Mapping[str, Fraction]

    def entrant(self, code: str) -> Entrant:
        """Return a bid by its code."""
        return next(each for each in self.entrants if each.code == code)

    def but(self, code: str) -> tuple[Entrant, ...]:
        """Return all the bids but one."""
        return tuple(each for each in self.entrants if each.code != code)


def fields_of(bundle: Members) -> tuple[Field, ...]:
    """Return the field of each lot, in the order of the bundle.

    The bundle must have no fault: nothing is checked again here. Source: FORMAT.md 2 and 3.
    """
    tender = tender_of(bundle)
    names = {bidder["code"]: bidder["name"] for bidder in bundle["bidders"]}
    return tuple(_field(lot, tender, bundle["methodology"], names) for lot in tender.lots)


def _field(lot: Lot, tender: Tender, methodology: Members, names: Mapping[str, str]) -> Field:
    rules = _rules(lot, tender, methodology)
    entrants = tuple(
        _entrant(bid, rules, name=names[bid.bidder])
        for bid in tender.bids
        if bid.lot == lot.code and not bid.decisions
    )
    return Field(
        lot=lot.code,
        rules=rules,
        entrants=entrants,
        base=contest(entrants, rules),
        qualities={each.code: each.quality(rules.weights) for each in entrants},
    )


def _rules(lot: Lot, tender: Tender, methodology: Members) -> Rules:
    levels = {
        scale["code"]: tuple(sorted(_exact(level["points"]) for level in scale["levels"]))
        for scale in methodology["scales"]
    }
    written = {each["code"]: each for each in methodology["criteria"]}
    return Rules(
        weights={name: weight.exact for name, weight in lot.section_weights.items()},
        formula=lot.formula,
        parameters=lot.parameters,
        questions=tuple(
            _question(criterion, written[criterion.code], levels)
            for criterion in tender.methodology.criteria
            if criterion.applies_to(lot.code)
        ),
        tie_break=tender.methodology.tie_break,
        section_pass_marks=_section_pass_marks(tender.methodology),
        draw=tender.draws.get(lot.code, ()),
    )


def _question(
    criterion: Criterion, written: Members, levels: Mapping[str, tuple[Fraction, ...]]
) -> Question:
    mark = criterion.pass_mark
    return Question(
        code=criterion.code,
        title=written["title"],
        section=criterion.section,
        weight=criterion.weight,
        levels=levels[written["scale"]],
        pass_mark=mark.mark.exact if mark is not None and mark.disqualifies else None,
    )


def _section_pass_marks(methodology: Methodology) -> dict[str, Fraction]:
    """Return the pass mark of each section that disqualifies: where there are two, the higher."""
    marks: dict[str, Fraction] = {}
    for each in methodology.section_pass_marks:
        if each.pass_mark.disqualifies:
            mark = each.pass_mark.mark.exact
            marks[each.section] = max(mark, marks.get(each.section, mark))
    return marks


def _entrant(bid: Bid, rules: Rules, *, name: str) -> Entrant:
    points = {question.code: bid.scores[question.code].points.exact for question in rules.questions}
    price = cast(Number, bid.price)  # a bundle without faults has it
    return Entrant(
        code=bid.code,
        name=name,
        price=price.exact,
        percents=percents_of(points, rules.questions),
        points=points,
    )


def _exact(text: object) -> Fraction:
    return Fraction(decimal_from_text(text))
