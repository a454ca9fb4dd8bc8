"""The stress test of a method: what is tested, on which made-up bids, and what was said of it."""

import hashlib
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, cast

from procurement.calculations import stress
from procurement.calculations.bundle.model import SCORED_SECTIONS
from procurement.calculations.bundle.reading import parameters_of
from procurement.calculations.canonical import sha256
from procurement.calculations.contest import Entrant, Question, Rules, percents_of
from procurement.calculations.formulas import FORMULAS
from procurement.calculations.stress.made_up import made_up_bids
from procurement.tenders.models import (
    Criterion,
    Lot,
    LotMethod,
    Methodology,
    PriceBasis,
    Section,
    SectionPassMark,
    StressAcknowledgement,
    StressBid,
)
from socialvalue.calculations.rounding import NotADecimalString, decimal_from_text

NO_ESTIMATE = Fraction(100_000)
"""Pounds that the contract is taken to cost where its value is not estimated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LotUnderTest:
    """The method of one lot as a stress test sees it.

    `rules` is None where it cannot be tested yet: `problem` then says why. `price` is what the
    contract is expected to cost, in pounds. `fingerprint` is of everything that the test depends on
    but the bids: a method that differs in any of it has another.
    """

    lot: Lot
    price: Fraction
    fingerprint: str
    rules: Rules | None = None
    problem: str = ""

    @property
    def is_relative(self) -> bool:
        """Whether the marks of a bid depend on the other bids, so that the result of the test must
        be acknowledged.
        """
        return self.rules is not None and self.rules.sums.depends_on_other_bids


def tested_lots(methodology: Methodology) -> list[LotUnderTest]:
    """Return the method of each lot, in their order. The number of queries is always the same."""
    criteria = list(
        methodology.criteria.select_related("scale")
        .prefetch_related("scale__levels", "lots")
        .order_by("position")
    )
    marks = list(methodology.section_pass_marks.filter(disqualifies=True))
    methods = methodology.lot_methods.select_related("lot", "lot__tender")
    return [
        _tested(method, methodology, criteria, marks)
        for method in methods.order_by("lot__position")
    ]


def without_acknowledgement(methodology: Methodology) -> list[Lot]:
    """Return the lots whose price formula is relative and whose stress test, of the method as it
    stands, nobody has acknowledged.
    """
    if not methodology.lot_methods.filter(formula__in=RELATIVE).exists():
        return []
    relative = [tested for tested in tested_lots(methodology) if tested.is_relative]
    said = set(
        StressAcknowledgement.objects.filter(lot__methods__methodology=methodology).values_list(
            "lot_id", "fingerprint"
        )
    )
    return [each.lot for each in relative if (each.lot.pk, each.fingerprint) not in said]


def stress_acknowledged(methodology: Methodology) -> bool:
    """Whether nothing of the method's stress test is left to acknowledge."""
    return not without_acknowledgement(methodology)


RELATIVE = frozenset(key for key, formula in FORMULAS.items() if formula.depends_on_other_bids)
"""The formulas under which one bid can change the marks of another."""


def acknowledgement_of(tested: LotUnderTest) -> StressAcknowledgement | None:
    """Return what was last said of the test of exactly this method."""
    said = tested.lot.stress_acknowledgements.filter(fingerprint=tested.fingerprint)
    return said.order_by("acknowledged_at").last()


def stress_bids_of(lot: Lot) -> list[StressBid]:
    """Return the made-up bids that are kept for a lot, in their order."""
    return list(lot.stress_bids.order_by("position"))


def entrants_of(bids: Iterable[StressBid], tested: LotUnderTest) -> tuple[Entrant, ...]:
    """Return the kept bids as the test sees them, or, where none is kept, those it begins with."""
    if tested.rules is None:
        return ()
    rules = tested.rules
    kept = tuple(_entrant(bid, rules) for bid in bids)
    return kept or made_up_bids(rules, price=tested.price)


def answers_at_first(tested: LotUnderTest) -> list[dict[str, Any]]:
    """Return the bids that a test begins with, as the form asks for them: pence and percents.

    Only for a lot that can be tested.
    """
    rules = cast(Rules, tested.rules)
    return [
        {
            "name": each.name,
            "price_pence": int(each.price * 100),
            "quality_percent": Decimal(int(each.percents[Section.QUALITY])),
            "social_value_percent": Decimal(int(each.percents[Section.SOCIAL_VALUE])),
        }
        for each in made_up_bids(rules, price=tested.price)
    ]


def _tested(
    method: LotMethod,
    methodology: Methodology,
    criteria: list[Criterion],
    marks: list[SectionPassMark],
) -> LotUnderTest:
    asked = [each for each in criteria if not each.lots.all() or method.lot in each.lots.all()]
    problem = _problem(method, methodology)
    rules = None if problem else _rules(method, methodology, asked, marks)
    return LotUnderTest(
        lot=method.lot,
        price=_expected_price(method),
        rules=rules,
        problem=problem,
        fingerprint="" if rules is None else _fingerprint(rules, method.parameters),
    )


def _weights(method: LotMethod, methodology: Methodology) -> dict[str, Decimal | None]:
    """Return the weights of a lot: its own, or those of the tender."""
    holder: Any = methodology if method.quality_weight is None else method
    return {
        Section.QUALITY.value: holder.quality_weight,
        Section.PRICE.value: holder.price_weight,
        Section.SOCIAL_VALUE.value: holder.social_value_weight,
    }


def _problem(method: LotMethod, methodology: Methodology) -> str:
    """Return, in a sentence, why a method cannot be tested yet."""
    weights = _weights(method, methodology)
    if None in weights.values() or sum(weights.values()) != 100:
        return "Decide the weights first: they must add up to exactly 100%."
    formula = FORMULAS.get(method.formula)
    if formula is None:
        return "Choose how prices are scored first."
    if formula.gives_price_score != bool(weights[Section.PRICE.value]):
        return "The price formula does not fit the weight of price. Choose again."
    needed = [each.name for each in formula.parameters if each.is_required]
    if any(method.parameters.get(name) is None for name in needed):
        return "Give the numbers of the price formula first."
    return ""


def _rules(
    method: LotMethod,
    methodology: Methodology,
    asked: list[Criterion],
    marks: list[SectionPassMark],
) -> Rules:
    weights = _weights(method, methodology)
    return Rules(
        weights={name: Fraction(weight or 0) for name, weight in weights.items()},
        formula=method.formula,
        parameters=parameters_of(method.parameters, formula=method.formula),
        questions=tuple(_question(each) for each in asked if _levels(each)),
        tie_break=tuple(methodology.tie_break),
        section_pass_marks={
            each.section: max(
                Fraction(other.percent) for other in marks if other.section == each.section
            )
            for each in marks
        },
    )


def _question(criterion: Criterion) -> Question:
    disqualifies = criterion.pass_mark_disqualifies
    return Question(
        code=criterion.code,
        title=criterion.title,
        section=criterion.section,
        weight=Fraction(criterion.weight),
        levels=_levels(criterion),
        pass_mark=Fraction(criterion.pass_mark_points) if disqualifies else None,
    )


def _levels(criterion: Criterion) -> tuple[Fraction, ...]:
    """Return the points of a question's scale, rising; nothing if no mark could be earned."""
    points = tuple(sorted(Fraction(level.points) for level in criterion.scale.levels.all()))
    return points if points and points[-1] > 0 else ()


def _expected_price(method: LotMethod) -> Fraction:
    """Return what a lot is expected to cost, in pounds: should-cost, estimate, or a round sum."""
    lot = method.lot
    with_vat = lot.tender.price_basis == PriceBasis.INCLUDING_VAT
    value = lot.value_including_vat_pence if with_vat else lot.value_excluding_vat_pence
    pence = lot.should_cost_pence or value
    return Fraction(pence, 100) if pence else NO_ESTIMATE


def _fingerprint(rules: Rules, parameters: Mapping[str, Any]) -> str:
    """Return the SHA-256 of what the test depends on but the bids."""
    return sha256(
        {
            "weights": {name: str(weight) for name, weight in rules.weights.items()},
            "formula": rules.formula,
            "parameters": dict(parameters),
            "tie_break": list(rules.tie_break),
            "section_pass_marks": {
                name: str(mark) for name, mark in rules.section_pass_marks.items()
            },
            "questions": [
                {
                    "code": each.code,
                    "section": each.section,
                    "weight": str(each.weight),
                    "levels": [str(level) for level in each.levels],
                    "pass_mark": None if each.pass_mark is None else str(each.pass_mark),
                }
                for each in rules.questions
            ],
        }
    )


def _entrant(bid: StressBid, rules: Rules) -> Entrant:
    """Return a kept bid; where each question of a section has points that are levels of its scale,
    they count, and otherwise the percent.
    """
    percents = {
        Section.QUALITY.value: Fraction(bid.quality_percent),
        Section.SOCIAL_VALUE.value: Fraction(bid.social_value_percent),
    }
    counted: dict[str, Fraction] = {}
    for section in SCORED_SECTIONS:
        asked = [each for each in rules.questions if each.section == section]
        points = {each.code: _points(bid, each) for each in asked}
        whole = {code: each for code, each in points.items() if each is not None}
        if asked and len(whole) == len(asked):
            counted |= whole
            percents |= percents_of(whole, asked)
    return Entrant(
        code=str(bid.pk),
        name=bid.name,
        price=Fraction(bid.price_pence, 100),
        percents=percents,
        points=counted,
    )


def _points(bid: StressBid, question: Question) -> Fraction | None:
    """Return the points that a bid has on a question, None if none, or no level of its scale."""
    try:
        points = Fraction(decimal_from_text(bid.points.get(question.code)))
    except NotADecimalString:
        return None
    return points if points in question.levels else None


KEPT = 16
"""Tests whose result this process keeps, so that a page and its files work it out once."""

_kept: OrderedDict[str, stress.StressTest] = OrderedDict()


def run(tested: LotUnderTest, entrants: tuple[Entrant, ...]) -> stress.StressTest:
    """Return what the stress test finds: the same bids and the same method give the same result.

    Raises stress.NotTestable.
    """
    if tested.rules is None:
        raise stress.NotTestable(tested.problem)
    asked = repr((tested.rules, entrants, tested.price))
    key = hashlib.sha256(asked.encode()).hexdigest()
    if key not in _kept:
        _kept[key] = stress.stress_test(entrants, tested.rules, price=tested.price)
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return _kept[key]
