"""Reading a payments file whole: what the worker does once the columns are confirmed."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import TYPE_CHECKING

from django.utils import timezone

from socialvalue.calculations.spend.findings import FileRefused, Finding
from socialvalue.calculations.spend.gathering import SetAside
from socialvalue.calculations.spend.money import MOST_IN_A_FILE
from socialvalue.calculations.spend.sums import TooMuchMoney
from socialvalue.jobs.models import Job
from socialvalue.jobs.registry import CannotBeDone, Outcome, Report
from socialvalue.spend import queries
from socialvalue.spend.actions.repeats import note_repeats
from socialvalue.spend.actions.uploading import locked, record
from socialvalue.spend.models import Anchor, FileState, PaymentFile, Row, reader_of_today
from socialvalue.suppliers import actions as suppliers

if TYPE_CHECKING:  # it loads Arrow
    from socialvalue.calculations.spend.fast.summaries import Summary

BY = "the worker"
# Of each kind of row; a file with more needs mending as a whole, and its counts say so.
ROWS_KEPT = 10_000
LONGEST_CELL = 1_000
TOO_MUCH = (
    "The payments in this file come to more than ten trillion pounds. Check which column has the "
    "amounts, and that they are in pounds."
)
CALLED_OFF = "This file is no longer waiting to be read: it was read, confirmed anew or taken back."


def read_file(*, job: Job, report: Report) -> Outcome:
    """Read a payments file whole, with the columns that a person confirmed.

    Raises CannotBeDone, in words for that person: the file can then be confirmed again.
    """
    file = _waiting(PaymentFile.objects.select_related("job").get(pk=job.payload["file"]), job)
    file.reader = reader_of_today()
    report(0, None, "Reading the rows")
    try:
        # In the store before the job is done: a partition is named by its content, so that doing
        # this twice leaves the same file.
        reading = queries.read_whole(file)
    except (FileRefused, TooMuchMoney) as refusal:
        raise CannotBeDone(str(refusal)) from None
    report(reading.rows_in, reading.rows_in, "Looking for payments that are there already")
    earlier = queries.read_before(file)
    repeats = queries.repeats_of(file, earlier=earlier)
    names, types = queries.names_in(file), queries.types_in(file)
    if sum(abs(pence) for _, pence in names.values()) > MOST_IN_A_FILE:
        raise CannotBeDone(TOO_MUCH)
    report(reading.rows_in, reading.rows_in, "Noting what was read and what was not")
    return Outcome(
        save=lambda: _save(_waiting(locked(file), job), reading, names, types, earlier, repeats),
        result={"rows_read": str(reading.placed.lines)},
        page="spend:file",
        page_args=[str(file.pk)],
    )


def _waiting(file: PaymentFile, job: Job) -> PaymentFile:
    """Return the file if it is this job that it waits for."""
    if file.state != FileState.READING or file.job_id != job.pk:
        raise CannotBeDone(CALLED_OFF)
    return file


def _save(
    file: PaymentFile,
    reading: "Summary",
    names: Mapping[str, tuple[int, int]],
    types: queries.Types,
    earlier: Sequence[PaymentFile],
    repeats: Sequence[queries.FoundRepeat],
) -> None:
    """Note what was read of a file and what was not. The lines are in the store already."""
    placed = reading.placed
    # One file of an anchor at a time: two that are read at once must not overlook each other.
    Anchor.objects.select_for_update().get(pk=file.anchor_id)
    if queries.read_before(file) != earlier:
        repeats = queries.repeats_of(file, earlier=queries.read_before(file))
    file.how = _how(reading)
    file.reader = reader_of_today()
    file.rows_in = reading.rows_in
    file.rows_read = placed.lines
    file.rows_set_aside = reading.rows_set_aside
    file.rows_refused = reading.rows_refused
    file.total_pence = placed.pence
    file.first_day = dt.date.fromordinal(min(placed.days)) if placed.days else None
    file.last_day = dt.date.fromordinal(max(placed.days)) if placed.days else None
    file.months = _months(placed.days)
    file.state = FileState.IMPORTED
    file.rows.all().delete()
    kept = Row.objects.bulk_create(_rows_of(file, reading), batch_size=1000)
    file.rows_not_listed = reading.problems.total() + reading.rows_set_aside - len(kept)
    file.how["repeats"] = len(repeats)
    file.save()
    note_repeats(file, repeats)
    suppliers.note_names(
        organisation=file.organisation,
        source=str(file.pk),
        names=names,
        types=types,
        called=file.name,
        by=BY,
        at=timezone.now(),
    )
    after = {
        "rows_read": file.rows_read,
        "rows_refused": file.rows_refused,
        "pence": str(file.total_pence),
    }
    record(file, did="payments.read", by=BY, after=after)


def _months(days: Iterable[int]) -> list[str]:
    """Return the months of payment days (ordinals), as 2024-04, in their order."""
    return sorted({f"{dt.date.fromordinal(day):%Y-%m}" for day in set(days)})


def _how(reading: "Summary") -> dict[str, object]:
    return {
        "kind": reading.kind,
        "encoding": reading.encoding,
        "delimiter": reading.delimiter,
        "date_order": str(reading.date_order),
        "dates": sorted(reading.date_forms),
        "money": sorted(reading.money_style),
        "set_aside": {str(reason): rows for reason, rows in reading.asides.most_common()},
    }


def _rows_of(file: PaymentFile, reading: "Summary") -> list[Row]:
    """Return the rows to list: of the refused, the remarked on and the set aside the first ones."""
    refused = (finding for finding in reading.findings if finding.refused)
    remarks = (finding for finding in reading.findings if not finding.refused)
    return [
        *chain(_found(file, refused, Row.Kind.REFUSED), _found(file, remarks, Row.Kind.REMARK)),
        *_aside(file, reading.set_aside),
    ]


def _found(file: PaymentFile, findings: Iterable[Finding], kind: Row.Kind) -> Iterator[Row]:
    for finding in islice(findings, ROWS_KEPT):
        yield Row(
            file=file,
            kind=kind,
            sheet=finding.sheet[:255],
            number=finding.row,
            heading=finding.heading[:255],
            cell=finding.cell[:LONGEST_CELL],
            texts={name: text[:LONGEST_CELL] for name, text in finding.texts.items()},
            problem=finding.problem,
            remedy=finding.remedy,
        )


def _aside(file: PaymentFile, rows: Iterable[SetAside]) -> Iterator[Row]:
    for row in islice(rows, ROWS_KEPT):
        yield Row(
            file=file,
            kind=Row.Kind.SET_ASIDE,
            sheet=row.sheet[:255],
            number=row.row,
            cell=row.text,
            problem=str(row.reason),
        )
