"""Points on scales combined into weighted scores, for each criterion and each section."""

from collections.abc import Iterable
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
from socialvalue.calculations.exact_sum import exact_sum

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth:
    """What points on a criterion are worth: in percent of its section, and of the whole tender."""

    of_section: Fraction
    of_tender: Fraction


def weighted_score(
    points: Fraction, *, highest_points: Fraction, weight: Fraction, section_weight: Fraction
) -> Fraction:
    """Return what points on one criterion are worth, in percentage points of the whole tender.

        section weight x criterion weight / 100 x points / highest points of the scale

    Both weights in percent. The scale is not stretched: on a 1 to 5 scale, 1 gives 0.2. The answer
    is not rounded. Source: FORMAT.md 3.1.
    """
    return section_weight * weight / HUNDRED * points / highest_points


class Marking:
    """How the bids of one lot are marked.

    What the same points on the same criterion are worth is worked out once, not for each bid.
    `criteria` are all of the methodology, in its order; those of other lots are passed over.
    """

    def __init__(self, *, lot: Lot, criteria: Iterable[Criterion]) -> None:
        self._lot = lot
        self._asked = [criterion for criterion in criteria if criterion.applies_to(lot.code)]
        asked_in = {
            section: [criterion.code for criterion in self._asked if criterion.section == section]
            for section in SCORED_SECTIONS
        }
        self._asked_in = {section: codes for section, codes in asked_in.items() if codes}
        self._worth: dict[tuple[str, str], Worth] = {}

    def marks_of(self, bid: Bid) -> Marks:
        """Return the marks of a bid, not rounded. What was not scored is left out, never nought."""
        scored = [criterion for criterion in self._asked if criterion.code in bid.scores]
        worth = {
            criterion.code: self._worth_of(bid.scores[criterion.code].points, criterion)
            for criterion in scored
        }
        return Marks(
            criteria=tuple(
                CriterionMark(
                    criterion=criterion,
                    score=bid.scores[criterion.code],
                    weighted=worth[criterion.code].of_tender,
                )
                for criterion in scored
            ),
            sections=tuple(
                self._section_mark(section, [worth[code].of_section for code in codes])
                for section, codes in self._asked_in.items()
                if all(code in worth for code in codes)
            ),
            is_complete=len(worth) == len(self._asked),
        )

    def _worth_of(self, points: Number, criterion: Criterion) -> Worth:
        known = self._worth.get((criterion.code, points.text))
        if known is None:
            known = _worth_of(points.exact, criterion, lot=self._lot)
            self._worth[criterion.code, points.text] = known
        return known

    def _section_mark(self, section: str, percents: Iterable[Fraction]) -> SectionMark:
        """Return the mark of a section, given what each of its criteria earned of its marks.

        The percent is worked out from the criteria, not from the weighted score, so that a section
        of weight 0 that serves as a pass or fail gate has one too.
        """
        weight = self._lot.section_weights[section]
        percent = exact_sum(percents)
        return SectionMark(
            section=section,
            weight=weight,
            percent=percent,
            weighted=weight.exact * percent / HUNDRED,
        )


def _worth_of(points: Fraction, criterion: Criterion, *, lot: Lot) -> Worth:
    def weighed(section_weight: Fraction) -> Fraction:
        return weighted_score(
            points,
            highest_points=criterion.highest_points,
            weight=criterion.weight,
            section_weight=section_weight,
        )

    return Worth(
        of_section=weighed(Fraction(HUNDRED)),
        of_tender=weighed(lot.section_weights[criterion.section].exact),
    )
