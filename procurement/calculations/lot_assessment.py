"""One lot worked out: marks, disqualifications, prices, measures and ranks of its bids."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from fractions import Fraction

from procurement.calculations.abnormally_low import (
    LowPriceTest,
    low_price_tests,
    mean_of_the_rest,
)
from procurement.calculations.bundle.model import PRICE, Bid, Lot, Methodology, Tender
from procurement.calculations.combining import Marking, Marks
from procurement.calculations.disqualification import Finding, findings_on
from procurement.calculations.formulas import FORMULAS, Comparison, Formula, Offer
from procurement.calculations.price_statistics import PriceStatistics, statistics_of
from procurement.calculations.ranking import Contender, Standing, standings
from procurement.calculations.square_root import SquareRoot


class LotStatus(StrEnum):
    """What came of a lot (FORMAT.md 3.8)."""

    RANKED = "ranked"
    DRAW_NEEDED = "draw_needed"
    NO_ADMISSIBLE_BIDS = "no_admissible_bids"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A bid with its marks and what was found on it."""

    bid: Bid
    marks: Marks
    findings: tuple[Finding, ...]

    @property
    def is_admissible(self) -> bool:
        """Whether no rule disqualifies the bid."""
        return not any(finding.disqualifies for finding in self.findings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An admissible bid, with its price in pounds."""

    judged: Judged
    price: Fraction

    @property
    def code(self) -> str:
        """The code of the bid."""
        return self.judged.bid.code

    @property
    def offer(self) -> Offer:
        """What a price formula sees of the bid."""
        scores = self.judged.bid.scores
        return Offer(
            price=self.price,
            quality=self.judged.marks.quality,
            points={criterion: score.points.exact for criterion, score in scores.items()},
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What the price formula made of a bid. Scores and totals in percentage points; not rounded.

    `price_score` is None for a ranking formula, whose `measure` takes the place of the total.
    """

    price_score: Fraction | None
    total: Fraction
    measure: Fraction | SquareRoot


@dataclass(frozen=True, slots=True, kw_only=True)
class LotAssessment:
    """Everything that is known of a lot.

    `judged` are its bids in the order of the bundle. The mappings go by the code of the bid:
    `low_prices` has the admissible bids, unless the tests are not applied; `outcomes` and
    `standings` have them if the formula was run. `cause` says why it was not, if it was refused.
    """

    lot: Lot
    status: LotStatus
    judged: tuple[Judged, ...]
    statistics: PriceStatistics | None = None
    low_prices: Mapping[str, tuple[LowPriceTest, ...]] = field(default_factory=dict)
    outcomes: Mapping[str, Outcome] = field(default_factory=dict)
    standings: Mapping[str, Standing] = field(default_factory=dict)
    cause: str | None = None


def assess_lot(lot: Lot, tender: Tender) -> LotAssessment:
    """Return one lot of a tender worked out, exactly and without rounding.

    No formula is run where no bid is admissible, nor where it is undefined for any admissible bid:
    then the whole lot is refused, for no score may be made up. Source: FORMAT.md 3.
    """
    marking = Marking(lot=lot, criteria=tender.methodology.criteria)
    judged = tuple(
        _judge(bid, marking.marks_of(bid), lot=lot, methodology=tender.methodology)
        for bid in tender.bids
        if bid.lot == lot.code
    )
    candidates = _candidates(judged)
    if not candidates:
        return LotAssessment(lot=lot, status=LotStatus.NO_ADMISSIBLE_BIDS, judged=judged)
    statistics = statistics_of([candidate.price for candidate in candidates])
    comparison = Comparison(
        weight=lot.section_weights[PRICE].exact, statistics=statistics, parameters=lot.parameters
    )
    compared = LotAssessment(
        lot=lot,
        status=LotStatus.REFUSED,
        judged=judged,
        statistics=statistics,
        low_prices=_low_prices(candidates, statistics, lot=lot, methodology=tender.methodology),
        cause=FORMULAS[lot.formula].cause([one.offer for one in candidates], comparison),
    )
    return compared if compared.cause else _ranked(compared, candidates, comparison, tender)


def _judge(bid: Bid, marks: Marks, *, lot: Lot, methodology: Methodology) -> Judged:
    findings = findings_on(
        bid,
        marks,
        section_pass_marks=methodology.section_pass_marks,
        minimum_quality=lot.parameters.minimum_quality,
    )
    return Judged(bid=bid, marks=marks, findings=findings)


def _candidates(judged: Iterable[Judged]) -> list[Candidate]:
    return [
        Candidate(judged=each, price=each.bid.price.exact)
        for each in judged
        if each.is_admissible and each.bid.price is not None
    ]


def _low_prices(
    candidates: Sequence[Candidate],
    statistics: PriceStatistics,
    *,
    lot: Lot,
    methodology: Methodology,
) -> dict[str, tuple[LowPriceTest, ...]]:
    """Return the low price tests of each candidate: none at all where they are not applied."""
    if not FORMULAS[lot.formula].tests_low_prices:
        return {}
    return {
        candidate.code: low_price_tests(
            candidate.price,
            mean_of_others=mean_of_the_rest(candidate.price, statistics),
            should_cost=lot.should_cost,
            references=methodology.references,
            percent_below=methodology.percent_below,
        )
        for candidate in candidates
    }


def _ranked(
    compared: LotAssessment,
    candidates: Sequence[Candidate],
    comparison: Comparison,
    tender: Tender,
) -> LotAssessment:
    """Return the lot with its formula run and its bids ranked."""
    lot = compared.lot
    formula = FORMULAS[lot.formula]
    outcomes = {one.code: _outcome(one.offer, comparison, formula) for one in candidates}
    standing = standings(
        [_contender(one, outcomes[one.code]) for one in candidates],
        best=formula.best,
        tie_break=tender.methodology.tie_break,
        draw=tender.draws.get(lot.code, ()),
    )
    ranks = {each.rank for each in standing.values()}
    status = LotStatus.RANKED if len(ranks) == len(standing) else LotStatus.DRAW_NEEDED
    return replace(compared, status=status, outcomes=outcomes, standings=standing)


def _outcome(offer: Offer, comparison: Comparison, formula: Formula) -> Outcome:
    worked_out = formula.work_out(offer, comparison)
    if formula.gives_price_score and isinstance(worked_out, Fraction):
        total = offer.quality + worked_out
        return Outcome(price_score=worked_out, total=total, measure=total)
    return Outcome(price_score=None, total=offer.quality, measure=worked_out)


def _contender(candidate: Candidate, outcome: Outcome) -> Contender:
    return Contender(
        code=candidate.code,
        measure=outcome.measure,
        price=candidate.price,
        marks=candidate.judged.marks,
    )
