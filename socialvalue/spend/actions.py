"""Everything that changes payment files and analyses."""

import datetime as dt
import hashlib
from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction

from socialvalue.accounts.models import Organisation, User
from socialvalue.audit import actions as audit
from socialvalue.calculations.spend.reading import Reading
from socialvalue.jobs import actions as jobs
from socialvalue.spend.models import Analysis, FileState, PaymentFile, Row

READ, ANALYSE = "spend.read", "spend.analyse"


class LoadedAlready(ValueError):
    """The same file, byte for byte, stands already."""

    def __init__(self, standing: PaymentFile) -> None:
        self.standing = standing
        super().__init__(
            f"This is the same file as {standing.name}, uploaded on "
            f"{standing.uploaded_at:%-d %B %Y}. Take that one back first, or choose another."
        )


class CannotTakeBack(ValueError):
    """The file is being read at this moment, or was taken back already."""


def safe_name(name: str) -> str:
    """Return a file's own name without folders or control characters, at most 255 characters."""
    last = PurePath(name.replace("\\", "/")).name
    return "".join(letter for letter in last if letter.isprintable())[-255:] or "payments"


@transaction.atomic
def upload_file(
    *, organisation: Organisation, name: str, content: bytes, by: User, at: dt.datetime
) -> PaymentFile:
    """Keep an uploaded file, unread. Raises LoadedAlready."""
    sha256 = hashlib.sha256(content).hexdigest()
    if standing := organisation.payment_files.standing().filter(sha256=sha256).first():
        raise LoadedAlready(standing)
    file = PaymentFile(
        organisation=organisation,
        name=safe_name(name),
        sha256=sha256,
        size=len(content),
        uploaded_at=at,
        uploaded_by=by,
    )
    # The name on the disk is ours: nothing that a person typed becomes a path.
    file.content.save(f"{file.pk}.data", ContentFile(content), save=False)
    try:
        with transaction.atomic():
            file.save(force_insert=True)
    except IntegrityError:
        file.content.delete(save=False)
        raise LoadedAlready(organisation.payment_files.standing().get(sha256=sha256)) from None
    _record(file, did="payments.uploaded", by=by, at=at, after={"sha256": sha256, "name": name})
    return file


@transaction.atomic
def confirm_columns(
    *, file: PaymentFile, columns: Mapping[str, str], amounts: str, by: User, at: dt.datetime
) -> PaymentFile:
    """Note which column is which, and ask for the file to be read whole."""
    file = PaymentFile.objects.select_for_update(of=("self",)).get(pk=file.pk)
    file.columns, file.amounts, file.state = dict(columns), amounts, FileState.READING
    file.job = jobs.ask(
        kind=READ,
        title=f"Read {file.name}",
        payload={"file": str(file.pk)},
        key=hashlib.sha256(repr((file.pk, sorted(columns.items()), amounts)).encode()).hexdigest(),
        organisation=file.organisation,
        by=by,
    )
    file.save(update_fields=["columns", "amounts", "state", "job"])
    _record(file, did="payments.columns_confirmed", by=by, at=at, after={"columns": file.columns})
    return file


def save_reading(*, file: PaymentFile, reading: Reading) -> None:
    """Note what was read of a file and what was not. The lines are in the store already."""
    lines = reading.lines
    refused = {(finding.sheet, finding.row) for finding in reading.findings if finding.refused}
    file.how = {
        "kind": reading.kind,
        "encoding": reading.encoding,
        "delimiter": reading.delimiter,
        "dates": sorted(reading.date_forms),
        "money": sorted(reading.money_style),
    }
    file.rows_in = reading.rows_in
    file.rows_read = len(lines)
    file.rows_set_aside = len(reading.set_aside)
    file.rows_refused = len(set(reading.refused_rows))
    file.total_pence = sum(lines.pence)
    file.first_day = dt.date.fromordinal(min(lines.days)) if len(lines) else None
    file.last_day = dt.date.fromordinal(max(lines.days)) if len(lines) else None
    file.state = FileState.IMPORTED
    file.save()
    file.rows.all().delete()
    Row.objects.bulk_create(_rows_of(file, reading), batch_size=1000)
    after = {"rows_read": len(lines), "rows_refused": len(refused), "pence": str(file.total_pence)}
    _record(file, did="payments.read", by="the worker", after=after)


def _rows_of(file: PaymentFile, reading: Reading) -> list[Row]:
    found = [
        Row(
            file=file,
            kind=Row.Kind.REFUSED if finding.refused else Row.Kind.REMARK,
            sheet=finding.sheet,
            number=finding.row,
            heading=finding.heading[:255],
            cell=finding.cell,
            problem=finding.problem,
            remedy=finding.remedy,
        )
        for finding in reading.findings
    ]
    aside = [
        Row(
            file=file,
            kind=Row.Kind.SET_ASIDE,
            sheet=row.sheet,
            number=row.row,
            cell=row.text,
            problem=str(row.reason),
        )
        for row in reading.set_aside
    ]
    return found + aside


@transaction.atomic
def refuse_file(*, file: PaymentFile, why: str) -> None:
    """Note that a file cannot be read at all, in words for the person who uploaded it."""
    file.state, file.refusal = FileState.REFUSED, why
    file.save(update_fields=["state", "refusal"])
    _record(file, did="payments.refused", by="the worker", after={"why": why})


@transaction.atomic
def take_back(*, file: PaymentFile, reason: str, by: User, at: dt.datetime) -> PaymentFile:
    """Undo an import: the file counts in no further analysis. Raises CannotTakeBack.

    What was analysed with it stays as it was, and says so: an analysis is immutable.
    """
    file = PaymentFile.objects.select_for_update(of=("self",)).get(pk=file.pk)
    if file.state in {FileState.READING, FileState.UNDONE}:
        raise CannotTakeBack(f"{file.name} is {file.get_state_display().lower()}.")
    was = file.state
    file.state, file.undone_at, file.undone_by = FileState.UNDONE, at, by
    file.undone_reason = reason
    file.save(update_fields=["state", "undone_at", "undone_by", "undone_reason"])
    _record(file, did="payments.taken_back", by=by, at=at, reason=reason, before={"state": was})
    return file


@transaction.atomic
def ask_analysis(
    *,
    organisation: Organisation,
    title: str,
    start: dt.date,
    end: dt.date,
    place_code: str,
    wider_place_code: str,
    by: User | str,
    at: dt.datetime,
) -> Analysis:
    """Ask where the money of a period went; the worker answers. Both days belong to the period."""
    analysis = Analysis.objects.create(
        organisation=organisation,
        title=title,
        start=start,
        end=end,
        place_code=place_code,
        wider_place_code=wider_place_code,
        asked_at=at,
        asked_by=str(by),
    )
    analysis.files.set(organisation.payment_files.with_payments_between(start, end))
    analysis.job = jobs.ask(
        kind=ANALYSE,
        title=f"Analyse {title}",
        payload={"analysis": str(analysis.pk)},
        organisation=organisation,
        by=by,
    )
    analysis.save(update_fields=["job"])
    audit.record(
        by=by,
        at=at,
        did="analysis.asked",
        subject=analysis,
        organisation=organisation,
        after={"title": title, "start": str(start), "end": str(end), "place": place_code},
    )
    return analysis


def save_figures(
    *, analysis: Analysis, figures: dict[str, Any], worked_from: dict[str, Any]
) -> None:
    """Keep the figures of an analysis and what they were worked out from."""
    analysis.figures, analysis.worked_from = figures, worked_from
    analysis.save(update_fields=["figures", "worked_from"])
    audit.record(
        by="the worker",
        did="analysis.worked_out",
        subject=analysis,
        organisation=analysis.organisation,
        after={"total_pence": figures["total"]["pence"]},
    )


def _record(file: PaymentFile, *, did: str, by: User | str, **details: Any) -> None:
    audit.record(by=by, did=did, subject=file, organisation=file.organisation, **details)
