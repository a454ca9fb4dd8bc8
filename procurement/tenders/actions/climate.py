"""Say where the climate theme of a tender is, for the rules that ask it."""

import datetime as dt

from django.db import models, transaction

from procurement.tenders.actions.changing import draft_for_change
from procurement.tenders.models import Methodology
from socialvalue.audit import actions as audit


@transaction.atomic
def set_climate_theme(
    *,
    methodology: Methodology,
    places: list[str],
    edits: int,
    by: models.Model | str,
    at: dt.datetime,
) -> Methodology:
    """Store where the climate theme of the tender is: any of CLIMATE_PLACES, none for nowhere.

    Raises MethodIsFixed, ChangedMeanwhile.
    """
    draft = draft_for_change(methodology, edits=edits)
    before, draft.climate_theme_in = draft.climate_theme_in, places
    draft.save(update_fields=["climate_theme_in"])
    audit.record_about(
        draft.tender,
        by=by,
        at=at,
        did="tender.climate_theme_said",
        before={"places": before},
        after={"places": places},
    )
    return draft
