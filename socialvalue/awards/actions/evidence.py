"""The evidence that an organisation keeps: files, and facts that the product holds."""

import datetime as dt
import hashlib
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction

from socialvalue.accounts.models import Organisation, User
from socialvalue.audit import actions as audit
from socialvalue.awards.models import Evidence
from socialvalue.awards.queries.held import HeldFact
from socialvalue.calculations.evidence import (
    EvidenceRefused,
    agreeing_name,
    in_megabytes,
    kind_of,
)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as somebody sent it: what it shows, and of which day, may be left unsaid."""

    name: str
    content: bytes
    words: str = ""
    as_of: dt.date | None = None


class StillNamed(ValueError):
    """The evidence is named in an application, so it stays."""


def add_evidence(
    *, organisation: Organisation, upload: Upload, by: User, at: dt.datetime
) -> Evidence:
    """Keep a file and return it; the same file again is the one that is kept already.

    Raises EvidenceRefused, in words, for what is not taken, and where the organisation's files
    would be too many together. Then nothing is kept.
    """
    content = upload.content
    kind = kind_of(content, name=upload.name, most_bytes=settings.EVIDENCE_LIMIT)
    sha256 = hashlib.sha256(content).hexdigest()
    evidence = Evidence(
        organisation=organisation,
        name=agreeing_name(safe_name(upload.name), kind),
        words=upload.words,
        as_of=upload.as_of,
        media_type=kind.media_type,
        size=len(content),
        sha256=sha256,
        added_at=at,
        added_by=str(by),
    )
    # The name on the disk is ours: nothing that a person typed becomes a path.
    evidence.content.save(f"{uuid.uuid4().hex}.data", ContentFile(content), save=False)
    try:
        kept = _keep(evidence, by)
    except BaseException:
        evidence.content.delete(save=False)
        raise
    if kept is not evidence:
        evidence.content.delete(save=False)
    return kept


@transaction.atomic
def _keep(evidence: Evidence, by: User) -> Evidence:
    # Locked, so that two uploads at once are not both the last that fits, nor both the first.
    organisation = Organisation.objects.select_for_update().get(pk=evidence.organisation_id)
    kept = organisation.award_evidence.kept()
    if standing := kept.filter(sha256=evidence.sha256).first():
        return standing
    together = kept.bytes_kept() + evidence.size
    if together > settings.EVIDENCE_TOTAL:
        raise EvidenceRefused(
            f"With this file your organisation would keep {in_megabytes(together)}, and the most "
            f"is {in_megabytes(settings.EVIDENCE_TOTAL)}. Remove evidence that you no longer need, "
            "then choose the file again"
        )
    evidence.save(force_insert=True)
    after = {"sha256": evidence.sha256, "size": str(evidence.size)}
    _record(evidence, did="evidence.added", by=by, at=evidence.added_at, after=after)
    return evidence


@transaction.atomic
def keep_facts(
    *, organisation: Organisation, facts: Sequence[HeldFact], by: User, at: dt.datetime
) -> list[Evidence]:
    """Keep several facts, all or none, and return them."""
    return [keep_fact(organisation=organisation, fact=fact, by=by, at=at) for fact in facts]


@transaction.atomic
def keep_fact(*, organisation: Organisation, fact: HeldFact, by: User, at: dt.datetime) -> Evidence:
    """Keep a fact that the product holds as evidence, as it is today; the same again is kept once.

    It is a copy with its source and day: what changes afterwards does not change it.
    """
    standing = organisation.award_evidence.kept().filter(held_as=fact.kind)
    for each in standing:
        if each.held == fact.as_stored():
            return each
    evidence = Evidence.objects.create(
        organisation=organisation,
        name=fact.title[:255],
        words=fact.words,
        as_of=fact.as_of,
        held_as=fact.kind,
        held=fact.as_stored(),
        added_at=at,
        added_by=str(by),
    )
    _record(evidence, did="evidence.held_added", by=by, at=at, after={"kind": fact.kind})
    return evidence


@transaction.atomic
def remove_evidence(*, evidence: Evidence, by: User, at: dt.datetime) -> Evidence:
    """Remove evidence that no application names; its file is deleted. Safe to run twice.

    Raises StillNamed.
    """
    evidence = Evidence.objects.select_for_update(of=("self",)).get(pk=evidence.pk)
    if evidence.uses.exists():
        raise StillNamed("An application names this evidence. Take it off there first.")
    if evidence.removed_at is None:
        evidence.removed_at, evidence.removed_by = at, str(by)
        evidence.save(update_fields=["removed_at", "removed_by"])
        _record(evidence, did="evidence.removed", by=by, at=at)
        if evidence.is_file:
            storage, path = evidence.content.storage, evidence.content.name
            transaction.on_commit(lambda: storage.delete(path))
    return evidence


def safe_name(name: str) -> str:
    """Return a file's own name without folders or control characters, at most 255 characters."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return "".join(letter for letter in last if letter.isprintable()).strip()[-255:] or "evidence"


def _record(evidence: Evidence, *, did: str, by: User, at: dt.datetime, **details: dict) -> None:
    audit.record(
        by=by, at=at, did=did, subject=evidence, organisation=evidence.organisation, **details
    )
