"""Bring notices in, and start tenders from them."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db import models, transaction

from procurement.tenders.actions.making import create_tender
from procurement.tenders.models import Lot, LotMethod, Notice, Section, Tender
from socialvalue.accounts.models import Organisation
from socialvalue.audit import actions as audit

WEIGHTS = {section: f"{section.value}_weight" for section in Section}


class StartedAlready(ValueError):
    """A tender was started from the notice."""

    def __init__(self) -> None:
        super().__init__("A tender was started from this notice already.")


@transaction.atomic
def bring_in_notices(
    *,
    organisation: Organisation,
    reports: Iterable[dict[str, Any]],
    file_name: str,
    by: models.Model | str,
    at: dt.datetime,
) -> tuple[list[Notice], int]:
    """Keep the notices that were loaded, and return them with how many were there already.

    `reports` are those of `ocds.report_of`; refused ones are passed over. A release that the
    organisation has is not kept twice: the notice that is there comes back in its place.
    """
    kept, known = [], 0
    for report in reports:
        if report["outcome"] != "loaded":
            continue
        notice, is_new = Notice.objects.get_or_create(
            organisation=organisation,
            ocid=report["ocid"],
            release=report["release"],
            defaults={
                "title": report["title"],
                "file_name": file_name[:200],
                "report": report,
                "brought_in_at": at,
                "brought_in_by": str(by),
            },
        )
        kept.append(notice)
        known += not is_new
        if is_new:
            _record(notice, did="notice.brought_in", by=by, at=at)
    return kept, known


@transaction.atomic
def start_tender(
    *, notice: Notice, by: models.Model | str, at: dt.datetime, **details: Any
) -> Tender:
    """Make a draft tender from a notice, and return it.

    `details` are those of `create_tender`: the notice's facts as the officer completed them. Lots
    whose values are known, and weights that add up, are taken from the notice.
    Raises StartedAlready, ReferenceTaken.
    """
    locked = Notice.objects.select_for_update().get(pk=notice.pk)
    if locked.tender_id is not None:
        raise StartedAlready
    tender = create_tender(organisation=locked.organisation, by=by, at=at, **details)
    understood = locked.report["understood"]
    if understood["categories"]:
        tender.categories = understood["categories"]
        tender.save(update_fields=["categories"])
    if lots_can_come_over(understood["lots"]):
        _set_lots(tender, understood["lots"])
    _set_weights(tender, understood["lots"])
    locked.tender = tender
    locked.save(update_fields=["tender"])
    _record(locked, did="notice.tender_started", by=by, at=at, reference=tender.reference)
    return tender


@transaction.atomic
def put_notice_away(*, notice: Notice, by: models.Model | str, at: dt.datetime) -> None:
    """Take a notice off the list from which nobody started a tender. Raises StartedAlready."""
    locked = Notice.objects.select_for_update().get(pk=notice.pk)
    if locked.tender_id is not None:
        raise StartedAlready
    _record(locked, did="notice.put_away", by=by, at=at)
    locked.delete()


def lots_can_come_over(lots: list[dict[str, Any]]) -> bool:
    """Whether a notice has several lots and says the value of each, with and without VAT.

    Otherwise the officer adds the lots: a value that is not known is never stored as nought.
    """
    values = [
        each["worth"][basis]
        for each in lots
        for basis in ("excluding_vat_pence", "including_vat_pence")
    ]
    return len(lots) > 1 and None not in values


def _set_lots(tender: Tender, lots: list[dict[str, Any]]) -> None:
    """Give the tender the lots of the notice in place of its only one."""
    methodology = tender.methodologies.get()
    tender.lots.all().delete()
    for position, each in enumerate(lots):
        worth = each["worth"]
        lot = Lot.objects.create(
            tender=tender,
            position=position,
            code=each["code"],
            title=each["title"],
            value_excluding_vat_pence=worth["excluding_vat_pence"],
            value_including_vat_pence=worth["including_vat_pence"],
        )
        LotMethod.objects.create(methodology=methodology, lot=lot)


def _set_weights(tender: Tender, lots: list[dict[str, Any]]) -> None:
    """Take over the weights of the sections, if every lot gives them and all give the same."""
    found = {tuple(sorted(weights.items())) for each in lots if (weights := _weights_of(each))}
    if len(found) != 1 or not all(_weights_of(each) for each in lots):
        return
    methodology = tender.methodologies.get()
    for section, weight in found.pop():
        setattr(methodology, WEIGHTS[Section(section)], weight)
    methodology.save(update_fields=[*WEIGHTS.values()])


def _weights_of(lot: dict[str, Any]) -> dict[str, Decimal]:
    """Return the weights of the sections of a lot, none where they do not add up to 100."""
    criteria = lot["criteria"]
    if not criteria or any(each["weight"] is None for each in criteria):
        return {}
    sums = {section.value: Decimal(0) for section in Section}
    for each in criteria:
        sums[each["section"]] += Decimal(each["weight"])
    return sums if sum(sums.values()) == Decimal(100) else {}


def _record(
    notice: Notice, *, did: str, by: models.Model | str, at: dt.datetime, reference: str = ""
) -> None:
    """Add the event to the organisation's record."""
    audit.record_about(
        notice,
        by=by,
        at=at,
        did=did,
        after={"ocid": notice.ocid, "release": notice.release}
        | ({"tender": reference} if reference else {}),
    )
