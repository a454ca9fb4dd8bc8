"""Fix the method: from then on nothing in it changes."""

import datetime as dt

from django.db import models, transaction

from procurement.tenders.actions.changing import draft_for_change
from procurement.tenders.models import Methodology, State
from procurement.tenders.queries import Missing, what_is_missing
from socialvalue.audit import actions as audit


class NotReady(ValueError):
    """Something of the method is not settled. `missing` says what."""

    def __init__(self, missing: list[Missing]) -> None:
        self.missing = missing
        super().__init__(" ".join(entry.sentence for entry in missing))


@transaction.atomic
def fix_method(
    *, methodology: Methodology, edits: int, by: models.Model | str, at: dt.datetime
) -> Methodology:
    """Fix the method and let bids be recorded. Raises MethodIsFixed, ChangedMeanwhile, NotReady."""
    draft = draft_for_change(methodology, edits=edits)
    if missing := what_is_missing(draft):
        raise NotReady(missing)
    draft.scales.filter(criteria=None).delete()
    draft.published_at, draft.published_by = at, str(by)
    draft.save(update_fields=["published_at", "published_by"])
    tender = draft.tender
    tender.state = State.PUBLISHED
    tender.save(update_fields=["state"])
    audit.record(
        by=by,
        at=at,
        did="tender.method_fixed",
        subject=tender,
        organisation=tender.organisation,
        after={"version": draft.version},
    )
    return draft
