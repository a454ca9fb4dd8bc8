"""An organisation's own versions: copied, given emphasis, published, followed by the next."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Model

from socialvalue.accounts.models import Organisation, User
from socialvalue.audit import actions as audit
from socialvalue.calculations import matrix
from socialvalue.framework.models import Area, Framework, FrameworkVersion, Measure, Objective


class VersionIsPublished(ValueError):
    """A published version is frozen: tenders may stand on it. Start the next version instead."""


class VersionIsDraft(ValueError):
    """The next version starts from a published one."""


class NothingToPublish(ValueError):
    """A version without any area for action in use is no matrix."""


class EmphasisWrong(ValueError):
    """The emphasis breaks a numbered rule of calculations.matrix; the message says which."""


@transaction.atomic
def make_own_version(
    *,
    organisation: Organisation,
    based_on: FrameworkVersion,
    title: str,
    by: User,
    at: dt.datetime,
) -> FrameworkVersion:
    """Copy a version into a new framework of the organisation's own, as a draft, and return it."""
    # Locked so that two people who copy at once are given two codes.
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    code = f"own-{organisation.frameworks.count() + 1}"
    framework = Framework.objects.create(organisation=organisation, code=code)
    version = _copy(framework=framework, source=based_on, number=1, title=title, by=by, at=at)
    record_change(version, did="framework.own_version_made", by=by, at=at, after={"title": title})
    return version


@transaction.atomic
def start_next_version(*, version: FrameworkVersion, by: User, at: dt.datetime) -> FrameworkVersion:
    """Copy the organisation's latest published version as a draft to go on with, and return it.

    If a draft exists already, return that. Raises VersionIsDraft.
    """
    Framework.objects.select_for_update().get(pk=version.framework_id)
    versions = version.framework.versions
    draft = versions.filter(published_at=None).first()
    if draft == version:
        raise VersionIsDraft("This version is a draft: change it as it is.")
    if draft is not None:
        return draft
    latest = versions.order_by("-number")[0]
    following = _copy(
        framework=version.framework,
        source=latest,
        number=latest.number + 1,
        title=latest.title,
        by=by,
        at=at,
    )
    record_change(following, did="framework.next_version_started", by=by, at=at)
    return following


@transaction.atomic
def set_emphasis(
    *,
    version: FrameworkVersion,
    emphasis: Mapping[UUID, Decimal | None],
    by: User,
    at: dt.datetime,
) -> None:
    """Say how much each objective of a draft matters, in percent of the social value marks.

    Keyed by objective; None for all takes the emphasis away. Raises VersionIsPublished,
    EmphasisWrong.
    """
    locked_draft(version)
    objectives = list(version.objectives.all())
    given = {objective.code: emphasis.get(objective.pk) for objective in objectives}
    if broken := matrix.broken_rules(given):
        raise EmphasisWrong(" ".join(broken.values()))
    before = {objective.code: spelled(objective.emphasis) for objective in objectives}
    for objective in objectives:
        objective.emphasis = given[objective.code]
        objective.save(update_fields=["emphasis"])
    record_change(
        version,
        did="framework.emphasis_set",
        by=by,
        at=at,
        before=before,
        after={code: spelled(share) for code, share in given.items()},
    )


@transaction.atomic
def publish_version(*, version: FrameworkVersion, by: User, at: dt.datetime) -> FrameworkVersion:
    """Freeze a draft, so that tenders can use it, and return it.

    Raises VersionIsPublished, NothingToPublish.
    """
    draft = locked_draft(version)
    if not Area.objects.of(draft).in_use().exists():
        raise NothingToPublish("Add an area for action before you publish this version.")
    draft.published_at, draft.published_by = at, str(by)
    draft.save(update_fields=["published_at", "published_by"])
    record_change(draft, did="framework.published", by=by, at=at, after={"number": draft.number})
    return draft


def locked_draft(version: FrameworkVersion) -> FrameworkVersion:
    """Return the version, locked and read anew, or raise VersionIsPublished."""
    found = FrameworkVersion.objects.select_for_update().get(pk=version.pk)
    if found.is_published:
        raise VersionIsPublished("This version is published and cannot change. Start the next one.")
    return found


def spelled(number: Decimal | None) -> str | None:
    """Return a number for the record, with all its places."""
    return None if number is None else f"{number:f}"


def record_change(
    version: FrameworkVersion, *, did: str, by: User, at: dt.datetime, **more: object
) -> None:
    """Record what was done to an organisation's own version."""
    audit.record(
        by=by,
        at=at,
        did=did,
        subject=version,
        organisation=version.framework.organisation,
        **more,
    )


def _copy(
    *,
    framework: Framework,
    source: FrameworkVersion,
    number: int,
    title: str,
    by: User,
    at: dt.datetime,
) -> FrameworkVersion:
    """Return a draft with the same objectives, areas and measures, retired ones too."""
    version = FrameworkVersion.objects.create(
        framework=framework,
        number=number,
        title=title,
        publisher=str(framework.organisation),
        source=source.source,
        note=source.note,
        guidance_note=source.guidance_note,
        cautions=source.cautions,
        based_on=source,
        made_at=at,
        made_by=str(by),
    )
    _copy_contents(source=source, version=version)
    return version


def _copy_contents(*, source: FrameworkVersion, version: FrameworkVersion) -> None:
    """Copy every objective, area and measure of one version into another that is empty."""
    objectives, areas, measures = [], [], []
    for objective in source.objectives.prefetch_related("areas__measures"):
        objectives.append(_copied(objective, version=version))
        for area in objective.areas.all():
            areas.append(_copied(area, objective=objectives[-1]))
            measures += [_copied(measure, area=areas[-1]) for measure in area.measures.all()]
    Objective.objects.bulk_create(objectives)
    Area.objects.bulk_create(areas)
    Measure.objects.bulk_create(measures)


def _copied(row: Model, **parent: Model) -> Any:
    """Return an unsaved row that says the same, under another parent."""
    kept = [field for field in row._meta.concrete_fields if not field.primary_key]
    values = {field.name: getattr(row, field.attname) for field in kept if not field.is_relation}
    return type(row)(**values, **parent)
