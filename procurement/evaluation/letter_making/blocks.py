"""The parts of a letter that are not written by hand: scores, reasons, criteria, the calendar."""

from collections.abc import Sequence

from procurement.calculations.summaries import Assessment, Mark, PriceMark, SectionTold, Summary
from socialvalue.core.pdf import Column, Document

ROUNDED = "Parts may differ from the total because each figure is rounded once, when it is shown."
WITHHELD = "(sensitive commercial information is held back here)"


def own_scores(document: Document, summary: Summary) -> None:
    """Write every score of the supplier's own tender with its reason, sub-totals and the total."""
    _assessment(document, summary, summary.own, whose="your")
    if not summary.own.sections:
        document.paragraph("Your tender was not scored.")


def winning_scores(document: Document, summary: Summary) -> None:
    """Write who has won, with the winner's scores and reasons; the price itself is not told."""
    if summary.winning is None:
        document.paragraph("No contract is awarded for this lot.")
        return
    document.paragraph(f"The contract is to be awarded to {summary.winner}.")
    _assessment(document, summary, summary.winning, whose="the winning")


def relative_advantages(document: Document, summary: Summary) -> None:
    """Write both scores for each criterion, with the reason of the successful tender's."""
    if summary.winning is None:
        document.paragraph("No contract is awarded for this lot.")
        return
    document.paragraph(f"The contract is to be awarded to {summary.winner}.")
    own = {mark.code: mark for section in summary.own.sections for mark in section.marks}
    for section in summary.winning.sections:
        document.table(
            caption=f"{section.title}, {section.weight}% of the total",
            columns=[
                Column(title="Criterion", share=4),
                Column(title="Successful", share=3),
                Column(title="Yours", share=3),
                Column(title="Why the successful tender earned its score", share=8),
            ],
            rows=[
                [
                    _criterion_words(summary, mark.code),
                    _points_words(summary, mark),
                    _points_words(summary, own[mark.code]) if mark.code in own else "not scored",
                    _reason_words(mark),
                ]
                for mark in section.marks
            ],
        )
    _totals(document, summary, summary.winning, whose="the successful")


def award_criteria(document: Document, summary: Summary) -> None:
    """Write each criterion with its weight and scores available, and where they are in full."""
    for section in summary.criteria:
        _criteria_of(document, section)
    document.paragraph(f"Price counts for {summary.price_weight}%. {summary.price_method}")
    document.paragraph(summary.how)
    for scale in summary.scales:
        document.table(
            caption=f"Scale: {scale.title}",
            columns=[
                Column(title="Points", share=2),
                Column(title="Called", share=4),
                Column(title="Meaning", share=14),
            ],
            rows=scale.levels,
        )
    if summary.full_version:
        document.paragraph(f"The award criteria in full: {summary.full_version}")


def standstill_calendar(
    document: Document,
    *,
    sentence: str,
    days: Sequence[tuple[str, str]],
    source: str,
    later: str,
) -> None:
    """Write the standstill period day by day, and how it was counted."""
    document.inset(sentence)
    document.table(
        caption="The standstill period, day by day",
        columns=[Column(title="Day", share=2), Column(title="Counted as", share=3)],
        rows=days,
    )
    document.small_print(source)
    if later:
        document.small_print(later)


def _criteria_of(document: Document, section: SectionTold) -> None:
    """Write the criteria of a section."""
    mark = f" Pass mark: {section.pass_mark}." if section.pass_mark else ""
    document.table(
        caption=f"{section.title}: {section.weight}% of the total.{mark}",
        columns=[
            Column(title="Criterion", share=5),
            Column(title="Part of the section", share=2),
            Column(title="Part of the total", share=2),
            Column(title="Scores available", share=2),
            Column(title="Pass mark", share=3),
        ],
        rows=[
            [
                _named(criterion.code, criterion.title, criterion.parent),
                f"{criterion.weight}%",
                f"{criterion.worth}%",
                f"{criterion.lowest} to {criterion.highest}",
                criterion.pass_mark or "none",
            ]
            for criterion in section.criteria
        ],
    )


def _assessment(
    document: Document, summary: Summary, assessment: Assessment, *, whose: str
) -> None:
    """Write the scores and reasons of one tender, section by section, and the totals."""
    for section in assessment.sections:
        document.table(
            caption=f"{section.title}: {section.weighted_score} of {section.weight}",
            columns=[
                Column(title="Criterion", share=4),
                Column(title="Score", share=3),
                Column(title="Weighted", share=2),
                Column(title="Reason", share=8),
            ],
            rows=[
                [
                    _criterion_words(summary, mark.code),
                    _points_words(summary, mark),
                    mark.weighted_score,
                    _reason_words(mark),
                ]
                for mark in section.marks
            ],
        )
    _totals(document, summary, assessment, whose=whose)
    document.bullets(assessment.missed)


def _totals(document: Document, summary: Summary, assessment: Assessment, *, whose: str) -> None:
    """Write the sub-totals, the price score and the total of one tender."""
    pairs = [
        (section.title, f"{section.weighted_score} of {section.weight}")
        for section in assessment.sections
    ]
    if assessment.price is not None:
        pairs += _price_pairs(assessment.price)
    if assessment.total:
        name = "Total" if summary.price_weight != "0" else "Total for quality and social value"
        pairs.append((name, f"{assessment.total} of 100"))
    if pairs:
        document.key_values([(f"{name}, {whose} tender", value) for name, value in pairs])
    if not assessment.adds_up:
        document.small_print(ROUNDED)
    if assessment.price is not None:
        document.small_print(f"Price: {assessment.price.explanation}")


def _price_pairs(price: PriceMark) -> list[tuple[str, str]]:
    """Return the price, its score, and what tenders were ranked by, as far as each is told."""
    pairs = []
    if price.amount:
        pairs.append(("Price", price.amount))
    if price.score:
        pairs.append(("Price score", f"{price.score} of {price.weight}"))
    elif price.measure:
        pairs.append(("Ranked by", price.measure))
    return pairs


def _criterion_words(summary: Summary, code: str) -> str:
    """Return a criterion's code and title, under the one that it is a part of."""
    for section in summary.criteria:
        for criterion in section.criteria:
            if criterion.code == code:
                return _named(code, criterion.title, criterion.parent)
    return code


def _named(code: str, title: str, parent: object) -> str:
    """Return a criterion as it is named, with its parent's name in a line above."""
    above = f"{getattr(parent, 'code', '')} {getattr(parent, 'title', '')}\n" if parent else ""
    return f"{above}{code} {title}"


def _points_words(summary: Summary, mark: Mark) -> str:
    """Return points of how many, and what the level is called."""
    highest = {
        criterion.code: criterion.highest
        for section in summary.criteria
        for criterion in section.criteria
    }
    return f"{mark.points} of {highest[mark.code]}\n{mark.label}".strip()


def _reason_words(mark: Mark) -> str:
    """Return the reason, marked where it is held back."""
    return f"{mark.reason} {WITHHELD}" if mark.is_withheld else mark.reason
