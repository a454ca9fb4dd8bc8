"""What the panel agrees: one mark with its reason for each criterion, in versions."""

import datetime as dt

from django.db import transaction

from socialvalue.accounts.models import User
from socialvalue.awards.actions.judging import (
    Judged,
    NotOfTheScheme,
    SavedMeanwhile,
    refuse_unknown,
)
from socialvalue.awards.actions.locking import NotYours, SayWhy, locked, note
from socialvalue.awards.models import Application, PanelMark
from socialvalue.awards.permissions import standing_of
from socialvalue.awards.queries.judging import SHORTEST_REASON, panel_marks


@transaction.atomic
def agree_panel_mark(
    *, application: Application, judged: Judged, by: User, at: dt.datetime
) -> PanelMark:
    """Keep what the panel agrees about one criterion as a new version, and return it.

    Saying the same again makes no new version.
    Raises NotYours, NotOfTheScheme, SayWhy, SavedMeanwhile.
    """
    current = locked(application)
    if not standing_of(current, user=by).may_agree:
        raise NotYours("Only the panel agrees marks, while it meets.")
    refuse_unknown(current, judged)
    if not judged.mark:
        raise NotOfTheScheme("Select the mark that the panel agrees on.")
    if len(judged.reason.strip()) < SHORTEST_REASON:
        raise SayWhy("Enter the reason for the mark.")
    last = panel_marks(current).get(judged.criterion)
    if last is not None and judged.says_the_same(last):
        return last
    if judged.version != (last.version if last else 0):
        raise SavedMeanwhile(last) if last else NotOfTheScheme("There is no such version.")
    agreed = PanelMark.objects.create(
        application=current,
        criterion=judged.criterion,
        version=judged.version + 1,
        mark=judged.mark,
        reason=judged.reason,
        evidence=sorted(judged.evidence),
        agreed_at=at,
        agreed_by=str(by),
    )
    note(
        current, by=by, at=at, did="panel.agreed", reason=agreed.reason,
        after={"criterion": agreed.criterion, "mark": agreed.mark, "version": agreed.version},
    )  # fmt: skip
    return agreed
