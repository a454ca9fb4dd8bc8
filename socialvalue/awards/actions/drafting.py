"""An organisation's own schemes: made from a copy or from scratch, and changed while drafts."""

import copy
import datetime as dt

from django.db import transaction

from socialvalue.accounts.models import Organisation, User
from socialvalue.audit import actions as audit
from socialvalue.awards.actions.schemes import (
    ChangedMeanwhile,
    SchemeNotPublished,
    locked_draft,
)
from socialvalue.awards.models import SchemeVersion
from socialvalue.calculations.awards.scheme import FORMAT, Document, fingerprint

FIRST_MARKS = (
    ("not_met", "Not met", "Nothing is shown, or what is shown does not answer the question.", "0"),
    ("partly_met", "Partly met", "Some of what is asked is shown, or only for a part.", "1"),
    ("met", "Met", "All that is asked is shown, with dated evidence.", "2"),
)
"""The marks that a scheme from scratch begins with; they can be changed."""


class DraftExists(ValueError):
    """There is a draft of the next version already."""


@transaction.atomic
def make_scheme(
    *,
    organisation: Organisation,
    title: str,
    kind: str,
    copy_of: SchemeVersion | None,
    by: User,
    at: dt.datetime,
) -> SchemeVersion:
    """Start a scheme of the organisation's own as a draft, and return it.

    A copy keeps everything but its title, code and owner, and says where it comes from.
    """
    # Locked so that two people who start one at once are given two codes.
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    own = organisation.own_schemes.values_list("code", flat=True).distinct().order_by("code")
    code = f"own-{len(own) + 1}"
    document = _copied(copy_of.document) if copy_of else _empty()
    document |= {
        "format": FORMAT,
        "code": code,
        "version": "1",
        "title": title,
        "kind": kind,
        "owner": organisation.name,
    }
    draft = _draft(organisation, document, number=1, by=by, at=at)
    after = {"title": title, "copy_of": f"{copy_of.code} {copy_of.number}" if copy_of else ""}
    _record(draft, "scheme.made", by=by, at=at, after=after)
    return draft


@transaction.atomic
def start_next_scheme_version(
    *, version: SchemeVersion, by: User, at: dt.datetime
) -> SchemeVersion:
    """Copy the organisation's latest published version as a draft to go on with, and return it.

    Raises SchemeNotPublished for a draft; DraftExists.
    """
    if not version.is_published:
        raise SchemeNotPublished("This version is a draft: change it as it is.")
    Organisation.objects.select_for_update().get(pk=version.organisation_id)
    versions = version.organisation.own_schemes.filter(code=version.code)
    if versions.filter(published_at=None).exists():
        raise DraftExists("There is a draft of the next version already.")
    latest = versions.order_by("-number")[0]
    document = copy.deepcopy(latest.document)
    document |= {"code": version.code, "version": str(latest.number + 1)}
    draft = _draft(version.organisation, document, number=latest.number + 1, by=by, at=at)
    _record(draft, "scheme.next_version_started", by=by, at=at, after={"number": draft.number})
    return draft


@transaction.atomic
def change_scheme(
    *, version: SchemeVersion, document: Document, revision: int, by: User, at: dt.datetime
) -> SchemeVersion:
    """Keep what a draft says now, whole or not, and return it. `by` becomes one of its drafters.

    Raises SchemeIsPublished; ChangedMeanwhile if the draft is not at this revision any more.
    """
    draft = locked_draft(version)
    if draft.revision != revision:
        raise ChangedMeanwhile("Somebody changed this scheme while you had it open.")
    before = {"fingerprint": fingerprint(draft.document), "revision": draft.revision}
    draft.document = dict(document)
    draft.title, draft.kind = str(document["title"]), str(document["kind"])
    draft.revision += 1
    draft.save(update_fields=["document", "title", "kind", "revision"])
    draft.drafters.add(by)
    after = {"fingerprint": fingerprint(draft.document), "revision": draft.revision}
    audit.record(
        by=by,
        at=at,
        did="scheme.changed",
        subject=draft,
        organisation=draft.organisation,
        before=before,
        after=after,
    )
    return draft


def _copied(document: Document) -> dict[str, object]:
    copied = copy.deepcopy(dict(document))
    origin = f"Copied from “{document['title']}” of {document['owner']}, version "
    origin += f"{document['version']}, and changed by this organisation."
    return copied | {"unconfirmed": [*copied.get("unconfirmed", []), origin]}


def _empty() -> dict[str, object]:
    names = ("code", "title", "definition", "points")
    return {
        "words": "",
        "sources": [],
        "marks": [dict(zip(names, mark, strict=True)) for mark in FIRST_MARKS],
        "themes": [],
        "levels": [],
    }


def _draft(
    organisation: Organisation, document: Document, *, number: int, by: User, at: dt.datetime
) -> SchemeVersion:
    draft = SchemeVersion.objects.create(
        organisation=organisation,
        code=document["code"],
        number=number,
        title=document["title"],
        kind=document["kind"],
        document=document,
        made_at=at,
        made_by=str(by),
    )
    draft.drafters.add(by)
    return draft


def _record(
    draft: SchemeVersion, did: str, *, by: User, at: dt.datetime, after: dict[str, object]
) -> None:
    audit.record(by=by, at=at, did=did, subject=draft, organisation=draft.organisation, after=after)
