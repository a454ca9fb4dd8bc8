"""Self-assessments in words and tables: what came of one, and how it differs from the last."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse

from socialvalue.awards.models import Evidence, SelfAssessment
from socialvalue.calculations.awards.outcome import Outcome
from socialvalue.calculations.awards.scheme import Scheme

HEADINGS = [
    "Theme", "Criterion", "Question", "Mark", "Reason", "What shows it", "Evidence", "Mark before",
]  # fmt: skip
NOTHING: Mapping[str, Any] = {"mark": "", "reason": "", "shown": "", "evidence": []}


def assessment_rows(assessments: Iterable[SelfAssessment]) -> list[dict[str, Any]]:
    """Return a row for each assessment."""
    return [
        {
            "title": str(each),
            "url": reverse("awards:self_assessment", args=[each.pk]),
            "when": f"{(each.finished_at or each.saved_at):%-d %B %Y}",
            "by": each.finished_by or each.saved_by,
            "level": each.outcome.get("level_title") or "No level",
            "state": "Finished" if each.is_finished else "Draft",
            "colour": "green" if each.is_finished else "yellow",
        }
        for each in assessments
    ]


def marked_rows(
    assessment: SelfAssessment,
    scheme: Scheme,
    *,
    evidence: Mapping[str, Evidence],
    former: SelfAssessment | None,
) -> list[dict[str, Any]]:
    """Return each criterion with its mark, why, what shows it, and how it was before."""
    titles = {mark.code: mark.title for mark in scheme.marks}
    themes = {theme.code: theme.title for theme in scheme.themes}
    rows = []
    for criterion in scheme.criteria:
        said = NOTHING | assessment.marks.get(criterion.code, {})
        before = former.marks.get(criterion.code, NOTHING)["mark"] if former else ""
        rows.append(
            {
                "theme": themes[criterion.theme],
                "title": criterion.title,
                "question": criterion.question,
                "mark": titles.get(said["mark"], ""),
                "reason": said["reason"],
                "shown": said["shown"],
                "evidence": [evidence[key].name for key in said["evidence"] if key in evidence],
                "before": titles.get(before, ""),
                "change": _change(scheme, before, said["mark"]),
            }
        )
    return rows


def _change(scheme: Scheme, before: str, now: str) -> str:
    ranks = {mark.code: rank for rank, mark in enumerate(scheme.marks)}
    if before not in ranks or now not in ranks:
        return ""
    if ranks[now] == ranks[before]:
        return "As before"
    return "Higher than before" if ranks[now] > ranks[before] else "Lower than before"


def csv_rows(rows: Iterable[Mapping[str, Any]]) -> list[list[str]]:
    """Return the criteria as rows of a file, in the order of HEADINGS."""
    return [
        [
            row["theme"],
            row["title"],
            row["question"],
            row["mark"],
            row["reason"],
            row["shown"],
            "; ".join(row["evidence"]),
            row["before"],
        ]
        for row in rows
    ]


def kept_today(assessment: SelfAssessment, today: Outcome) -> dict[str, Any] | None:
    """Return what the assessment comes to today, where awards changed it since; else None."""
    level = today.level.code if today.level else ""
    if level == assessment.outcome["level"]:
        return None
    return {
        "level_title": today.level.title if today.level else "",
        "missing": today.missing,
    }


def held_words(assessment: SelfAssessment, titles: Mapping[str, str]) -> list[str]:
    """Return the awards that were held on the day, by the titles of their schemes."""
    codes = dict.fromkeys(each["scheme"] for each in assessment.outcome["held"])
    return [titles.get(code, code) for code in codes]
