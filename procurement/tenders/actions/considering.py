"""Record what the buyer considered before it began, as the Social Value Act 2012 asks."""

import datetime as dt
from dataclasses import asdict, dataclass

from django.db import models, transaction

from procurement.tenders.actions.changing import draft_for_change
from procurement.tenders.models import Methodology, SocialValueDuty
from socialvalue.audit import actions as audit


@dataclass(frozen=True, slots=True, kw_only=True)
class Considered:
    """What was considered. `consults` is None while nobody has decided whether to consult."""

    economic: str = ""
    social: str = ""
    environmental: str = ""
    securing: str = ""
    consults: bool | None = None
    consulting_because: str = ""
    relevance: str = ""


@transaction.atomic
def record_duty(
    *,
    methodology: Methodology,
    considered: Considered,
    edits: int,
    by: models.Model | str,
    at: dt.datetime,
) -> SocialValueDuty:
    """Store what was considered in a draft tender, and return it.

    It may be stored before it is complete. Raises MethodIsFixed, ChangedMeanwhile.
    """
    draft = draft_for_change(methodology, edits=edits)
    tender = draft.tender
    was = SocialValueDuty.objects.filter(tender=tender).first()
    before = {} if was is None else {name: getattr(was, name) for name in asdict(considered)}
    duty, _ = SocialValueDuty.objects.update_or_create(
        tender=tender,
        defaults=asdict(considered) | {"recorded_at": at, "recorded_by": str(by)},
    )
    audit.record_about(
        tender, by=by, at=at, did="tender.duty_recorded", before=before, after=asdict(considered)
    )
    return duty
