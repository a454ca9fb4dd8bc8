"""Divide a tender into lots: add, change and take out, own weights, reservations, limits."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import models, transaction
from django.db.models import Count

from procurement.tenders import library
from procurement.tenders.actions.changing import MethodIsFixed, draft_for_change
from procurement.tenders.actions.weighing import WeightsDoNotAddUp
from procurement.tenders.models import CriterionLot, Lot, LotMethod, Methodology, Section
from procurement.tenders.queries import HUNDRED
from socialvalue.audit import actions as audit


class LotCodeTaken(ValueError):
    """Another lot of the tender has the code."""

    def __init__(self, code: str) -> None:
        super().__init__(f"There is a lot {code} already")


class LotNeeded(ValueError):
    """The lot cannot be taken out."""


class NotReservable(ValueError):
    """The lot cannot be reserved in this way, in the words of the source."""


class LimitsDoNotFit(ValueError):
    """A limit of lots, or the order in which lots are awarded, does not fit the lots."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LotAnswer:
    """One lot as the officer wants it. Values in pence.

    `weights` are the lot's own, by section, None where those of the tender count. `reserved_for`
    is a code of the reservations, empty for none; then the area and the reason are empty too.
    """

    code: str
    title: str
    value_excluding_vat_pence: int
    value_including_vat_pence: int
    weights: Mapping[str, Decimal] | None = None
    reserved_for: str = ""
    reserved_area: str = ""
    reserved_because: str = ""


@transaction.atomic
def save_lot(
    *,
    methodology: Methodology,
    lot: Lot | None,
    answer: LotAnswer,
    edits: int,
    by: models.Model | str,
    at: dt.datetime,
) -> Lot:
    """Store a lot, a new one where `lot` is None, and return it.

    Raises MethodIsFixed, ChangedMeanwhile, LotCodeTaken, WeightsDoNotAddUp, NotReservable.
    """
    draft = _draft_for_change(methodology, edits=edits)
    tender = draft.tender
    _check(answer, draft, lot)
    stored = lot or Lot(tender=tender, position=_next_place(tender))
    before = {} if lot is None else _written(lot)
    for name in _FACTS:
        setattr(stored, name, getattr(answer, name))
    stored.save()
    method, _ = LotMethod.objects.get_or_create(methodology=draft, lot=stored)
    for section in Section:
        own = None if answer.weights is None else answer.weights[section]
        setattr(method, f"{section}_weight", own)
    method.save()
    if lot is None and draft.award_order is not None:
        draft.award_order = [*draft.award_order, stored.code]
        draft.save(update_fields=["award_order"])
    audit.record_about(
        draft.tender, did="tender.lot_set", by=by, at=at, before=before, after=_written(stored)
    )
    return stored


@transaction.atomic
def remove_lot(
    *, methodology: Methodology, lot: Lot, edits: int, by: models.Model | str, at: dt.datetime
) -> None:
    """Take a lot out of a draft. Raises MethodIsFixed, ChangedMeanwhile, LotNeeded."""
    draft = _draft_for_change(methodology, edits=edits)
    lots = draft.tender.lots
    if lots.count() == 1:
        raise LotNeeded("A tender has at least one lot")
    mine = {"criterion__methodology": draft, "criterion__lot_links__lot": lot}
    links = CriterionLot.objects.filter(**mine)
    only = links.values("criterion__code").annotate(lots=Count("pk")).filter(lots=1)
    if codes := sorted(each["criterion__code"] for each in only):
        raise LotNeeded(f"Only this lot is asked {', '.join(codes)}. Change those questions first")
    before = _written(lot)
    if draft.award_order is not None:
        draft.award_order = [code for code in draft.award_order if code != lot.code]
        draft.save(update_fields=["award_order"])
    lot.delete()
    audit.record_about(
        draft.tender, did="tender.lot_removed", by=by, at=at, before=before, after={}
    )


@transaction.atomic
def set_lot_limits(
    *,
    methodology: Methodology,
    most: int | None,
    award_order: Sequence[str],
    edits: int,
    by: models.Model | str,
    at: dt.datetime,
) -> Methodology:
    """Store how many lots one supplier may win, None for no limit, and the order of award.

    Raises MethodIsFixed, ChangedMeanwhile, LimitsDoNotFit.
    """
    draft = draft_for_change(methodology, edits=edits)
    codes = list(draft.tender.lots.order_by("position").values_list("code", flat=True))
    if most is not None and not 1 <= most < len(codes):
        raise LimitsDoNotFit(f"The limit must be below the number of lots, which is {len(codes)}")
    if most is not None and sorted(award_order) != sorted(codes):
        raise LimitsDoNotFit("Give every lot its own place in the order of award")
    before = {"most": draft.maximum_lots_per_supplier, "order": draft.award_order}
    draft.maximum_lots_per_supplier = most
    draft.award_order = None if most is None else list(award_order)
    draft.save(update_fields=["maximum_lots_per_supplier", "award_order"])
    after = {"most": most, "order": draft.award_order}
    audit.record_about(
        draft.tender, did="tender.lot_limits_set", by=by, at=at, before=before, after=after
    )
    return draft


_FACTS = (
    "code",
    "title",
    "value_excluding_vat_pence",
    "value_including_vat_pence",
    "reserved_for",
    "reserved_area",
    "reserved_because",
)


def _check(answer: LotAnswer, draft: Methodology, lot: Lot | None) -> None:
    """Raise what `save_lot` says if the answer cannot be stored."""
    others = draft.tender.lots.all() if lot is None else draft.tender.lots.exclude(pk=lot.pk)
    if others.filter(code=answer.code).exists():
        raise LotCodeTaken(answer.code)
    if answer.weights is not None:
        total = sum(answer.weights.values(), start=Decimal(0))
        if total != HUNDRED:
            raise WeightsDoNotAddUp(total)
    if answer.reserved_for:
        why_not = library.reservations()[answer.reserved_for].why_not(draft.tender)
        if why_not:
            raise NotReservable(why_not)


def _draft_for_change(methodology: Methodology, *, edits: int) -> Methodology:
    """Return the draft, locked. Lots belong to the tender: they stand once it is published."""
    draft = draft_for_change(methodology, edits=edits)
    if not draft.tender.is_draft:
        raise MethodIsFixed
    return draft


def _next_place(tender: models.Model) -> int:
    """Return the place after the last lot."""
    return max(tender.lots.values_list("position", flat=True), default=-1) + 1


def _written(lot: Lot) -> dict[str, Any]:
    """Return a lot as the record keeps it."""
    return {name: getattr(lot, name) for name in _FACTS}
