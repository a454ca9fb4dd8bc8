"""Anchors, categories, gaps and contracts as their pages show them."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from fractions import Fraction
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from socialvalue.calculations.spend.suppliers import normal_form
from socialvalue.core.exports import Cell
from socialvalue.spend import words
from socialvalue.spend.models import Analysis, CategoryDecision, Contract, GapNote, Register
from socialvalue.spend.presenters.payments import lines_url
from socialvalue.spend.queries import (
    AnchorCoverage,
    CategorySpend,
    LocalSupplier,
    Renewal,
    YearCoverage,
)
from socialvalue.spend.tables.groups import INDIVIDUAL

NO_CATEGORY = "No category given"
LEFT_OUT_WORDS = dict(words.LEFT_OUT_AS)
CALENDAR_HEADINGS = ["Subject", "Start Date", "All Day Event", "Description"]
RENEWAL_HEADINGS = [
    "Reference", "Contract", "Supplier", "Category", "Ends", "Can be extended to",
    "Value a year (pounds)", "Leaks now (percent)", "Could come home a year (pounds)",
]  # fmt: skip


def coverage_of(anchors: Iterable[AnchorCoverage]) -> list[dict[str, Any]]:
    """Return each anchor with its years, the months that have payments and the files."""
    return [
        {
            "anchor": covered.anchor,
            "kind": covered.anchor.get_kind_display(),
            "years": [_year(year) for year in covered.years],
            "waiting": covered.waiting,
        }
        for covered in anchors
    ]


def _year(year: YearCoverage) -> dict[str, Any]:
    missing = year.missing
    return {
        "name": f"{year.start.year}/{(year.start.year + 1) % 100:02}",
        "months": [{"name": f"{month:%b}", "has": month in year.covered} for month in year.months],
        "files": year.files,
        "missing": ", ".join(f"{month:%B %Y}" for month in missing),
        "words": "All twelve months" if not missing else f"{12 - len(missing)} of 12 months",
    }


def category_rows(
    analysis: Analysis | None,
    spends: Mapping[str, CategorySpend],
    decisions: Mapping[str, CategoryDecision],
    *,
    undecided: bool = False,
) -> list[dict[str, Any]]:
    """Return a row for each category: its spend, its leak, and what was decided; leaks first.

    Categories that were left out have no spend in the analysis: they come last.
    """
    rows = [
        _category(analysis, key, spends.get(key), decisions.get(key))
        for key in {**spends, **decisions}
    ]
    kept = [row for row in rows if not (undecided and row["decision"])]
    return sorted(kept, key=lambda row: (row["is_left_out"], -row["leak_pence"], row["name"]))


def _category(
    analysis: Analysis | None,
    key: str,
    spend: CategorySpend | None,
    decision: CategoryDecision | None,
) -> dict[str, Any]:
    name = (spend.name if spend else decision.name) or NO_CATEGORY
    return {
        "key": key,
        "name": name,
        "url": lines_url(analysis, category=key) if analysis and spend else "",
        "spend": words.pounds(spend.pence) if spend else "",
        "leak": _leak(spend) if spend else "",
        "leak_share": words.percent(spend.leak_pence, spend.pence)
        if spend and spend.is_placed
        else "",
        "leak_pence": spend.leak_pence if spend else 0,
        "is_left_out": spend is None,
        "decision": decision,
        "said": decision_words(decision),
        "history_url": f"{reverse('spend:category_history')}?{urlencode({'category': key})}",
    }


def decision_words(decision: CategoryDecision | None) -> str:
    """Return in words what was decided of a category."""
    if decision is None:
        return "Not decided"
    if decision.left_out_as:
        return f"Left out: {words.lower(LEFT_OUT_WORDS[decision.left_out_as])}"
    return "Within reach" if decision.is_influenceable else "Out of reach"


def history_rows(decisions: Iterable[CategoryDecision]) -> list[list[str]]:
    """Return a row for each decision."""
    return [
        [
            decision.name or NO_CATEGORY,
            decision_words(decision),
            decision.because,
            decision.owner,
            f"{decision.decided_at:%-d %B %Y}, {decision.decided_by}",
        ]
        for decision in decisions
    ]


def gap_rows(
    leaks: Iterable[CategorySpend],
    notes: Mapping[str, GapNote],
    *,
    today: dt.date,
    of: str = "",
) -> list[dict[str, Any]]:
    """Return a row for each category that leaks, with the newest note about it.

    `of` is the analysis that the address names, if it names one.
    """
    return [
        {
            "name": spend.name or NO_CATEGORY,
            "url": gap_url(spend.key, of=of),
            "leak": words.pounds(spend.leak_pence),
            "of": words.pounds(spend.pence),
            "share": words.percent(spend.leak_pence, spend.pence),
            "note": (note := notes.get(spend.key)),
            "is_due": bool(note and note.next_on and note.next_on <= today),
        }
        for spend in leaks
    ]


def gap_url(key: str, *, of: str = "") -> str:
    """Return the address of a gap: keys are words of files, so they stand behind the "?"."""
    return with_analysis("spend:gap", of=of, category=key)


def with_analysis(name: str, *, of: str, **asked: str) -> str:
    """Return the address of a page that acts on an analysis, which it names if `of` does."""
    query = urlencode({**asked, "of": of} if of else asked)
    return f"{reverse(name)}?{query}" if query else reverse(name)


def renewal_rows(renewals: Iterable[Renewal]) -> list[dict[str, Any]]:
    """Return a row for each contract that ends."""
    return [
        {
            "contract": renewal.contract,
            "ends": f"{renewal.contract.end:%-d %B %Y}",
            "extends": _day(renewal.contract.extends_to),
            "yearly": _pounds(renewal.yearly),
            "leaks": _leaks(renewal),
            "worth": _pounds(renewal.worth),
            "why_not": "" if renewal.worth is not None else _why_not(renewal),
        }
        for renewal in renewals
    ]


def _day(day: dt.date | None) -> str:
    return f"{day:%-d %B %Y}" if day else ""


def _pounds(pence: Fraction | None) -> str:
    return "" if pence is None else words.pounds(pence)


def _leak(spend: CategorySpend) -> str:
    return words.pounds(spend.leak_pence) if spend.is_placed else "Not known"


def _leaks(renewal: Renewal) -> str:
    spend = renewal.spend
    if spend and not spend.is_placed:
        return "Not known"
    return words.percent(spend.leak_pence, spend.pence) if spend and spend.pence > 0 else ""


def _why_not(renewal: Renewal) -> str:
    """Return in words why it cannot be said what a contract could bring home."""
    contract: Contract = renewal.contract
    if not renewal.is_within_reach:
        return "Out of reach"
    if renewal.yearly is None:
        return "Value or start not known"
    if not contract.category:
        return "No category"
    if renewal.spend and not renewal.spend.is_placed:
        return "Nobody has said where the suppliers of this category are"
    return "No spend on this category in this analysis"


def renewal_cells(renewals: Iterable[Renewal], *, persons: Collection[str]) -> list[list[Cell]]:
    """Return the cells of the file for each contract that ends.

    `persons` are the names, in normal form, of suppliers that are named in no file (spend rule 19).
    """
    return [
        [
            renewal.contract.reference,
            renewal.contract.title,
            _named(renewal.contract, persons),
            renewal.contract.category,
            renewal.contract.end,
            renewal.contract.extends_to,
            _as_pounds(renewal.yearly),
            _leaks(renewal).rstrip("%").replace("Not known", ""),
            _as_pounds(renewal.worth),
        ]
        for renewal in renewals
    ]


def _as_pounds(pence: Fraction | None) -> Cell:
    return None if pence is None else words.rounded_pounds(pence)


def _named(contract: Contract, persons: Collection[str]) -> str:
    return INDIVIDUAL if normal_form(contract.supplier) in persons else contract.supplier


def calendar_cells(renewals: Iterable[Renewal], *, persons: Collection[str]) -> list[list[Cell]]:
    """Return a row of a calendar file for each contract: the day on which it ends.

    `persons` as in `renewal_cells`.
    """
    return [
        [
            f"Contract ends: {renewal.contract.title}",
            f"{renewal.contract.end:%d/%m/%Y}",
            "True",
            f"{renewal.contract.reference}, {_named(renewal.contract, persons)}",
        ]
        for renewal in sorted(renewals, key=lambda renewal: renewal.contract.end)
    ]


def register_page(register: Register) -> dict[str, Any]:
    """Return what the page of a contracts register shows: columns, problems, first contracts."""
    return {
        "columns_found": [
            {"key": FIELD_WORDS[name], "value": register.columns.get(name, "Not in this register")}
            for name in FIELD_WORDS
        ],
        "problems": [
            [
                str(problem["row"] or "The whole file"),
                problem["heading"],
                problem["cell"],
                f"{problem['problem']}. {problem['remedy']}.",
            ]
            for problem in register.problems
        ],
        "first": [_first(row) for row in register.rows[:10]],
        "count": words.counted(len(register.rows), "contract"),
    }


FIELD_WORDS = {
    "reference": "Reference", "title": "Title", "supplier": "Supplier", "category": "Category",
    "start": "Start", "end": "End", "extends_to": "Extension", "value": "Value",
    "yearly": "Value a year",
}  # fmt: skip


def _first(row: Mapping[str, Any]) -> list[str]:
    end, value = dt.date.fromisoformat(row["end"]), row["value_pence"]
    return [
        row["reference"],
        row["title"],
        row["supplier"],
        row["category"],
        _day(end),
        words.pounds(int(value)) if value else "",
    ]


def query_of(**chosen: str) -> str:
    """Return what stands between "?" and "page=" in the addresses of a list's pages."""
    return f"{urlencode(chosen)}&"


def gap_cards(spend: CategorySpend) -> list[dict[str, str]]:
    """Return the figures at the top of a gap."""
    return [
        {
            "figure": words.pounds_short(spend.leak_pence),
            "words": "went outside the wider area",
            "note": f"{words.percent(spend.leak_pence, spend.pence)} of this category",
        },
        {
            "figure": words.pounds_short(spend.pence),
            "words": "was paid for it in all",
            "note": words.counted(spend.lines, "payment"),
        },
        {
            "figure": words.pounds_short(spend.place_pence),
            "words": "stayed in the place",
            "note": f"{words.percent(spend.place_pence, spend.pence)} of this category",
        },
    ]


def local_table(suppliers: Iterable[LocalSupplier]) -> list[list[str]]:
    """Return a row for each local supplier: who pays it already, and what."""
    return [
        [
            supplier.name,
            "; ".join(
                f"{anchor}, {words.pounds(pence)}"
                for anchor, pence in sorted(supplier.paid.items())
            ),
            words.pounds(supplier.pence),
        ]
        for supplier in suppliers
    ]
