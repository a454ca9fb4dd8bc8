"""Publishing a scheme, running it, and closing it for applications."""

import datetime as dt

from django.db import transaction

from socialvalue.accounts.models import Organisation, User
from socialvalue.audit import actions as audit
from socialvalue.awards.models import Running, SchemeVersion
from socialvalue.awards.models.schemes import APPLIED_FOR
from socialvalue.awards.queries import scheme_of
from socialvalue.calculations.awards.scheme import fingerprint


class ChangedMeanwhile(ValueError):
    """Somebody else saved this after the person opened it."""


class SchemeIsPublished(ValueError):
    """A published version never changes: applications may stand on it."""


class OwnDraft(ValueError):
    """Who wrote a scheme does not publish it."""


class SchemeNotPublished(ValueError):
    """A draft cannot be run."""


class NotAppliedFor(ValueError):
    """Nobody applies to a scheme of this kind: organisations assess themselves with it."""


class NotYourScheme(ValueError):
    """The scheme belongs to another organisation."""


class RunAlready(ValueError):
    """The organisation runs this version already."""


class ClosedAlready(ValueError):
    """The scheme takes no applications any more."""


@transaction.atomic
def publish_scheme(
    *, version: SchemeVersion, by: User | str, at: dt.datetime, revision: int | None = None
) -> SchemeVersion:
    """Freeze a draft, so that it can be run, and return it. It takes a second person.

    `revision` is the one that this person read; None: whichever stands. Raises SchemeIsPublished;
    ChangedMeanwhile; OwnDraft if `by` changed this draft; SchemeRefused, with every fault.
    """
    draft = locked_draft(version)
    if revision not in (None, draft.revision):
        raise ChangedMeanwhile("Somebody changed this scheme while you had it open.")
    if isinstance(by, User) and draft.drafters.contains(by):
        raise OwnDraft("You changed this scheme, so somebody else must publish it.")
    scheme_of(draft)
    draft.fingerprint = fingerprint(draft.document)
    draft.published_at, draft.published_by = at, str(by)
    draft.save(update_fields=["fingerprint", "published_at", "published_by"])
    audit.record(
        by=by,
        at=at,
        did="scheme.published",
        subject=draft,
        organisation=draft.organisation,
        after={"number": draft.number, "fingerprint": draft.fingerprint},
    )
    return draft


@transaction.atomic
def run_scheme(
    *,
    version: SchemeVersion,
    organisation: Organisation,
    contact_email: str,
    has_public_register: bool,
    by: User | str,
    at: dt.datetime,
) -> Running:
    """Take applications to a published scheme from now on, and return the scheme as it is run.

    A former version of the scheme that the organisation runs is closed for new applications.

    Raises SchemeNotPublished; NotAppliedFor; NotYourScheme; RunAlready.
    """
    # Locked so that two people who press at once do not both open it.
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    _refuse_running(version, organisation)
    former = Running.objects.taking_applications().filter(
        organisation=organisation,
        version__code=version.code,
        version__organisation=version.organisation,
    )
    for one in former:
        close_running(running=one, by=by, at=at)
    running = Running.objects.create(
        organisation=organisation,
        version=version,
        contact_email=contact_email,
        has_public_register=has_public_register,
        opened_at=at,
        opened_by=str(by),
    )
    after = {"scheme": version.code, "number": version.number, "contact": contact_email}
    _record_running(running, "scheme.opened", by=by, at=at, after=after)
    return running


@transaction.atomic
def close_running(*, running: Running, by: User | str, at: dt.datetime) -> Running:
    """Take no new applications; those that were begun go on. Raises ClosedAlready."""
    running = (
        Running.objects.select_for_update(of=("self",))
        .select_related("organisation", "version")
        .get(pk=running.pk)
    )
    if running.closed_at is not None:
        raise ClosedAlready("This scheme takes no applications any more.")
    running.closed_at, running.closed_by = at, str(by)
    running.save(update_fields=["closed_at", "closed_by"])
    _record_running(running, "scheme.closed", by=by, at=at, after={})
    return running


def locked_draft(version: SchemeVersion) -> SchemeVersion:
    """Return the version, locked and read anew, or raise SchemeIsPublished."""
    found = SchemeVersion.objects.select_for_update().get(pk=version.pk)
    if found.is_published:
        raise SchemeIsPublished("This version is published and cannot change. Start the next one.")
    return found


def _refuse_running(version: SchemeVersion, organisation: Organisation) -> None:
    if not version.is_published:
        raise SchemeNotPublished("Publish the scheme before you open it for applications.")
    if version.kind not in APPLIED_FOR:
        raise NotAppliedFor("Nobody applies for this: organisations assess themselves with it.")
    if version.organisation_id not in (None, organisation.pk):
        raise NotYourScheme("This scheme belongs to another organisation.")
    if organisation.running_schemes.taking_applications().filter(version=version).exists():
        raise RunAlready("You take applications to this version already.")


def _record_running(
    running: Running, did: str, *, by: User | str, at: dt.datetime, after: dict[str, object]
) -> None:
    audit.record(
        by=by, at=at, did=did, subject=running, organisation=running.organisation, after=after
    )
