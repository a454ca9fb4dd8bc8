"""Zips of payment files: kept, unpacked by the worker whole or not at all, taken back."""

import datetime as dt
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.files import File
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction

from socialvalue.accounts.models import Organisation, User
from socialvalue.audit import actions as audit
from socialvalue.calculations.spend.archives import PackedFile, files_in, names_in
from socialvalue.calculations.spend.findings import FileRefused
from socialvalue.jobs import actions as jobs
from socialvalue.jobs.models import Job
from socialvalue.jobs.registry import CannotBeDone, Outcome, Report
from socialvalue.spend import queries
from socialvalue.spend.actions.anchors import own_anchor
from socialvalue.spend.actions.correcting import take_back
from socialvalue.spend.actions.unpacked import keep, sweep
from socialvalue.spend.actions.uploading import (
    CannotTakeBack,
    record,
    refuse_too_much_kept,
    safe_name,
    sha256_of,
)
from socialvalue.spend.models import Anchor, FileState, PaymentFile, PaymentZip

UNPACK = "spend.unpack"
NOTHING_IN_IT = "There is no file in it. Choose the zip that holds the payment files."


class ZipLoadedAlready(ValueError):
    """The same zip, byte for byte, stands already."""

    def __init__(self, standing: PaymentZip) -> None:
        super().__init__(
            f"This is the same file as {standing.name}, uploaded on "
            f"{standing.uploaded_at:%-d %B %Y}. Take that one back first, or choose another."
        )


def upload_zip(
    *,
    organisation: Organisation,
    name: str,
    content: File,
    by: User,
    at: dt.datetime,
    anchor: Anchor | None = None,
) -> PaymentZip:
    """Keep a zip of payment files, and ask for it to be unpacked.

    `anchor` is who paid; without one, the organisation itself.

    Raises ZipLoadedAlready; FileRefused, in words, for what can be seen from outside: a zip that is
    damaged, too large or made to do harm. Then nothing is kept.
    """
    sha256 = sha256_of(content)
    if standing := organisation.payment_zips.standing().filter(sha256=sha256).first():
        raise ZipLoadedAlready(standing)
    content.seek(0)
    if not names_in(content, name=safe_name(name), largest=settings.UPLOAD_LIMIT):
        raise FileRefused(NOTHING_IN_IT)
    refuse_too_much_kept(organisation, content.size)
    made = PaymentZip(
        organisation=organisation,
        anchor=anchor or own_anchor(organisation=organisation, by=by, at=at),
        name=safe_name(name),
        sha256=sha256,
        size=content.size,
        uploaded_at=at,
        uploaded_by=by,
    )
    content.seek(0)
    made.content.save(f"{made.pk}.zip", content, save=False)
    try:
        _keep(made)
    except IntegrityError:  # somebody uploaded the same at the same moment
        made.content.delete(save=False)
        standing = organisation.payment_zips.standing().get(sha256=sha256)
        raise ZipLoadedAlready(standing) from None
    return made


@transaction.atomic
def _keep(made: PaymentZip) -> None:
    made.job = jobs.ask(
        kind=UNPACK,
        title=f"Unpack {made.name}"[:200],
        payload={"zip": str(made.pk)},
        organisation=made.organisation,
        by=made.uploaded_by,
    )
    made.save(force_insert=True)
    after = {"sha256": made.sha256, "name": made.name}
    _record(made, "payments.zip_uploaded", by=made.uploaded_by, at=made.uploaded_at, after=after)


@dataclass(frozen=True)
class _Unpacked:
    """A file of a zip: what is seen of it and where it is kept, or why it is left out."""

    name: str
    sha256: str
    size: int
    seen: dict[str, Any] | None
    kept_as: str = ""
    why_not: str = ""


def unpack_zip(*, job: Job, report: Report) -> Outcome:
    """Make a payments file, whose columns are to be confirmed, of each file in a zip.

    A file that is no payments file is left out, and listed with the reason. Raises CannotBeDone if
    the zip itself is not what it should be: then nothing of it is kept.
    """
    found = PaymentZip.objects.select_related("organisation").get(pk=job.payload["zip"])
    if found.state != PaymentZip.State.UNPACKING:
        raise CannotBeDone("This zip waits no longer: it was unpacked, or taken back.")
    sweep(found)
    unpacked: list[_Unpacked] = []
    try:
        unpacked.extend(_unpacked(found, report))
    except FileRefused as refusal:
        _drop(found, unpacked)
        raise CannotBeDone(str(refusal)) from None
    except BaseException:
        _drop(found, unpacked)
        raise
    return Outcome(
        save=lambda: _save(found, unpacked),
        result={"files": str(sum(one.seen is not None for one in unpacked))},
        page="spend:zip",
        page_args=[str(found.pk)],
    )


def _unpacked(found: PaymentZip, report: Report) -> Iterator[_Unpacked]:
    with found.content.open("rb") as file:
        content = file.read()
    packed = files_in(content, name=found.name, largest=settings.UPLOAD_LIMIT)
    unpacked = 0
    for number, one in enumerate(packed):
        report(number, None, f"Looking at {one.name.removeprefix(found.name + '/')}")
        unpacked += len(one.content)
        refuse_too_much_kept(found.organisation, unpacked)
        yield _looked_at(found, one)


def _looked_at(found: PaymentZip, packed: PackedFile) -> _Unpacked:
    name = packed.name.removeprefix(f"{found.name}/")
    sha256 = hashlib.sha256(packed.content).hexdigest()
    content = ContentFile(packed.content)
    try:
        seen = queries.look(content, name=name)
    except FileRefused as refusal:
        return _Unpacked(name, sha256, content.size, None, why_not=str(refusal))
    content.seek(0)
    return _Unpacked(name, sha256, content.size, seen, keep(found, content))


def _drop(found: PaymentZip, unpacked: Sequence[_Unpacked]) -> None:
    for one in unpacked:
        if one.kept_as:
            found.content.storage.delete(one.kept_as)


def _save(found: PaymentZip, unpacked: Sequence[_Unpacked]) -> None:
    """Make the files, but for those that stand already, byte for byte."""
    organisation = Organisation.objects.select_for_update().get(pk=found.organisation_id)
    found = PaymentZip.objects.select_for_update(of=("self",)).get(pk=found.pk)
    if found.state != PaymentZip.State.UNPACKING:
        raise CannotBeDone("This zip waits no longer: it was unpacked, or taken back.")
    standing = dict(organisation.payment_files.standing().values_list("sha256", "name"))
    left_out = []
    for one in unpacked:
        why_not = one.why_not or _same_as(standing.get(one.sha256)) or _made_file(found, one)
        if why_not:
            left_out.append({"name": one.name[:500], "why": why_not})
            _drop(found, [one])
        else:
            standing[one.sha256] = one.name
    found.left_out, found.state = left_out, PaymentZip.State.UNPACKED
    found.save(update_fields=["left_out", "state"])
    after = {"files": len(unpacked) - len(left_out), "left_out": len(left_out)}
    _record(found, "payments.zip_unpacked", by="the worker", after=after)


def _same_as(name: str | None) -> str:
    return f"The same file as {name}, byte for byte" if name is not None else ""


def _made_file(found: PaymentZip, one: _Unpacked) -> str:
    """Make a payments file; return why not, if somebody uploads the same in this moment."""
    file = PaymentFile(
        organisation_id=found.organisation_id,
        anchor_id=found.anchor_id,
        in_zip=found,
        name=_printable(one.name),
        sha256=one.sha256,
        size=one.size,
        seen=one.seen,
        uploaded_at=found.uploaded_at,
        uploaded_by_id=found.uploaded_by_id,
    )
    file.content.name = one.kept_as
    try:
        with transaction.atomic():
            file.save(force_insert=True)
    except IntegrityError:
        standing = PaymentFile.objects.standing().filter(organisation=found.organisation_id)
        return _same_as(standing.get(sha256=one.sha256).name)
    after = {"sha256": file.sha256, "name": file.name, "zip": str(found.pk)}
    record(file, did="payments.unpacked", by="the worker", after=after)
    return ""


def _printable(name: str) -> str:
    """Return a name within a zip, with its folders, as it may be shown; at most 255 characters."""
    return "".join(letter for letter in name if letter.isprintable())[-255:] or "payments"


@transaction.atomic
def take_zip_back(*, found: PaymentZip, reason: str, by: User, at: dt.datetime) -> PaymentZip:
    """Undo a zip: each file of it that counts or waits is taken back, all of them or none.

    Raises CannotTakeBack.
    """
    zips = PaymentZip.objects.select_for_update(of=("self",)).select_related("organisation", "job")
    held = zips.get(pk=found.pk)
    if held.state == PaymentZip.State.UNDONE:
        raise CannotTakeBack(f"{held.name} is taken back already.")
    if held.is_unpacking:
        raise CannotTakeBack(f"{held.name} is being unpacked. Cancel its job first, or wait.")
    for file in held.files.exclude(state=FileState.UNDONE).order_by("name", "pk"):
        take_back(file=file, reason=reason, by=by, at=at)
    held.state, held.undone_at, held.undone_by = PaymentZip.State.UNDONE, at, by
    held.undone_reason = reason
    held.save(update_fields=["state", "undone_at", "undone_by", "undone_reason"])
    _record(held, "payments.zip_taken_back", by=by, at=at, reason=reason)
    return held


def _record(found: PaymentZip, did: str, **details: Any) -> None:
    audit.record(did=did, subject=found, organisation=found.organisation, **details)
