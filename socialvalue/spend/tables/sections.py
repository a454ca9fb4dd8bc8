"""The report on local spend as plain values: sections, sentences and tables, in reading order.

From it the page to print, the PDF, the Word file and the spreadsheet are made, for the payments of
one body or of several pooled.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from socialvalue.spend import figures, words
from socialvalue.spend.caution import CAUTION
from socialvalue.spend.figures import Figures
from socialvalue.spend.models import Analysis
from socialvalue.spend.queries import as_known_now

from .every import tables_of
from .table import Audience, Table
from .telling import bands_tell, exclusions_tell, is_few, tells

MOST_ROWS = 50
"""Rows of a table in a document; the spreadsheet has them all."""

_NO_EFFECT = (
    "It does not say what spending did to anybody's health, pay or work. Studies of Preston looked "
    "at the whole programme over years, not at a share of spend: no such effect follows from one."
)
_NO_COMPARISON = (
    "Two analyses can be set side by side only if the same bodies, rules and areas stand behind "
    "both."
)
_LEFT_OUT_BEFORE = (
    "Files of different bodies leave out different things before they are published, such as "
    "salaries or payments below £500 or £25,000."
)
DOES_NOT_SAY = (
    figures.ADDRESSES,
    "It says where money went first, not where it ended: suppliers pay others, near and far.",
    "It does not say that spending more nearby would be better, cheaper or lawful.",
    _NO_EFFECT,
    CAUTION,
    _NO_COMPARISON,
    _LEFT_OUT_BEFORE,
)
PUBLISHED = (
    "Made for publication: individuals are shown together, and no figure stands for fewer than "
    "five payments."
)
FOR_FILES = "No individual is named in this report."

SECTIONS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("where", "Where the money went",
     ("bands", "bands-delivery", "areas", "anchors", "authorities")),
    ("measures", "Small firms, social enterprises and leakage", ("measures",)),
    ("categories", "What the money was for", ("categories", "leakage")),
    ("suppliers", "Who was paid",
     ("suppliers", "concentration", "sizes", "kinds", "sectors", "negative-totals")),
    ("deprivation", "Deprivation", ("deprivation",)),
    ("months", "Over time", ("months",)),
    ("multiplier", "What is spent again", ("multiplier",)),
    ("exclusions", "What was left out, and what could not be placed", ("exclusions", "unplaced")),
)  # fmt: skip


@dataclass(frozen=True)
class Subject:
    """What a report is about: whose payments, of when, the figures, and what they rest on.

    `facts` are the names and values of rules and look-ups; `files` the name and SHA-256 of each.
    """

    title: str
    organisation: str
    period: str
    found: Figures
    facts: Sequence[tuple[str, str]]
    files: Sequence[tuple[str, str]]
    made_at: dt.datetime
    reference: str
    is_demonstration: bool = False


@dataclass(frozen=True)
class Section:
    """A part of the report with its tables."""

    key: str
    title: str
    tables: Sequence[Table]


def subject_of(analysis: Analysis) -> Subject:
    """Return an analysis as the subject of a report."""
    found = as_known_now(figures.figures_of(analysis), analysis)
    basis = analysis.worked_from
    postcodes: Mapping[str, Any] = basis["postcodes"]
    return Subject(
        title=analysis.title,
        organisation=analysis.organisation.name,
        period=words.period(analysis.start, analysis.end),
        found=found,
        facts=[
            ("Period", f"{words.period(analysis.start, analysis.end)}, by payment date"),
            ("Whose payments", whose(found, analysis.organisation.name)),
            ("Rules", basis["rules"]),
            ("Postcodes", f"{postcodes['source']}, {postcodes['vintage']}"),
            ("Money placed", figures.located_share(found)),
            ("Postcodes repaired", _repaired(found)),
            ("Number of the analysis", str(analysis.pk)),
        ],
        files=[(file["name"], file["sha256"]) for file in basis["files"].values()],
        made_at=analysis.asked_at,
        reference=str(analysis.pk),
        is_demonstration=analysis.organisation.is_demonstration,
    )


def _repaired(found: Figures) -> str:
    few = is_few(found["repaired"]["lines"])
    return "Of fewer than five payments" if few else figures.repaired(found) or "None"


def whose(found: Figures, organisation: str) -> str:
    """Return in words whose payments are counted."""
    return ", ".join(anchor["name"] for anchor in found["anchors"]) or organisation


def source_of(subject: Subject) -> str:
    """Return the line beneath each table: whose payments, of when, by which rules."""
    names = whose(subject.found, subject.organisation)
    files = words.counted(len(subject.files), "file")
    rules = dict(subject.facts).get("Rules", "")
    return (
        f"Source: payments of {names}, {subject.period}, in {files}; rules {rules}; analysis "
        f"{subject.reference}."
    )


def sections_of(subject: Subject, *, audience: Audience) -> list[Section]:
    """Return the sections that the figures have tables for."""
    made = {table.key: table for table in tables_of(subject.found, audience=audience)}
    sections = (
        Section(key, title, [made[name] for name in keys if name in made and made[name].rows])
        for key, title, keys in SECTIONS
    )
    return [section for section in sections if section.tables]


def opening(subject: Subject, *, audience: Audience) -> list[str]:
    """Return the sentences with which a report begins."""
    found = subject.found
    lines, scope = found["all_lines"], found["total"]
    in_scope = (
        f"{words.counted(scope['lines'], 'payment')} of {words.pounds(figures.pence(scope))} are "
        "in scope."
    )
    counted = (
        f"The files have {words.counted(lines['lines'], 'payment')} of "
        f"{words.pounds(figures.pence(lines))}; {in_scope} {figures.outside_period(found)}"
    )
    is_hidden = audience is Audience.PUBLIC and _left_out_tells(found)
    return [
        in_scope if is_hidden else counted,
        *([figures.AS_PUBLISHED] if figures.is_older(found) else []),
        PUBLISHED if audience is Audience.PUBLIC else FOR_FILES,
    ]


def _left_out_tells(found: Figures) -> bool:
    """Say whether what was left out, for one reason or for all, is few payments."""
    return exclusions_tell(found) or tells(found["total"], found["all_lines"])


def may_draw(subject: Subject, *, audience: Audience) -> bool:
    """Say whether the bands may be drawn: not for the public if one stands for few payments."""
    return audience is not Audience.PUBLIC or not bands_tell(subject.found)


def row_sum(table: Table) -> str:
    """Return in words how many rows a document leaves out; empty if none."""
    more = len(table.rows) - MOST_ROWS
    if more <= 0:
        return ""
    return f"The first {MOST_ROWS} rows. {more:,} more are in the spreadsheet."
