"""Putting the schemes that come with the product into the database."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from socialvalue.audit import actions as audit
from socialvalue.awards.models import SchemeVersion
from socialvalue.calculations.awards.scheme import Document, fingerprint


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedScheme:
    """What came of loading one document: its code and number, and whether that is new."""

    code: str
    number: int
    is_new: bool


@transaction.atomic
def load_scheme(*, document: Document, by: str, at: dt.datetime) -> LoadedScheme:
    """Store a scheme as a published version, unless its latest version says the same.

    A version that is there already is never changed.
    """
    versions = SchemeVersion.objects.shipped().select_for_update()
    latest = versions.filter(code=document["code"]).order_by("-number").first()
    printed = fingerprint(document)
    if latest is not None and latest.fingerprint == printed:
        return LoadedScheme(code=latest.code, number=latest.number, is_new=False)
    version = SchemeVersion.objects.create(
        code=document["code"],
        number=latest.number + 1 if latest else 1,
        title=document["title"],
        kind=document["kind"],
        document=document,
        fingerprint=printed,
        made_at=at,
        made_by=by,
        published_at=at,
        published_by=by,
    )
    audit.record(
        by=by,
        at=at,
        did="scheme.loaded",
        subject=version,
        after={"code": version.code, "number": version.number, "fingerprint": printed},
    )
    return LoadedScheme(code=version.code, number=version.number, is_new=True)
