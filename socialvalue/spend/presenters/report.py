"""The report to read and to print: the same sections as its files, with charts."""

from typing import Any

from django.urls import reverse

from socialvalue.spend import figures
from socialvalue.spend.caution import FOR_PAGES
from socialvalue.spend.models import Analysis
from socialvalue.spend.tables import Audience, Table, for_people
from socialvalue.spend.tables.sections import (
    DOES_NOT_SAY,
    MOST_ROWS,
    Section,
    Subject,
    may_draw,
    opening,
    row_sum,
    sections_of,
    source_of,
    subject_of,
)

from .analysis import bands_chart, flow_chart, leakage_chart
from .analysis.drawn import columns_of
from .analysis.overview import cards, choices_of

FORMS = (
    ("pdf", "PDF"),
    ("docx", "Word document"),
    ("xlsx", "spreadsheet with every row"),
)
PUBLICATION = "?for=publication"


def report_page(analysis: Analysis, *, audience: Audience) -> dict[str, Any]:
    """Return what the report shows to an audience."""
    subject = subject_of(analysis)
    found = subject.found
    is_public = audience is Audience.PUBLIC
    draws = may_draw(subject, audience=audience)
    page = reverse("spend:report", args=[analysis.pk])
    return {
        "is_empty": figures.is_empty(found),
        "no_payments": figures.NO_PAYMENTS,
        "subject": subject,
        "cards": cards(found, basis=figures.REGISTERED) if draws else [],
        "provisional": figures.provisional_words(found) if figures.is_provisional(found) else "",
        "opening": opening(subject, audience=audience),
        "sections": [
            _section(analysis, section, subject, draws=draws, is_public=is_public)
            for section in sections_of(subject, audience=audience)
        ],
        "does_not_say": DOES_NOT_SAY,
        "caution": FOR_PAGES,
        "facts": [{"key": key, "value": value} for key, value in subject.facts],
        "downloads": [
            {
                "text": text,
                "url": reverse("spend:report_file", args=[analysis.pk, form])
                + (PUBLICATION if is_public else ""),
            }
            for form, text in FORMS
        ],
        "is_public": is_public,
        "other_url": page if is_public else page + PUBLICATION,
    }


def _section(
    analysis: Analysis, section: Section, subject: Subject, *, draws: bool, is_public: bool
) -> dict[str, Any]:
    """Return a section; a chart of single groups, some of them small, is not for the public."""
    is_where = section.key == "where" and draws
    return {
        "key": section.key,
        "title": section.title,
        "flows": flow_chart(analysis, by=choices_of(subject.found)[1].options[0][0])
        if is_where and not is_public
        else None,
        "bars": bands_chart(analysis) if is_where else _leaks(analysis, section, is_public),
        "tables": [_table(table, subject) for table in section.tables],
    }


def _leaks(analysis: Analysis, section: Section, is_public: bool) -> Any:
    return leakage_chart(analysis) if section.key == "categories" and not is_public else None


def _table(table: Table, subject: Subject) -> dict[str, Any]:
    kinds = [head.kind for head in table.heads]

    def shown(cells: Any) -> list[str]:
        return [for_people(value, kind) for value, kind in zip(cells, kinds, strict=True)]

    return {
        "title": table.title,
        "columns": columns_of(table.heads),
        "rows": [shown(row.cells) for row in table.rows[:MOST_ROWS]],
        "total": shown(table.total) if table.total else None,
        "more": row_sum(table),
        "source": source_of(subject),
        "caution": table.caution,
    }
