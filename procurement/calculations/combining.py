"""Points on scales combined into weighted scores, for each criterion and each section."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from procurement.calculations.bundle.model import (
    SCORED_SECTIONS,
    Bid,
    Criterion,
    Lot,
    Number,
    Score,
)

HUNDRED = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionMark:
    """A criterion that was scored. `weighted` is in percentage points of the whole tender."""

    criterion: Criterion
    score: Score
    weighted: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionMark:
    """A section: percent of its own marks, and `weighted` in percentage points of the tender."""

    section: str
    weight: Number
    percent: Fraction
    weighted: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """The marks of one bid.

    `criteria` are those scored, in the order of the methodology; `sections` those in which every
    criterion is scored, quality first; `is_complete` says whether that is all of them.
    """

    criteria: tuple[CriterionMark, ...]
    sections: tuple[SectionMark, ...]
    is_complete: bool

    @property
    def quality(self) -> Fraction:
        """Q: quality and social value weighted scores together, in percentage points."""
        return sum((section.weighted for section in self.sections), start=Fraction(0))

    def of_section(self, name: str) -> Fraction:
        """Return the weighted score of a section: 0 for one of weight 0 without criteria."""
        return sum(
            (section.weighted for section in self.sections if section.section == name),
            start=Fraction(0),
        )

    def of_criterion(self, code: str) -> Fraction | None:
        """Return the weighted score of a criterion, None if the bid's lot does not have it."""
        marks = (mark.weighted for mark in self.criteria if mark.criterion.code == code)
        return next(marks, None)


def weighted_score(
    points: Fraction, *, highest_points: Fraction, weight: Fraction, section_weight: Fraction
) -> Fraction:
    """Return what points on one criterion are worth, in percentage points of the whole tender.

        section weight x criterion weight / 100 x points / highest points of the scale

    Both weights in percent. The scale is not stretched: on a 1 to 5 scale, 1 gives 0.2. The answer
    is not rounded. Source: FORMAT.md 3.1.
    """
    return section_weight * weight / HUNDRED * points / highest_points


def marks_of(bid: Bid, *, lot: Lot, criteria: Iterable[Criterion]) -> Marks:
    """Return the marks of a bid, not rounded. What was not scored is left out, never nought.

    `criteria` are all of the methodology, in its order; those of other lots are passed over.
    """
    asked = [criterion for criterion in criteria if criterion.applies_to(lot.code)]
    scored = [criterion for criterion in asked if criterion.code in bid.scores]
    in_sections = {
        section: [criterion for criterion in asked if criterion.section == section]
        for section in SCORED_SECTIONS
    }
    return Marks(
        criteria=tuple(_criterion_mark(bid, criterion, lot) for criterion in scored),
        sections=tuple(
            _section_mark(bid, section, of_section, lot)
            for section, of_section in in_sections.items()
            if of_section and all(criterion.code in bid.scores for criterion in of_section)
        ),
        is_complete=len(scored) == len(asked),
    )


def _criterion_mark(bid: Bid, criterion: Criterion, lot: Lot) -> CriterionMark:
    score = bid.scores[criterion.code]
    return CriterionMark(
        criterion=criterion,
        score=score,
        weighted=weighted_score(
            score.points.exact,
            highest_points=criterion.highest_points,
            weight=criterion.weight,
            section_weight=lot.section_weights[criterion.section].exact,
        ),
    )


def _section_mark(bid: Bid, section: str, criteria: Sequence[Criterion], lot: Lot) -> SectionMark:
    """Return the mark of a section, every criterion of which is scored.

    The percent is worked out from the criteria, not from the weighted score, so that a section of
    weight 0 that serves as a pass or fail gate has one too.
    """
    weight = lot.section_weights[section]
    percent = sum(
        (
            weighted_score(
                bid.scores[criterion.code].points.exact,
                highest_points=criterion.highest_points,
                weight=criterion.weight,
                section_weight=Fraction(HUNDRED),
            )
            for criterion in criteria
        ),
        start=Fraction(0),
    )
    return SectionMark(
        section=section, weight=weight, percent=percent, weighted=weight.exact * percent / HUNDRED
    )
