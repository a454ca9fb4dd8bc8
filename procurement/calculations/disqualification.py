"""Which rules disqualify a bid, and which pass marks it misses without being disqualified."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from procurement.calculations.bundle.model import Bid, Number, SectionPassMark
from procurement.calculations.combining import Marks
from socialvalue.calculations.rounding import shown, shown_short

PERCENT_PLACES = 2
"""A percent or Q that was achieved is given to 2 places, whatever the rounding of the tender."""

SECTION_NAMES = {"quality": "Quality", "social_value": "Social value"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A rule that applies to a bid, or a pass mark that it misses.

    `achieved` and `pass_mark` are as they are shown: points of a criterion, percent of a section,
    Q out of 100 for the minimum quality; None for a recorded decision.
    """

    rule: str
    reason: str
    disqualifies: bool = True
    criterion: str | None = None
    section: str | None = None
    achieved: str | None = None
    pass_mark: str | None = None


def findings_on(
    bid: Bid,
    marks: Marks,
    *,
    section_pass_marks: Iterable[SectionPassMark],
    minimum_quality: Number | None,
) -> tuple[Finding, ...]:
    """Return everything that applies to a bid, in the order of the format.

    1. recorded decisions; 2. criterion pass marks, in the order of the criteria; 3. section pass
    marks, quality first; 4. the minimum quality. A mark is missed when the exact figure is below
    it; at the mark is a pass. What was not scored is not judged.

    Source: FORMAT.md 3.2.
    """
    section_marks = tuple(section_pass_marks)
    return (
        *(Finding(rule=each.rule, reason=each.reason) for each in bid.decisions),
        *_criteria_missed(marks),
        *_sections_missed(marks, section_marks),
        *_minimum_missed(marks, minimum_quality),
    )


def _criteria_missed(marks: Marks) -> Iterator[Finding]:
    for mark in marks.criteria:
        pass_mark = mark.criterion.pass_mark
        if pass_mark is not None and mark.score.points.exact < pass_mark.mark.exact:
            yield Finding(
                rule="criterion_pass_mark",
                criterion=mark.criterion.code,
                achieved=mark.score.points.text,
                pass_mark=pass_mark.mark.text,
                reason=mark.score.reason,
                disqualifies=pass_mark.disqualifies,
            )


def _sections_missed(
    marks: Marks, section_pass_marks: Iterable[SectionPassMark]
) -> Iterator[Finding]:
    wanted = tuple(section_pass_marks)
    for mark in marks.sections:
        for each in wanted:
            if each.section == mark.section and mark.percent < each.pass_mark.mark.exact:
                achieved = shown_short(mark.percent)
                yield Finding(
                    rule="section_pass_mark",
                    section=mark.section,
                    achieved=shown(mark.percent, places=PERCENT_PLACES),
                    pass_mark=each.pass_mark.mark.text,
                    reason=f"{SECTION_NAMES[mark.section]} earned {achieved}% of its marks, "
                    f"which is below the pass mark of {each.pass_mark.mark.text}%.",
                    disqualifies=each.pass_mark.disqualifies,
                )


def _minimum_missed(marks: Marks, minimum: Number | None) -> Iterator[Finding]:
    if minimum is not None and marks.is_complete and marks.quality < minimum.exact:
        yield Finding(
            rule="minimum_quality",
            achieved=shown(marks.quality, places=PERCENT_PLACES),
            pass_mark=minimum.text,
            reason=f"Quality and social value earned {shown_short(marks.quality)} points, which "
            f"is below the minimum of {minimum.text}.",
        )
