"""What is published of a method: one document that says everything, and its fingerprint.

The number of queries is the same however many questions and lots there are.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Prefetch

from procurement.calculations.canonical import sha256
from procurement.tenders.models import (
    Criterion,
    CriterionArea,
    CriterionLot,
    LotMethod,
    Methodology,
    ParentCriterion,
    Proposal,
    Scale,
    ScaleLevel,
    Section,
    Tender,
)
from procurement.tenders.queries.finding import methodology_of
from socialvalue.audit.queries import events_of

FORMAT = "sv-methodology/1.0"
Members = dict[str, Any]


def draft_of(tender: Tender) -> Methodology | None:
    """Return the version of the method that is being made, None if there is none."""
    draft = tender.methodologies.filter(published_at=None).first()
    if draft is not None:
        draft.tender = tender
    return draft


def versions_of(tender: Tender) -> list[Methodology]:
    """Return the versions of the method, the newest first; one in the making comes before all."""
    versions = list(tender.methodologies.order_by("-number"))
    for version in versions:
        version.tender = tender
    return versions


def open_proposal(tender: Tender) -> Proposal | None:
    """Return the proposal to publish or to amend that waits for a decision, None if none does."""
    return tender.proposals.open().filter(move__in=["publish", "amend"]).first()


def fingerprint_of(methodology: Methodology) -> str:
    """Return the SHA-256 of the method in canonical JSON (RFC 8785): 64 hexadecimal digits."""
    return sha256(method_document(methodology))


def proposed_fingerprint(methodology: Methodology) -> str:
    """Return the SHA-256 of what the second person confirms: the method and what it is for.

    More than the method's own fingerprint: what the tender says of itself may no longer change
    between proposing and confirming either.
    """
    return _proposed(methodology.tender, fingerprint=fingerprint_of(methodology))


def _proposed(tender: Tender, *, fingerprint: str) -> str:
    """Return the SHA-256 of a method's fingerprint with what the tender says of itself."""
    return sha256({"methodology_sha256": fingerprint, "tender": tender_document(tender)})


def tender_document(tender: Tender) -> Members:
    """Return what a tender says of itself, by the codes of FORMAT.md 2.1."""
    deadline = tender.deadline
    return {
        "reference": tender.reference,
        "title": tender.title,
        "buyer": {"name": tender.buyer_name, "kind": tender.buyer_kind},
        "regime": tender.regime,
        "nation": tender.nation,
        "main_category": tender.main_category,
        "categories": tender.categories or [],
        "commenced_on": tender.commenced_on.isoformat(),
        "estimated_value": _value(
            tender.value_excluding_vat_pence, tender.value_including_vat_pence
        ),
        "currency": tender.currency,
        "price_basis": tender.price_basis,
        "time_zone": tender.time_zone,
        "tender_deadline": None
        if deadline is None
        else deadline.astimezone(ZoneInfo(tender.time_zone)).isoformat(),
    }


def method_document(methodology: Methodology) -> Members:
    """Return everything that publishing freezes, as plain JSON values.

    Money in pounds with two places, numbers that matter as decimal strings. The amount of a
    should-cost estimate is the buyer's secret and stays out; that there is one is said.
    """
    criteria = _criteria_of(methodology)
    used = {criterion.scale_id for criterion in criteria}
    methods = methodology.lot_methods.select_related("lot").order_by("lot__position")
    return {
        "format": FORMAT,
        "tender": methodology.tender.reference,
        "version": methodology.version,
        "framework": methodology.framework,
        "section_weights": _weights(methodology),
        "section_pass_marks": _section_pass_marks(methodology),
        "scales": _scales(methodology.scales.filter(pk__in=used).order_by("position")),
        "parents": [_parent(parent) for parent in methodology.parent_criteria.order_by("position")],
        "criteria": [_criterion(criterion) for criterion in criteria],
        "quantities": methodology.quantities,
        "policy_outcomes": methodology.policy_outcomes,
        "climate_theme_in": methodology.climate_theme_in,
        "tie_break": methodology.tie_break,
        "abnormally_low": {
            "percent_below": number(methodology.abnormally_low_percent),
            "references": methodology.abnormally_low_references,
        },
        "rounding": {
            "places": methodology.places,
            "mode": "half_up",
            "applied": "once_when_shown",
        },
        "lot_limits": _lot_limits(methodology),
        "lots": [_lot(method) for method in methods],
    }


def _criteria_of(methodology: Methodology) -> list[Criterion]:
    """Return the questions in their order, with their areas and lots."""
    lots = CriterionLot.objects.select_related("lot").order_by("position")
    return list(
        methodology.criteria.select_related("scale", "parent")
        .order_by("position")
        .prefetch_related(
            Prefetch("areas", CriterionArea.objects.order_by("position")),
            Prefetch("lot_links", lots),
        )
    )


def _section_pass_marks(methodology: Methodology) -> list[Members]:
    return [
        {
            "section": mark.section,
            "percent": number(mark.percent),
            "disqualifies": mark.disqualifies,
        }
        for mark in methodology.section_pass_marks.order_by("position")
    ]


def _lot_limits(methodology: Methodology) -> Members | None:
    if methodology.maximum_lots_per_supplier is None:
        return None
    return {
        "maximum_lots_awarded_per_supplier": methodology.maximum_lots_per_supplier,
        "mechanism": "award_order",
        "award_order": methodology.award_order,
    }


def number(value: Decimal | None) -> str | None:
    """Return an exact number as a decimal string without an exponent."""
    return None if value is None else f"{value:f}"


def _pounds(pence: int) -> str:
    return f"{pence // 100}.{pence % 100:02d}"


def _value(excluding_vat_pence: int, including_vat_pence: int) -> Members:
    return {
        "excluding_vat": _pounds(excluding_vat_pence),
        "including_vat": _pounds(including_vat_pence),
    }


def _weights(holder: Methodology | LotMethod) -> Members:
    return {section.value: number(getattr(holder, f"{section}_weight")) for section in Section}


def _scales(scales: Iterable[Scale]) -> list[Members]:
    """Return the scales that questions use, with their levels."""
    scales = list(scales)
    levels: dict[Any, list[Members]] = defaultdict(list)
    for level in ScaleLevel.objects.filter(scale__in=scales).order_by("position"):
        levels[level.scale_id].append(
            {
                "points": number(level.points),
                "label": level.label,
                "definition": level.definition,
            }
        )
    return [
        {"code": scale.code, "title": scale.title, "levels": levels[scale.pk]} for scale in scales
    ]


def _parent(parent: ParentCriterion) -> Members:
    return {
        "code": parent.code,
        "section": parent.section,
        "title": parent.title,
        "weight": number(parent.weight),
        "key": parent.key,
    }


def _criterion(criterion: Criterion) -> Members:
    return {
        "code": criterion.code,
        "section": criterion.section,
        "parent": criterion.parent.code if criterion.parent else None,
        "title": criterion.title,
        "question": criterion.question,
        "asks_method_statement": criterion.asks_method_statement,
        "measures": criterion.measures,
        "weight": number(criterion.weight),
        "weight_in_parent": number(criterion.weight_in_parent),
        "scale": criterion.scale.code,
        "pass_mark": None
        if criterion.pass_mark_points is None
        else {
            "points": number(criterion.pass_mark_points),
            "disqualifies": criterion.pass_mark_disqualifies,
        },
        "lots": [link.lot.code for link in criterion.lot_links.all()],
        "areas_for_action": [link.area for link in criterion.areas.all()],
    }


def _lot(method: LotMethod) -> Members:
    lot = method.lot
    return {
        "code": lot.code,
        "title": lot.title,
        "estimated_value": _value(lot.value_excluding_vat_pence, lot.value_including_vat_pence),
        "has_should_cost": lot.should_cost_pence is not None,
        "reserved_for": lot.reserved_for,
        "reserved_area": lot.reserved_area,
        "reserved_because": lot.reserved_because,
        "section_weights": None if method.quality_weight is None else _weights(method),
        "price": {"formula": method.formula, "parameters": method.parameters},
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Whether a published version is still what was published, by its fingerprint."""

    methodology: Methodology
    fingerprint: str

    @property
    def is_whole(self) -> bool:
        """Whether what is stored now has the fingerprint that was kept when it was published.

        A version from before fingerprints were kept, or from a bundle, has none to be held against.
        """
        kept = self.methodology.fingerprint
        return not kept or kept == self.fingerprint


def standing_of(methodology: Methodology) -> Standing:
    """Return a version with the fingerprint of what is stored of it now."""
    return Standing(methodology=methodology, fingerprint=fingerprint_of(methodology))


SETTLED_BY = ("tender.publish", "tender.amend", "tender.deadline_brought_forward")
"""Events that keep the fingerprint of the method together with what the tender says of itself."""

METHOD_ALTERED = (
    "The method is no longer the one that was published: its fingerprint is another. Do not go on. "
    "Tell your auditor and whoever runs this system, and restore the method from a backup."
)
TENDER_ALTERED = (
    "The deadline, or something else that the tender says of itself, is no longer what was "
    "published. Do not go on. Tell your auditor and whoever runs this system, and restore it from "
    "a backup."
)


def alterations(tender: Tender) -> list[str]:
    """Return what of a tender is no longer as it was published, in sentences. Empty: nothing.

    What is stored is held against the fingerprint that was kept with the method, and against the
    tender's record, which cannot be rewritten. Raises NoMethod.
    """
    standing = standing_of(methodology_of(tender))
    if not standing.is_whole:
        return [METHOD_ALTERED]
    settled = events_of(tender).filter(did__in=SETTLED_BY).last()
    now = _proposed(tender, fingerprint=standing.fingerprint)
    if settled is not None and settled.after["fingerprint"] != now:
        return [TENDER_ALTERED]
    return []
