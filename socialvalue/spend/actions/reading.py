"""Reading a payments file whole: what the worker does once the columns are confirmed."""

import datetime as dt
from collections.abc import Iterable, Iterator
from itertools import chain, islice

from socialvalue.calculations.spend.findings import FileRefused, Finding
from socialvalue.calculations.spend.gathering import SetAside
from socialvalue.calculations.spend.reading import Reading
from socialvalue.jobs.models import Job
from socialvalue.jobs.registry import CannotBeDone, Outcome, Report
from socialvalue.spend import queries, store
from socialvalue.spend.actions.uploading import locked, record
from socialvalue.spend.models import FileState, PaymentFile, Row

BY = "the worker"
# Of each kind of row; a file with more needs mending as a whole, and its counts say so.
ROWS_KEPT = 10_000
LONGEST_CELL = 1_000
CALLED_OFF = "This file is no longer waiting to be read: it was read, confirmed anew or taken back."


def read_file(*, job: Job, report: Report) -> Outcome:
    """Read a payments file whole, with the columns that a person confirmed.

    Raises CannotBeDone, in words for that person: the file can then be confirmed again.
    """
    file = _waiting(PaymentFile.objects.select_related("job").get(pk=job.payload["file"]), job)
    report(0, None, "Reading the rows")
    try:
        reading = queries.reading_of(file)
    except FileRefused as refusal:
        raise CannotBeDone(str(refusal)) from None
    # In the store before the job is done: a partition is named by its content, so that doing this
    # twice leaves the same file.
    store.write(reading.lines, to=queries.lines_path(file))
    report(reading.rows_in, reading.rows_in, "Noting what was read and what was not")
    return Outcome(
        save=lambda: _save(_waiting(locked(file), job), reading),
        result={"rows_read": str(len(reading.lines))},
        page="spend:file",
        page_args=[str(file.pk)],
    )


def _waiting(file: PaymentFile, job: Job) -> PaymentFile:
    """Return the file if it is this job that it waits for."""
    if file.state != FileState.READING or file.job_id != job.pk:
        raise CannotBeDone(CALLED_OFF)
    return file


def _save(file: PaymentFile, reading: Reading) -> None:
    """Note what was read of a file and what was not. The lines are in the store already."""
    lines = reading.lines
    file.how = _how(reading)
    file.rows_in = reading.rows_in
    file.rows_read = len(lines)
    file.rows_set_aside = len(reading.set_aside)
    file.rows_refused = len(reading.refused_rows)
    file.total_pence = sum(lines.pence)
    file.first_day = dt.date.fromordinal(min(lines.days)) if len(lines) else None
    file.last_day = dt.date.fromordinal(max(lines.days)) if len(lines) else None
    file.state = FileState.IMPORTED
    file.rows.all().delete()
    kept = Row.objects.bulk_create(_rows_of(file, reading), batch_size=1000)
    file.rows_not_listed = len(reading.findings) + len(reading.set_aside) - len(kept)
    file.save()
    after = {
        "rows_read": file.rows_read,
        "rows_refused": file.rows_refused,
        "pence": str(file.total_pence),
    }
    record(file, did="payments.read", by=BY, after=after)


def _how(reading: Reading) -> dict[str, object]:
    return {
        "kind": reading.kind,
        "encoding": reading.encoding,
        "delimiter": reading.delimiter,
        "dates": sorted(reading.date_forms),
        "money": sorted(reading.money_style),
        "set_aside": {
            str(reason): rows for reason, rows in reading.set_aside_by_reason().most_common()
        },
    }


def _rows_of(file: PaymentFile, reading: Reading) -> list[Row]:
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
