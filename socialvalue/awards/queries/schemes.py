"""Schemes as published, read from their documents, and those that are open for application."""

import json
from functools import lru_cache

from django.db.models import Count, F, Q, QuerySet

from socialvalue.accounts.models import Organisation
from socialvalue.awards.models import Running, SchemeVersion
from socialvalue.calculations.awards.document_reader import Fault, SchemeRefused
from socialvalue.calculations.awards.scheme import Scheme, canonical
from socialvalue.calculations.awards.scheme_reading import scheme_from

KEPT = 256


def scheme_of(version: SchemeVersion) -> Scheme:
    """Return the scheme of a version. Raises SchemeRefused for a draft that is not whole yet.

    Kept by the words of its document, so a page that asks again does not read it again.
    """
    return _read(canonical(version.document))


@lru_cache(maxsize=KEPT)
def _read(text: str) -> Scheme:
    return scheme_from(json.loads(text))


def open_schemes() -> QuerySet[Running]:
    """Return the schemes that take applications now, with who runs them."""
    return Running.objects.taking_applications().select_related("organisation", "version")


def schemes_seen(organisation: Organisation, *, with_drafts: bool) -> QuerySet[SchemeVersion]:
    """Return the shipped schemes and the organisation's own; drafts only where they are asked."""
    seen = SchemeVersion.objects.seen_by(organisation).select_related("organisation")
    return seen if with_drafts else seen.published()


def latest_schemes(organisation: Organisation) -> QuerySet[SchemeVersion]:
    """Return the newest published version of each scheme that the organisation sees."""
    return schemes_seen(organisation, with_drafts=False).latest()


def draft_schemes(organisation: Organisation) -> QuerySet[SchemeVersion]:
    """Return the organisation's drafts."""
    return organisation.own_schemes.filter(published_at=None)


def schemes_run_by(organisation: Organisation) -> QuerySet[Running]:
    """Return the schemes that the organisation runs or ran, open ones first.

    `received` is the number of applications that were sent.
    """
    sent = Q(applications__submitted_at__isnull=False)
    running = organisation.running_schemes.select_related("version")
    return running.annotate(received=Count("applications", filter=sent)).order_by(
        F("closed_at").asc(nulls_first=True), "version__title"
    )


def faults_of(version: SchemeVersion) -> tuple[Fault, ...]:
    """Return what keeps a draft from being a scheme; nothing if it is one."""
    try:
        scheme_of(version)
    except SchemeRefused as refused:
        return refused.faults
    return ()


def other_versions(version: SchemeVersion) -> QuerySet[SchemeVersion]:
    """Return the other published versions of the same scheme, the newest first."""
    same = SchemeVersion.objects.published().filter(
        code=version.code, organisation=version.organisation
    )
    return same.exclude(pk=version.pk).order_by("-number")
