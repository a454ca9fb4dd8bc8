"""Decide how much quality, price and social value weigh."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.db import models, transaction

from procurement.tenders.actions.changing import draft_for_change
from procurement.tenders.models import Methodology, Section, WeightDeparture
from procurement.tenders.queries import (
    HUNDRED,
    Weighting,
    areas_chosen,
    latest_departures,
    weighting,
)
from socialvalue.accounts.models import User
from socialvalue.audit import actions as audit
from socialvalue.calculations.weight_rules import Breach


class WeightsDoNotAddUp(ValueError):
    """The three weights do not add up to exactly 100."""

    def __init__(self, total: Decimal) -> None:
        self.total = total
        off = HUNDRED - total
        todo = f"Give {off:f} more" if off > 0 else f"Take {-off:f} away"
        super().__init__(f"The weights add up to {total:f}%. {todo} to reach exactly 100%")


class DepartureNeeded(ValueError):
    """A binding rule asks for another weight, and no departure is recorded."""

    def __init__(self) -> None:
        super().__init__("This weight departs from a rule that binds. Say why, and who approved it")


@dataclass(frozen=True, slots=True, kw_only=True)
class Departure:
    """Why a binding rule is not followed, and who approved that."""

    reason: str
    approver: str


@transaction.atomic
def set_weights(
    *,
    methodology: Methodology,
    weights: dict[str, Decimal],
    departure: Departure | None,
    edits: int,
    by: models.Model | str,
    at: dt.datetime,
) -> Methodology:
    """Store the section weights, in percent of the tender, and return the method.

    Raises MethodIsFixed, ChangedMeanwhile, WeightsDoNotAddUp; DepartureNeeded if a binding rule is
    broken, no departure with reason and approver is given, and none stands for this weight. A
    departure counts once an approver of the organisation has confirmed it.
    """
    draft = draft_for_change(methodology, edits=edits)
    total = sum(weights.values(), start=Decimal(0))
    if total != HUNDRED:
        raise WeightsDoNotAddUp(total)
    asked = weighting(
        draft.tender,
        weights=dict(weights),
        areas=areas_chosen(draft),
        climate=draft.climate_theme_in,
    )
    needed = _not_departed_from(draft, asked)
    if needed and departure is None:
        raise DepartureNeeded

    before = {section.value: _text(draft.weight_of(section)) for section in Section}
    for section, weight in weights.items():
        setattr(draft, f"{section}_weight", weight)
    draft.save(update_fields=[f"{section}_weight" for section in weights])
    if departure is not None:
        _record_departures(draft, asked, needed, departure=departure, by=by, at=at)
    audit.record_about(
        draft.tender,
        by=by,
        at=at,
        did="tender.weights_set",
        before=before,
        after={section: _text(weight) for section, weight in weights.items()},
    )
    return draft


def _not_departed_from(draft: Methodology, asked: Weighting) -> list[Breach]:
    """Return what is broken without a departure for exactly this weight that was not refused."""
    latest = latest_departures(draft)
    return [
        breach
        for breach in asked.breaches
        if (last := latest.get(breach.rule)) is None
        or last.proposed != breach.proposed
        or last.is_confirmed is False
    ]


def _record_departures(
    draft: Methodology,
    asked: Weighting,
    needed: list[Breach],
    *,
    departure: Departure,
    by: models.Model | str,
    at: dt.datetime,
) -> None:
    """Store a departure for each rule that is not followed, and record it."""
    for breach in needed:
        WeightDeparture.objects.create(
            methodology=draft,
            rule_code=breach.rule,
            rule_title=asked.title_of(breach.rule),
            requirement=breach.requirement,
            required=breach.required,
            proposed=breach.proposed,
            reason=departure.reason,
            approver=departure.approver,
            recorder=by if isinstance(by, User) else None,
            recorded_at=at,
            recorded_by=str(by),
        )
        audit.record_about(
            draft.tender,
            by=by,
            at=at,
            did="tender.departure_recorded",
            reason=departure.reason,
            after={
                "rule": asked.title_of(breach.rule),
                "required": breach.required,
                "proposed": breach.proposed,
                "approver": departure.approver,
            },
        )


def _text(weight: Decimal | None) -> str | None:
    """Return a weight as the record keeps it."""
    return None if weight is None else f"{weight:f}"
