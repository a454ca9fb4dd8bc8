"""Making an award of a decision that was approved."""

import datetime as dt
import secrets

from django.db import transaction
from django.utils import timezone

from socialvalue.accounts.models import User
from socialvalue.audit import actions as audit
from socialvalue.awards.models import Award, AwardChange, Condition, Decision
from socialvalue.awards.queries.applying import last_day_before
from socialvalue.awards.queries.schemes import scheme_of
from socialvalue.awards.queries.telling import conditions_of
from socialvalue.calculations.awards.certificates import ALPHABET, DRAWN, spelled
from socialvalue.calculations.awards.scheme import Level, Scheme
from socialvalue.calculations.awards.validity import last_day, months_before
from socialvalue.core.forms.dates import LONDON

CONDITION_MONTHS = 6
"""When a condition is due for which the panel has set no day."""


class NothingToGrant(ValueError):
    """The decision makes no award: it was not approved, or it refuses."""


@transaction.atomic
def grant(*, decision: Decision, by: User | str, at: dt.datetime | None = None) -> Award:
    """Make the award that an approved decision says, and return it.

    It begins on the day of the decision, or the day after what the holder has of the same award
    runs out. Where the application has its award already (an appeal was upheld), that one gets the
    new level and keeps its certificate; if it was withdrawn, it is held again, as this decision
    takes the place of the one that stood; if it is suspended, it stays so until it is restored.
    Raises NothingToGrant.
    """
    if not decision.is_approved or not decision.level:
        raise NothingToGrant("Only a decision that was approved and names a level makes an award.")
    at = at or timezone.now()
    scheme = scheme_of(decision.application.running.version)
    level = next(each for each in scheme.levels if each.code == decision.level)
    standing = (
        Award.objects.select_for_update(of=("self",))
        .filter(application=decision.application)
        .first()
    )
    award = (
        _granted(decision, scheme, level, by=by, at=at)
        if standing is None
        else _decided_anew(standing, level, by=by, at=at)
    )
    _add_conditions(award, decision, at=at)
    audit.record(
        by=by,
        at=at,
        did="award.granted" if standing is None else "award.decided_anew",
        subject=award,
        organisation=decision.application.running.organisation,
        after={
            "level": level.code,
            "certificate": award.certificate,
            "valid_from": award.valid_from.isoformat(),
            "valid_to": award.valid_to.isoformat() if award.valid_to else "",
        },
    )
    return award


def _granted(
    decision: Decision, scheme: Scheme, level: Level, *, by: User | str, at: dt.datetime
) -> Award:
    application = decision.application
    first = _first_day(decision, at)
    months = scheme.validity_months
    return Award.objects.create(
        application=application,
        organisation=application.organisation,
        certificate=_new_identifier(),
        scheme_code=scheme.code,
        scheme_title=scheme.title,
        level=level.code,
        level_title=level.title,
        valid_from=first,
        valid_to=last_day(first=first, months=months) if months else None,
        is_public=application.may_be_on_register,
        granted_at=at,
        granted_by=str(by),
    )


def _decided_anew(award: Award, level: Level, *, by: User | str, at: dt.datetime) -> Award:
    change = f"Decided anew: from the level {award.level_title} to {level.title}."
    if award.state == Award.State.WITHDRAWN:
        change += " It was withdrawn, and is held again from this day."
        award.state = Award.State.HELD
    AwardChange.objects.create(
        award=award,
        kind=AwardChange.Kind.DECIDED_ANEW,
        reason=change,
        made_at=at,
        made_by=str(by),
    )
    award.level, award.level_title = level.code, level.title
    award.save(update_fields=["level", "level_title", "state"])
    return award


def _first_day(decision: Decision, at: dt.datetime) -> dt.date:
    today = at.astimezone(LONDON).date()
    ends = last_day_before(decision.application)
    return max(today, ends + dt.timedelta(days=1)) if ends else today


def _new_identifier() -> str:
    return spelled([secrets.randbelow(len(ALPHABET)) for _ in range(DRAWN)])


def _add_conditions(award: Award, decision: Decision, *, at: dt.datetime) -> None:
    today = at.astimezone(LONDON).date()
    later = months_before(today, months=-CONDITION_MONTHS)
    there = set(award.conditions.values_list("text", flat=True))
    for text, due_on in conditions_of(decision):
        if text not in there:
            Condition.objects.create(award=award, text=text, due_on=due_on or later)
