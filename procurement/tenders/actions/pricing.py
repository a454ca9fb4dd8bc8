"""Decide how prices are scored, how ties are broken, and what makes a price abnormally low."""

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import models, transaction

from procurement.tenders.actions.changing import draft_for_change
from procurement.tenders.models import Methodology
from procurement.tenders.queries import RANKING_FORMULAS
from socialvalue.audit import actions as audit


class FormulaDoesNotFit(ValueError):
    """A score formula needs a price weight above 0; a ranking formula needs 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pricing:
    """The answers of the price page. Numbers among `parameters` are decimal strings."""

    formula: str
    parameters: dict[str, Any] = field(default_factory=dict)
    should_cost_pence: int | None
    tie_break: list[str]
    percent_below: Decimal
    references: list[str]


@transaction.atomic
def set_price(
    *,
    methodology: Methodology,
    pricing: Pricing,
    edits: int,
    by: models.Model | str,
    at: dt.datetime,
) -> Methodology:
    """Store how every lot is priced, the tie-break and the abnormally low rule.

    Raises MethodIsFixed, ChangedMeanwhile, FormulaDoesNotFit.
    """
    draft = draft_for_change(methodology, edits=edits)
    if draft.price_weight is not None and (
        (draft.price_weight == 0) != (pricing.formula in RANKING_FORMULAS)
    ):
        raise FormulaDoesNotFit(
            f"This formula does not fit a price weight of {draft.price_weight:f}%"
        )
    before = _written(draft)
    for method in draft.lot_methods.select_related("lot"):
        method.formula, method.parameters = pricing.formula, pricing.parameters
        method.save(update_fields=["formula", "parameters"])
        method.lot.should_cost_pence = pricing.should_cost_pence
        method.lot.save(update_fields=["should_cost_pence"])
    draft.tie_break = pricing.tie_break
    draft.abnormally_low_percent = pricing.percent_below
    draft.abnormally_low_references = pricing.references
    draft.save(update_fields=["tie_break", "abnormally_low_percent", "abnormally_low_references"])
    audit.record(
        by=by,
        at=at,
        did="tender.price_set",
        subject=draft.tender,
        organisation=draft.tender.organisation,
        before=before,
        after=_written(draft),
    )
    return draft


def _written(draft: Methodology) -> dict[str, Any]:
    """Return how prices are scored, as the record keeps it: every lot is priced alike."""
    method = draft.lot_methods.select_related("lot").first()
    return {
        "formula": method.formula,
        "parameters": method.parameters,
        "should_cost_pence": method.lot.should_cost_pence,
        "tie_break": draft.tie_break,
        "percent_below": f"{draft.abnormally_low_percent:f}",
        "references": draft.abnormally_low_references,
    }
