"""Whose payments an organisation analyses."""

import datetime as dt

from django.db import transaction

from socialvalue.accounts.models import Organisation, User
from socialvalue.audit import actions as audit
from socialvalue.spend.models import Anchor

OWN = "own"


class AnchorTaken(ValueError):
    """The organisation has an anchor with this code already."""


@transaction.atomic
def own_anchor(*, organisation: Organisation, by: User | str, at: dt.datetime) -> Anchor:
    """Return the organisation itself as an anchor; it is recorded when first asked for."""
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    anchor = organisation.anchors.own().first()
    if anchor is None:
        anchor = add_anchor(
            organisation=organisation,
            code=OWN,
            name=organisation.name,
            kind=organisation.kind,
            is_own=True,
            by=by,
            at=at,
        )
    return anchor


@transaction.atomic
def add_anchor(
    *,
    organisation: Organisation,
    code: str,
    name: str,
    kind: str,
    by: User | str,
    at: dt.datetime,
    is_own: bool = False,
) -> Anchor:
    """Record a body whose payments the organisation will load. Raises AnchorTaken."""
    if organisation.anchors.filter(code=code).exists():
        raise AnchorTaken(f"There is an anchor with the code {code} already. Choose another code.")
    anchor = Anchor.objects.create(
        organisation=organisation,
        code=code,
        name=name,
        kind=kind,
        is_own=is_own,
        recorded_at=at,
        recorded_by=str(by),
    )
    audit.record(
        by=by,
        at=at,
        did="anchor.added",
        subject=anchor,
        organisation=organisation,
        after={"code": code, "name": name},
    )
    return anchor


@transaction.atomic
def add_another_anchor(
    *,
    organisation: Organisation,
    code: str,
    name: str,
    kind: str,
    by: User | str,
    at: dt.datetime,
) -> Anchor:
    """Record a body other than the organisation itself, which is recorded first if it is not yet.

    Raises AnchorTaken.
    """
    own_anchor(organisation=organisation, by=by, at=at)
    return add_anchor(organisation=organisation, code=code, name=name, kind=kind, by=by, at=at)
