"""What every page of an analysis has: its parts as links, and what must be known beforehand."""

from typing import Any

from django.urls import reverse

from socialvalue.spend import figures
from socialvalue.spend.caution import FOR_PAGES
from socialvalue.spend.models import Analysis

PARTS = (
    ("analysis", "Overview"),
    ("analysis_map", "Map"),
    ("analysis_categories", "Categories and leakage"),
    ("analysis_suppliers", "Suppliers"),
    ("analysis_deprivation", "Deprivation"),
    ("analysis_months", "Over time"),
    ("analysis_published", "Published studies"),
    ("what_if", "What if"),
    ("analysis_method", "Method"),
)
OLDER = (
    "This analysis was made before everything on these pages was worked out. Analyse the period "
    "again to see the rest."
)


def framed(analysis: Analysis, part: str, **shown: Any) -> dict[str, Any]:
    """Return what a page of an analysis shows, in the frame that all of them have."""
    found = figures.figures_of(analysis)
    return {
        "part": part,
        "parts": [
            {
                "text": text,
                "url": reverse(f"spend:{name}", args=[analysis.pk]),
                "active": name == part,
            }
            for name, text in PARTS
        ],
        "is_empty": figures.is_empty(found),
        "provisional": figures.provisional_words(found) if figures.is_provisional(found) else "",
        "taken_back": _taken_back(analysis),
        "older": OLDER if figures.is_older(found) else "",
        "caution": FOR_PAGES,
        **shown,
    }


def address_of(analysis: Analysis, part: str) -> str:
    """Return the address of a part of an analysis."""
    return reverse(f"spend:{part}", args=[analysis.pk])


def _taken_back(analysis: Analysis) -> str:
    """Return in words which files were taken back since the figures were worked out."""
    names = [file.name for file in analysis.files.all() if file.undone_at is not None]
    if not names:
        return ""
    said = ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
    return f"Taken back since: {said}. Analyse the period again for figures without."
