"""Scales, lots, findings and worked examples, in words."""

from fractions import Fraction
from typing import Any

from django.urls import reverse

from procurement.calculations.linting import Severity
from procurement.calculations.price_example import WorkedExample, shown_measure
from procurement.calculations.relative_quantities import relative_quantity_scores
from procurement.tenders import library
from procurement.tenders.models import (
    LotMethod,
    Methodology,
    Scale,
    Section,
    Tender,
)
from procurement.tenders.presenters.plain import money, percent
from procurement.tenders.queries import JudgedFinding
from procurement.tenders.words import formula_title
from socialvalue.calculations.rounding import half_up, shown, shown_short


def scale_card(scale: Scale) -> dict[str, Any]:
    """Return one scale of a method with its levels, and the questions that are marked on it."""
    levels = list(scale.levels.all())
    return {
        "pk": scale.pk,
        "code": scale.code,
        "title": scale.title,
        "source": scale.source,
        "is_confirmed": scale.is_confirmed,
        "is_own": scale.is_own,
        "used_by": [criterion.code for criterion in scale.criteria.all()],
        "levels": _levels(levels),
    }


def library_card(text: library.ScaleText) -> dict[str, Any]:
    """Return one scale of the library with its levels."""
    return {
        "code": text.code,
        "title": text.title,
        "source": text.source,
        "is_confirmed": text.is_confirmed,
        "is_own": False,
        "used_by": [],
        "levels": _levels(text.levels),
    }


def _levels(levels: Any) -> list[dict[str, str]]:
    """Return levels, highest first, with the share of a question's marks that each earns."""
    top = max((Fraction(level.points) for level in levels), default=Fraction(0))
    return [
        {
            "points": f"{level.points:f}",
            "label": level.label,
            "definition": level.definition,
            "earns": f"{shown_short(Fraction(level.points) / top * 100, places=2)}%" if top else "",
        }
        for level in sorted(levels, key=lambda level: level.points, reverse=True)
    ]


def lot_card(method: LotMethod, methodology: Methodology) -> dict[str, Any]:
    """Return one lot with its value, weights, formula and reservation."""
    lot = method.lot
    own = [getattr(method, f"{section}_weight") for section in Section]
    weights = own if method.price_weight is not None else map(methodology.weight_of, Section)
    told = ", ".join(
        f"{section.label.lower()} {percent(weight)}"
        for section, weight in zip(Section, weights, strict=True)
    )
    rows = [
        {
            "key": "Estimated value",
            "value": (
                f"{money(lot.value_excluding_vat_pence)} without VAT\n"
                f"{money(lot.value_including_vat_pence)} with VAT"
            ),
        },
        {
            "key": "Weights",
            "value": f"Its own: {told}" if method.price_weight is not None else f"As all: {told}",
        },
        {
            "key": "Price",
            "value": formula_title(method.formula) if method.formula else "Not chosen yet",
        },
    ]
    if lot.reserved_for:
        place = f": {lot.reserved_area}" if lot.reserved_area else ""
        rows.append(
            {
                "key": "Reserved for",
                "value": f"{lot.get_reserved_for_display()}{place}\n{lot.reserved_because}",
            }
        )
    return {"pk": lot.pk, "code": lot.code, "title": lot.title, "rows": rows}


FIX_PAGES = {
    "L15": "price",
    "L16": "choices",
    "L17": "price",
    "L18": "pass_marks",
    "L21": "lots",
    "L22": "quality",
    "L14": "areas",
}
"""Where a finding is put right, by rule; the others with the questions."""


def finding_rows(found: list[JudgedFinding], *, tender: Tender) -> list[dict[str, Any]]:
    """Return findings for the page, each with its source, its answer and where to put it right."""
    return [
        {
            "number": each.number,
            "rule": each.rule.number,
            "sentence": each.finding.sentence,
            "rule_sentence": each.rule.sentence,
            "source": each.rule.source,
            "is_confirmed": each.rule.is_confirmed,
            "is_must": each.finding.severity is Severity.MUST,
            "is_open": each.is_open,
            "answer": each.answer,
            "fix_url": reverse(f"tenders:{_fix_page(each)}", args=[tender.pk]),
        }
        for each in found
    ]


def _fix_page(each: JudgedFinding) -> str:
    """Return the name of the page where a finding is put right."""
    page = FIX_PAGES.get(each.finding.rule, "quality")
    if each.finding.rule in FIX_PAGES:
        return page
    return "social_value" if each.finding.place.startswith("SV") else "quality"


def example_rows(worked: WorkedExample | None) -> dict[str, Any]:
    """Return a worked example of a price formula for the page; empty where there is none yet."""
    if worked is None:
        return {}
    return {
        "problem": worked.problem,
        "gives_marks": any(row.price_marks is not None for row in worked.rows),
        "rows": [
            {
                "name": row.bid.name,
                "price": f"£{half_up(row.bid.price, places=2):,f}",
                "other_marks": shown(row.other_marks),
                "price_marks": "" if row.price_marks is None else shown(row.price_marks),
                "measure": shown_measure(row.measure),
                "rank": row.rank,
            }
            for row in worked.rows
        ],
        "consequences": worked.consequences,
    }


def relative_quantities_example() -> list[dict[str, str]]:
    """Return what one inflated offer does where offers are compared with the highest.

    Three made-up offers for 7.5 marks: £100,000, £80,000, and then a third one of £400,000.
    """
    weight = Fraction("7.5")
    two = {"A": Fraction(100_000), "B": Fraction(80_000)}
    before = relative_quantity_scores(two, weight=weight)
    after = relative_quantity_scores(two | {"C": Fraction(400_000)}, weight=weight)
    offers = two | {"C": Fraction(400_000)}
    return [
        {
            "bid": f"Bid {name}",
            "offer": f"£{int(offer):,}",
            "before": shown(before[name]) if name in before else "",
            "after": shown(after[name]),
        }
        for name, offer in offers.items()
    ]
