"""The method as the report tells it: questions, scales, marks, ties. The page and the PDF agree."""

from collections.abc import Iterable
from typing import Any

from procurement.evaluation.models import Score
from procurement.tenders.models import Criterion, Methodology
from procurement.tenders.presenters import tie_break_words

MARKS = (
    "How points become marks: weight of the section × weight of the question ÷ 100 × points ÷ "
    "highest points of the scale. Points are divided by the highest points, so the lowest level "
    "of a scale that starts above 0 still earns marks."
)


def questions(criteria: Iterable[Criterion]) -> list[dict[str, str]]:
    """Return each question with its text, its weight in percent of its section, and its scale."""
    return [
        {
            "title": f"{criterion.code} {criterion.title}",
            "question": criterion.question or "No text was recorded",
            "weight": f"{criterion.weight:f}% of {criterion.get_section_display().lower()}",
            "scale": criterion.scale.title,
        }
        for criterion in criteria
    ]


def scales(criteria: Iterable[Criterion]) -> list[dict[str, Any]]:
    """Return each scale that is used, with its levels from the lowest: points, label, meaning."""
    used = {criterion.scale.pk: criterion.scale for criterion in criteria}
    return [
        {
            "title": scale.title,
            "levels": [
                [f"{level.points:f}", level.label, level.definition]
                for level in sorted(scale.levels.all(), key=lambda level: level.points)
            ],
        }
        for scale in used.values()
    ]


def ties(methodology: Methodology) -> str:
    """Return the published tie-break rule."""
    return f"If bids are exactly equal: {tie_break_words(methodology.tie_break)}."


def amendments(scores: Iterable[Score]) -> list[str]:
    """Return each amendment: the points before and after, who, when and why."""
    return [
        f"{score.bid.bidder.name}, {score.criterion.code}: {score.supersedes.points:f} points "
        f"became {score.points:f}. {score.change_reason} "
        f"({score.agreed_by}, {score.agreed_at:%d %B %Y})"
        for score in scores
    ]
