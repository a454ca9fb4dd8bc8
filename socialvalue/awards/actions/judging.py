"""One assessor's judgements: saved in versions, none ever changed, and handed in together."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from socialvalue.accounts.models import User
from socialvalue.awards.actions.allocating import panel_if_all_are_in
from socialvalue.awards.actions.locking import NotYours, locked, note
from socialvalue.awards.models import Application, Judgement, PanelMark, Seat
from socialvalue.awards.permissions import standing_of
from socialvalue.awards.queries.judging import (
    ANSWER,
    evidence_by_criterion,
    own_cells,
    own_judgements,
)
from socialvalue.awards.queries.schemes import scheme_of


class NotOfTheScheme(ValueError):
    """The scheme has no such criterion or mark, or the applicant named no such evidence."""


class SomethingIsMissing(ValueError):
    """Judgements are handed in together, once none lacks anything. `criteria` are their codes."""

    def __init__(self, criteria: Sequence[str]) -> None:
        self.criteria = tuple(criteria)
        super().__init__(f"These are not complete yet: {', '.join(criteria)}.")


class SavedMeanwhile(ValueError):
    """Another version was saved since the page was opened. `theirs` is the one that stands."""

    def __init__(self, theirs: Judgement | PanelMark) -> None:
        self.theirs = theirs
        super().__init__("This was saved elsewhere since you opened the page.")


@dataclass(frozen=True, kw_only=True)
class Judged:
    """What somebody says about one criterion, and the version that they read (0 for none).

    `evidence` are keys of evidence that the applicant named, or "answer" for the answer alone.
    """

    criterion: str
    mark: str
    reason: str
    evidence: tuple[str, ...]
    version: int

    def says_the_same(self, stored: Judgement | PanelMark) -> bool:
        """Whether a stored version says just this."""
        mine = (self.mark, self.reason, sorted(self.evidence))
        return mine == (stored.mark, stored.reason, sorted(stored.evidence))


@transaction.atomic
def save_judgement(*, seat: Seat, judged: Judged, by: User, at: dt.datetime) -> Judgement:
    """Keep what an assessor says about one criterion as a new version, and return it.

    It need not be complete. Saying the same again makes no new version.
    Raises NotYours, NotOfTheScheme, SavedMeanwhile.
    """
    current = _own_seat(seat, by=by)
    refuse_unknown(current.application, judged)
    last = own_judgements(current).get(judged.criterion)
    if last is not None and judged.says_the_same(last):
        return last
    if judged.version != (last.version if last else 0):
        raise SavedMeanwhile(last) if last else NotOfTheScheme("There is no such version.")
    saved = Judgement.objects.create(
        seat=current,
        criterion=judged.criterion,
        version=judged.version + 1,
        mark=judged.mark,
        reason=judged.reason,
        evidence=sorted(judged.evidence),
        saved_at=at,
        saved_by=str(by),
    )
    # What was judged is no part of the record: others read that before all are in.
    after = {"seat": current.code, "criterion": judged.criterion, "version": saved.version}
    note(current.application, by=by, at=at, did="judgement.saved", after=after)
    return saved


@transaction.atomic
def submit_judgements(*, seat: Seat, by: User, at: dt.datetime) -> Seat:
    """Hand in all judgements of an assessor, and return the seat.

    The last of them opens the judgements to the panel. Raises NotYours, SomethingIsMissing.
    """
    current = _own_seat(seat, by=by)
    missing = [cell.criterion for cell in own_cells(current) if not cell.is_done]
    if missing:
        raise SomethingIsMissing(missing)
    current.submitted_at, current.submitted_by = at, str(by)
    current.save(update_fields=["submitted_at", "submitted_by"])
    after = {"seat": current.code}
    note(current.application, by=by, at=at, did="judgement.handed_in", after=after)
    panel_if_all_are_in(current.application, by=by, at=at)
    return current


def _own_seat(seat: Seat, *, by: User) -> Seat:
    """Return the seat, its application locked, if this person judges from it now. Raises NotYours.

    The lock makes what is saved at once for one application wait for each other.
    """
    application = locked(seat.application)
    standing = standing_of(application, user=by)
    found = standing.assessor
    if not standing.may_judge or found is None or found.pk != seat.pk:
        raise NotYours("You cannot judge this application now.")
    found.application = application
    return found


def refuse_unknown(application: Application, judged: Judged) -> None:
    """Raise NotOfTheScheme for a criterion, mark or evidence that there is not."""
    scheme = scheme_of(application.running.version)
    if judged.criterion not in {each.code for each in scheme.criteria}:
        raise NotOfTheScheme("The scheme has no such criterion.")
    if judged.mark and judged.mark not in {each.code for each in scheme.marks}:
        raise NotOfTheScheme("The scheme has no such mark.")
    named = evidence_by_criterion(application).get(judged.criterion, [])
    if not {ANSWER, *(str(each.pk) for each in named)}.issuperset(judged.evidence):
        raise NotOfTheScheme("The applicant named no such evidence for this criterion.")
