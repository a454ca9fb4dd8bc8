"""What people do with payment files: upload them, say what their columns are, take them back."""

import datetime as dt
import hashlib
from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

from django.conf import settings
from django.core.files import File
from django.db import IntegrityError, transaction

from socialvalue.accounts.models import Organisation, User
from socialvalue.audit import actions as audit
from socialvalue.calculations.spend.findings import FileRefused
from socialvalue.jobs import actions as jobs
from socialvalue.spend import queries
from socialvalue.spend.actions.anchors import own_anchor
from socialvalue.spend.actions.repeats import look_again
from socialvalue.spend.models import Anchor, FileState, PaymentFile, Stage
from socialvalue.suppliers import actions as suppliers

READ = "spend.read"


class LoadedAlready(ValueError):
    """The same file, byte for byte, stands already."""

    def __init__(self, standing: PaymentFile) -> None:
        self.standing = standing
        super().__init__(
            f"This is the same file as {standing.name}, uploaded on "
            f"{standing.uploaded_at:%-d %B %Y}. Take that one back first, or choose another."
        )


class NotToConfirm(ValueError):
    """The file is being read, was read, or was taken back."""


class CannotTakeBack(ValueError):
    """The file is being read at this moment, or was taken back already."""


def refuse_too_much_kept(organisation: Organisation, more: int) -> None:
    """Refuse more bytes than an organisation may keep; what was taken back is kept too.

    Raises FileRefused.
    """
    kept = organisation.payment_files.bytes_kept() + organisation.payment_zips.bytes_kept()
    if kept + more > settings.PAYMENTS_TOTAL:
        raise FileRefused(
            f"With this your organisation would keep {(kept + more) // 1024**2:,} MB of payment "
            f"files, and the most is {settings.PAYMENTS_TOTAL // 1024**2:,} MB. Ask whoever runs "
            "this service for more room."
        )


def safe_name(name: str) -> str:
    """Return a file's own name without folders or control characters, at most 255 characters."""
    last = PurePath(name.replace("\\", "/")).name
    return "".join(letter for letter in last if letter.isprintable())[-255:] or "payments"


def upload_file(
    *,
    organisation: Organisation,
    name: str,
    content: File,
    by: User,
    at: dt.datetime,
    anchor: Anchor | None = None,
) -> PaymentFile:
    """Keep an uploaded file, unread, with what its first rows show.

    `anchor` is who paid; without one, the organisation itself.

    Everything slow is done before the transaction, piece by piece: a large file is never in memory.

    Raises LoadedAlready; FileRefused, in words, for what is no payments file at all. Then nothing
    is kept.
    """
    sha256 = sha256_of(content)
    if standing := organisation.payment_files.standing().filter(sha256=sha256).first():
        raise LoadedAlready(standing)
    refuse_too_much_kept(organisation, content.size)
    file = PaymentFile(
        organisation=organisation,
        anchor=anchor or own_anchor(organisation=organisation, by=by, at=at),
        name=safe_name(name),
        sha256=sha256,
        size=content.size,
        seen=queries.look(content, name=name),
        uploaded_at=at,
        uploaded_by=by,
    )
    content.seek(0)
    # The name on the disk is ours: nothing that a person typed becomes a path.
    file.content.save(f"{file.pk}.data", content, save=False)
    try:
        _keep(file)
    except IntegrityError:  # somebody uploaded the same at the same moment
        file.content.delete(save=False)
        raise LoadedAlready(organisation.payment_files.standing().get(sha256=sha256)) from None
    return file


def sha256_of(content: File) -> str:
    """Return the SHA-256 of a file in hexadecimal."""
    digest = hashlib.sha256()
    for piece in content.chunks():
        digest.update(piece)
    return digest.hexdigest()


@transaction.atomic
def _keep(file: PaymentFile) -> None:
    file.save(force_insert=True)
    after = {"sha256": file.sha256, "name": file.name}
    record(file, did="payments.uploaded", by=file.uploaded_by, at=file.uploaded_at, after=after)


@transaction.atomic
def confirm_columns(
    *,
    file: PaymentFile,
    columns: Mapping[str, str],
    amounts: str,
    by: User,
    at: dt.datetime,
    type_heading: str = "",
    with_alike: bool = False,
) -> PaymentFile:
    """Note which column is which, and ask for the file to be read whole; return it.

    `type_heading` is that of the column which says what each supplier is, empty if there is none.
    `with_alike`: and the organisation's other waiting files with the same headings too.

    Raises NotToConfirm.
    """
    others = list(queries.alike(file)) if with_alike else []
    for one in [*others, file]:
        confirmed = _confirm(
            one, columns=columns, amounts=amounts, type_heading=type_heading, by=by, at=at
        )
    return confirmed


def _confirm(
    file: PaymentFile,
    *,
    columns: Mapping[str, str],
    amounts: str,
    type_heading: str,
    by: User,
    at: dt.datetime,
) -> PaymentFile:
    file = locked(file)
    if not file.can_be_confirmed:
        raise NotToConfirm(f"{file.name}: {file.stage.label.lower()}")
    file.columns, file.amounts, file.state = dict(columns), amounts, FileState.READING
    file.type_heading = type_heading
    how = repr((file.pk, sorted(columns.items()), amounts, type_heading))
    file.job = jobs.ask(
        kind=READ,
        title=f"Read {file.name}"[:200],
        payload={"file": str(file.pk)},
        key=hashlib.sha256(how.encode()).hexdigest(),
        organisation=file.organisation,
        by=by,
    )
    file.save(update_fields=["columns", "amounts", "type_heading", "state", "job"])
    record(file, did="payments.columns_confirmed", by=by, at=at, after={"columns": file.columns})
    return file


@transaction.atomic
def take_back(*, file: PaymentFile, reason: str, by: User, at: dt.datetime) -> PaymentFile:
    """Undo an upload or an import: the file counts in no further analysis. Raises CannotTakeBack.

    What was analysed with it stays as it was, and says so: an analysis is immutable.
    """
    file = locked(file)
    if file.stage == Stage.READING:
        raise CannotTakeBack(f"{file.name} is being read. Cancel its job first, or wait for it.")
    if file.stage == Stage.UNDONE:
        raise CannotTakeBack(f"{file.name} is taken back already.")
    was = file.state
    file.state, file.undone_at, file.undone_by = FileState.UNDONE, at, by
    file.undone_reason = reason
    file.save(update_fields=["state", "undone_at", "undone_by", "undone_reason"])
    record(file, did="payments.taken_back", by=by, at=at, reason=reason, before={"state": was})
    if was == FileState.IMPORTED:
        look_again(without=file, by=by)
        suppliers.forget_names(
            organisation=file.organisation, source=str(file.pk), by=str(by), at=at
        )
    return file


def locked(file: PaymentFile) -> PaymentFile:
    """Return the file as it stands, locked, within a transaction."""
    files = PaymentFile.objects.select_for_update(of=("self",))
    return files.select_related("organisation", "job").get(pk=file.pk)


def record(file: PaymentFile, *, did: str, by: User | str, **details: Any) -> None:
    """Add an event to the record of a file."""
    audit.record(by=by, did=did, subject=file, organisation=file.organisation, **details)
