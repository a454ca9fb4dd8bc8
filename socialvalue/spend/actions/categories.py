"""What people decide of categories, and note of gaps."""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction

from socialvalue.accounts.models import Organisation, User
from socialvalue.audit import actions as audit
from socialvalue.spend.models import CategoryDecision, GapNote

LONGEST = 255
"""Characters of a category that are kept with a decision."""


class NothingChosen(ValueError):
    """No category was chosen to decide about."""


class DecidedMeanwhile(ValueError):
    """Somebody else has decided about one of the categories since the person looked."""


@transaction.atomic
def decide_categories(
    *,
    organisation: Organisation,
    names: Mapping[str, str],
    left_out_as: str,
    is_influenceable: bool,
    because: str,
    owner: str,
    by: User | str,
    at: dt.datetime,
    seen_at: dt.datetime | None = None,
) -> list[CategoryDecision]:
    """Decide about categories at once; `names` has the name of each by its key.

    A decision never changes: a new one takes its place, and the older ones stay. `seen_at` is when
    the person looked at those that stand. Raises NothingChosen, DecidedMeanwhile.
    """
    if not names:
        raise NothingChosen("Select at least one category")
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    names = {key[:LONGEST]: name for key, name in names.items()}
    before = {one.key: one for one in organisation.category_decisions.standing()}
    for key in sorted(names.keys() & before.keys()):
        if seen_at and before[key].decided_at > seen_at:
            raise DecidedMeanwhile(
                f"{before[key].decided_by} has decided about {before[key].name} after you opened "
                "this page. What is decided now stands beside each category: look again."
            )
    decided = []
    for key, name in sorted(names.items()):
        decision = CategoryDecision.objects.create(
            organisation=organisation,
            key=key,
            name=name[:LONGEST],
            number=before[key].number + 1 if key in before else 1,
            left_out_as=left_out_as,
            is_influenceable=is_influenceable,
            because=because,
            owner=owner,
            decided_at=at,
            decided_by=str(by),
        )
        _record(decision, before.get(key), by=by)
        decided.append(decision)
    return decided


def _record(decision: CategoryDecision, was: CategoryDecision | None, *, by: User | str) -> None:
    audit.record(
        by=by,
        at=decision.decided_at,
        did="category.decided",
        subject=decision,
        organisation=decision.organisation,
        reason=decision.because,
        before=_in_short(was) if was else {},
        after={"name": decision.name, **_in_short(decision)},
    )


def _in_short(decision: CategoryDecision) -> dict[str, object]:
    return {
        "left_out_as": decision.left_out_as,
        "is_influenceable": decision.is_influenceable,
        "owner": decision.owner,
    }


@transaction.atomic
def note_gap(
    *,
    organisation: Organisation,
    key: str,
    name: str,
    text: str,
    owner: str,
    next_on: dt.date | None,
    by: User | str,
    at: dt.datetime,
) -> GapNote:
    """Note what is being done about a category that leaks. The older notes stay."""
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    note = GapNote.objects.create(
        organisation=organisation,
        key=key[:LONGEST],
        name=name[:LONGEST],
        number=organisation.gap_notes.filter(key=key[:LONGEST]).count() + 1,
        text=text,
        owner=owner,
        next_on=next_on,
        noted_at=at,
        noted_by=str(by),
    )
    after = {"name": note.name, "owner": owner, "next_on": str(next_on or "")}
    audit.record(
        by=by, at=at, did="gap.noted", subject=note, organisation=organisation, reason=text,
        after=after,
    )  # fmt: skip
    return note
