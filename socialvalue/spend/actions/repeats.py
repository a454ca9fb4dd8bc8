"""Lines that repeat an earlier one: noted when a file is read, decided about by a person."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from socialvalue.accounts.models import Organisation, User
from socialvalue.audit import actions as audit
from socialvalue.jobs import actions as jobs
from socialvalue.jobs.models import Job
from socialvalue.jobs.registry import Outcome, Report
from socialvalue.spend import queries
from socialvalue.spend.models import PaymentFile, Repeat

FIND_REPEATS = "spend.find_repeats"
# Of one file: a file with more is itself a repeat, and its count says so.
REPEATS_KEPT = 10_000


class NotARepeat(ValueError):
    """What was to be decided about is no repeat of this organisation, or stands no longer."""


class NoReason(ValueError):
    """Nothing was said of why."""


def note_repeats(file: PaymentFile, found: Sequence[queries.FoundRepeat]) -> None:
    """Note the repeats of a file in place of those that nobody has decided about yet."""
    file.repeats.filter(state=Repeat.State.FLAGGED).delete()
    Repeat.objects.bulk_create(
        (
            Repeat(
                file=file,
                position=each.position,
                sheet=each.line.sheet[:255],
                row=each.line.row,
                first_file=each.first_file,
                first_row=each.first_row,
                supplier=each.line.supplier[:500],
                day=each.line.day,
                pence=each.line.pence,
            )
            for each in found[:REPEATS_KEPT]
        ),
        batch_size=1000,
        ignore_conflicts=True,
    )


def keep_decisions(*, of: PaymentFile, former: PaymentFile) -> None:
    """Decide about the repeats of a file as of those of the one that it takes the place of.

    Only where row, payment and what it repeats are the same.
    """
    decided = {
        _same(repeat): repeat for repeat in former.repeats.exclude(state=Repeat.State.FLAGGED)
    }
    again = [repeat for repeat in of.repeats.all() if _same(repeat) in decided]
    fields = ["state", "because", "decided_at", "decided_by"]
    for repeat in again:
        for name in fields:
            setattr(repeat, name, getattr(decided[_same(repeat)], name))
    Repeat.objects.bulk_update(again, fields, batch_size=500)


def _same(repeat: Repeat) -> tuple[object, ...]:
    what = repeat.supplier, repeat.day, repeat.pence
    return repeat.sheet, repeat.row, repeat.first_file_id, repeat.first_row, *what


@transaction.atomic
def decide_repeats(
    *,
    organisation: Organisation,
    repeats: Sequence[Repeat],
    state: str,
    because: str,
    by: User | str,
    at: dt.datetime,
) -> list[Repeat]:
    """Say of repeats that they are the same payment (confirmed) or another one (kept).

    Confirmed ones are left out of analyses that are asked from now on. What was decided before is
    replaced; the record keeps it.

    Raises NotARepeat, NoReason.
    """
    if not because.strip():
        raise NoReason("Enter the reason")
    decided = list(
        Repeat.objects.standing()
        .filter(file__organisation=organisation, pk__in=[repeat.pk for repeat in repeats])
        .select_for_update(of=("self",))
        .select_related("file__organisation")
    )
    if not decided or len(decided) < len(repeats):
        raise NotARepeat("Select at least one repeated payment")
    before = {repeat.pk: repeat.state for repeat in decided}
    for repeat in decided:
        repeat.state, repeat.because = Repeat.State(state), because
        repeat.decided_at, repeat.decided_by = at, str(by)
    fields = ["state", "because", "decided_at", "decided_by"]
    Repeat.objects.bulk_update(decided, fields, batch_size=500)
    for file in {repeat.file for repeat in decided}:
        rows = {repeat.row: before[repeat.pk] for repeat in decided if repeat.file == file}
        audit.record(
            by=by,
            at=at,
            did=f"repeats.{state}",
            subject=file,
            organisation=organisation,
            reason=because,
            before={str(row): was for row, was in sorted(rows.items())},
            after={"rows": sorted(rows), "state": str(state)},
        )
    return decided


def look_again(*, without: PaymentFile, by: User | str) -> Job | None:
    """Ask for the repeats of a file that was taken back to be looked for again, if it had any."""
    if not Repeat.objects.filter(first_file=without).exclude(file=without).exists():
        return None
    return jobs.ask(
        kind=FIND_REPEATS,
        title=f"Look for repeats without {without.name}"[:200],
        payload={"without": str(without.pk)},
        organisation=without.organisation,
        by=by,
    )


def find_repeats(*, job: Job, report: Report) -> Outcome:
    """Find what the lines repeat that repeated one of a file that was taken back.

    What was decided about them was decided against that file, and is to be decided anew.
    """
    without = PaymentFile.objects.get(pk=job.payload["without"])
    repeating = PaymentFile.objects.imported().filter(repeats__first_file=without).distinct()
    report(0, None, "Comparing payments")
    found = queries.repeating(list(repeating.select_related("organisation")))

    def save() -> None:
        Repeat.objects.filter(first_file=without).exclude(file=without).delete()
        for file, repeats in found:
            note_repeats(file, repeats)

    return Outcome(save=save)
