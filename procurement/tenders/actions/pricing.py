"""Decide how prices are scored, how ties are broken, and what makes a price abnormally low."""

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import models, transaction

from procurement.tenders.actions.changing import draft_for_change
from procurement.tenders.models import Lot, LotMethod, Methodology
from procurement.tenders.queries import RANKING_FORMULAS
from socialvalue.audit import actions as audit


class FormulaDoesNotFit(ValueError):
    """A score formula needs a price weight above 0; a ranking formula needs 0."""


class ShouldCostStands(FormulaDoesNotFit):
    """The should-cost estimate belongs to the lot, which stands once the tender is published."""

    def __init__(self) -> None:
        super().__init__(
            "The should-cost estimate stands as it was when the tender was published. Leave it as "
            "it is"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Pricing:
    """How one lot is priced. Numbers among `parameters` are decimal strings."""

    formula: str
    parameters: dict[str, Any] = field(default_factory=dict)
    should_cost_pence: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceRules:
    """What holds for every lot: how ties are broken, and when a price is abnormally low."""

    tie_break: list[str]
    percent_below: Decimal
    references: list[str]


@transaction.atomic
def set_price(
    *,
    methodology: Methodology,
    edits: int,
    by: models.Model | str,
    at: dt.datetime,
    pricing: Pricing | None = None,
    rules: PriceRules | None = None,
    lot: Lot | None = None,
) -> Methodology:
    """Store how a lot is priced (without `lot`: every lot alike), and the rules for all.

    What is None stays as it is. Raises MethodIsFixed, ChangedMeanwhile, FormulaDoesNotFit,
    ShouldCostStands.
    """
    draft = draft_for_change(methodology, edits=edits)
    methods = list(draft.lot_methods.select_related("lot__tender"))
    priced = [method for method in methods if lot is None or method.lot_id == lot.pk]
    before = _written(draft, priced)
    if pricing is not None:
        for method in priced:
            _price(method, pricing, price_weight=_price_weight(draft, method))
    if rules is not None:
        draft.tie_break = rules.tie_break
        draft.abnormally_low_percent = rules.percent_below
        draft.abnormally_low_references = rules.references
        draft.save(
            update_fields=["tie_break", "abnormally_low_percent", "abnormally_low_references"]
        )
    audit.record_about(
        draft.tender,
        by=by,
        at=at,
        did="tender.price_set",
        before=before,
        after=_written(draft, priced),
    )
    return draft


def _price_weight(draft: Methodology, method: LotMethod) -> Decimal | None:
    """Return the weight of price in a lot, None while nobody has decided."""
    return draft.price_weight if method.price_weight is None else method.price_weight


def _price(method: LotMethod, pricing: Pricing, *, price_weight: Decimal | None) -> None:
    """Store how one lot is priced. Raises FormulaDoesNotFit, ShouldCostStands."""
    ranks = pricing.formula in RANKING_FORMULAS
    if price_weight is not None and (price_weight == 0) != ranks:
        raise FormulaDoesNotFit(f"This formula does not fit a price weight of {price_weight:f}%")
    method.formula, method.parameters = pricing.formula, pricing.parameters
    method.save(update_fields=["formula", "parameters"])
    lot = method.lot
    if lot.should_cost_pence == pricing.should_cost_pence:
        return
    if not lot.tender.is_draft:
        raise ShouldCostStands
    lot.should_cost_pence = pricing.should_cost_pence
    lot.save(update_fields=["should_cost_pence"])


def _written(draft: Methodology, priced: list[LotMethod]) -> dict[str, Any]:
    """Return how prices are scored, as the record keeps it: of the first lot that is priced."""
    method = priced[0]
    return {
        "lot": method.lot.code if len(priced) == 1 else "",
        "formula": method.formula,
        "parameters": method.parameters,
        "should_cost_pence": method.lot.should_cost_pence,
        "tie_break": draft.tie_break,
        "percent_below": f"{draft.abnormally_low_percent:f}",
        "references": draft.abnormally_low_references,
    }
