"""Confirm or refuse a departure from a binding rule: not the person who recorded it."""

import datetime as dt

from django.db import models, transaction

from procurement.tenders.actions.changing import MethodIsFixed
from procurement.tenders.models import Methodology, WeightDeparture
from socialvalue.audit import actions as audit


class NotYours(ValueError):
    """Who recorded a departure cannot confirm or refuse it."""

    def __init__(self) -> None:
        super().__init__("You recorded this departure, so another person must decide on it.")


class DepartureDecided(ValueError):
    """Somebody has confirmed or refused the departure already."""

    def __init__(self) -> None:
        super().__init__("Somebody has decided on this departure already.")


class RefusalNeedsReason(ValueError):
    """A departure is refused with a reason."""

    def __init__(self) -> None:
        super().__init__("Say why you refuse the departure")


@transaction.atomic
def decide_departure(
    *,
    departure: WeightDeparture,
    confirms: bool,
    by: models.Model,
    at: dt.datetime,
    because: str = "",
) -> WeightDeparture:
    """Confirm or refuse a departure of a draft method, and return it.

    Raises MethodIsFixed, DepartureDecided, NotYours, RefusalNeedsReason.
    """
    methodology = (
        Methodology.objects.select_for_update()
        .select_related("tender")
        .get(pk=departure.methodology_id)
    )
    if methodology.published_at is not None:
        raise MethodIsFixed
    current = methodology.departures.get(pk=departure.pk)
    if current.is_confirmed is not None:
        raise DepartureDecided
    if by.pk == current.recorder_id:
        raise NotYours
    if not confirms and not because.strip():
        raise RefusalNeedsReason
    current.is_confirmed = confirms
    current.decider, current.decided_at, current.decided_by = by, at, str(by)
    current.refused_because = "" if confirms else because
    current.save()
    audit.record_about(
        methodology.tender,
        by=by,
        at=at,
        did="tender.departure_confirmed" if confirms else "tender.departure_refused",
        reason=because,
        after={
            "rule": current.rule_title,
            "proposed": current.proposed,
            "recorded_by": current.recorded_by,
        },
    )
    return current
