"""A self-assessment as a document: what it comes to, each answer, and what it stands on."""

import datetime as dt
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from socialvalue.awards.models import SelfAssessment
from socialvalue.calculations.awards.scheme import Scheme
from socialvalue.core.forms.dates import LONDON, in_words
from socialvalue.core.pdf import Document


def assessment_document(
    assessment: SelfAssessment,
    *,
    scheme: Scheme,
    rows: Sequence[Mapping[str, Any]],
    held: Sequence[str] = (),
    today: Mapping[str, Any] | None = None,
    made_at: dt.datetime,
) -> Document:
    """Return a self-assessment as a document, a draft too.

    `rows` are its criteria as the page shows them (presenters.self_assessments.marked_rows); `held`
    the titles of the awards that were held on the day, and `today` what the same marks come to now
    where awards changed that since (kept_today).
    """
    organisation = assessment.organisation
    document = Document(
        title=scheme.title,
        organisation=organisation.name,
        made_at=made_at,
        subject=assessment.about or f"Self-assessment of {organisation.name}",
        reference=f"Version {assessment.version.number} of the scheme",
        watermark_words="Demonstration" if organisation.is_demonstration else None,
    )
    _standing(document, assessment, held=held, today=today)
    _answers(document, rows)
    _what_is_not_confirmed(document, scheme)
    document.small_print(
        "A self-assessment is no award, and never becomes points in a tender. "
        f"SHA-256 of this version of the scheme: {assessment.version.fingerprint}"
    )
    return document


def _standing(
    document: Document,
    assessment: SelfAssessment,
    *,
    held: Sequence[str],
    today: Mapping[str, Any] | None,
) -> None:
    """Add what it comes to, and what is missing for more."""
    document.heading("What it comes to")
    if assessment.finished_at is None:
        document.inset("This is a draft. It comes to nothing before it is finished.")
        return
    outcome = assessment.outcome
    document.key_values(
        [
            ("Level", outcome.get("level_title") or "No level is reached yet"),
            ("On", in_words(assessment.finished_at.astimezone(LONDON).date())),
            ("In the judgement of", assessment.finished_by),
            *([("Held that day", ", ".join(held))] if held else []),
        ]
    )
    if outcome.get("missing"):
        document.heading(f"What is missing for “{outcome.get('next_title', '')}”", level=3)
        document.bullets(outcome["missing"])
    if today is not None:
        level = f"“{today['level_title']}”" if today["level_title"] else "no level"
        document.inset(
            f"Awards that are held have changed since. Today the same marks come to {level}."
        )


def _answers(document: Document, rows: Sequence[Mapping[str, Any]]) -> None:
    """Add every criterion under its theme: the mark, why, and what shows it."""
    for theme, criteria in groupby(rows, key=lambda row: row["theme"]):
        document.heading(theme)
        for row in criteria:
            document.heading(row["title"], level=3)
            document.paragraph(row["question"])
            document.key_values(_said(row))


def _said(row: Mapping[str, Any]) -> list[tuple[str, str]]:
    before = f"{row['before']}. {row['change']}".strip(". ") if row["before"] else ""
    said = [
        ("Mark", row["mark"] or "No mark yet"),
        ("Before", before),
        ("Why", row["reason"]),
        ("What shows it", row["shown"]),
        ("Evidence", ", ".join(row["evidence"])),
    ]
    return [said[0], *((name, value) for name, value in said[1:] if value)]


def _what_is_not_confirmed(document: Document, scheme: Scheme) -> None:
    if scheme.unconfirmed:
        document.heading("What of the scheme is not confirmed")
        document.bullets(scheme.unconfirmed)
