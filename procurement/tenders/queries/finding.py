"""Tenders, the method that counts, its criteria and areas for action."""

from typing import Any

from django.db import models
from django.db.models import Case, Count, Q, When

from procurement.tenders.models import Methodology, Tender
from socialvalue.accounts.models import Organisation
from socialvalue.framework import queries as framework
from socialvalue.framework.models import Area, FrameworkVersion


class NoMethod(ValueError):
    """The tender has no method yet."""


def tenders_of(organisation: Organisation | None) -> models.QuerySet[Tender]:
    """Return the tenders of an organisation; none for someone who acts for no organisation."""
    return Tender.objects.none() if organisation is None else organisation.tenders.all()


def list_of(organisation: Organisation | None) -> models.QuerySet[Tender]:
    """Return the tenders for the list, newest first, with the number of bids that stand."""
    bids = Count("bids", filter=Q(bids__withdrawn_at=None))
    return tenders_of(organisation).annotate(bid_count=bids).newest_first()


def methodology_of(tender: Tender) -> Methodology:
    """Return the method that counts, or raise NoMethod.

    It is the published version with the highest number; the one in the making before any is.
    """
    is_draft = Case(When(published_at=None, then=1), default=0)
    methodology = tender.methodologies.order_by(is_draft, "-number").first()
    if methodology is None:
        raise NoMethod(f"{tender.reference} has no method yet")
    methodology.tender = tender
    return methodology


def latest_of(tender: Tender) -> Methodology:
    """Return the newest version of the method, also one in the making. Raises NoMethod."""
    methodology = tender.methodologies.order_by("-number").first()
    if methodology is None:
        raise NoMethod(f"{tender.reference} has no method yet")
    methodology.tender = tender
    return methodology


def criteria_of(methodology: Methodology, section: str) -> models.QuerySet[Any]:
    """Return the criteria of a section in their order, with scale, levels and areas."""
    return (
        methodology.criteria.filter(section=section)
        .select_related("scale", "parent")
        .prefetch_related("areas", "scale__levels", "lots")
        .order_by("position")
    )


def areas_chosen(methodology: Methodology) -> set[str]:
    """Return the codes of the areas for action that the method asks about."""
    return set(methodology.criteria.exclude(areas=None).values_list("areas__area", flat=True))


def framework_versions_for(organisation: Organisation) -> list[FrameworkVersion]:
    """Return the matrices that a tender may choose areas for action from; its own come first."""
    return [
        version
        for version in framework.frameworks_for(organisation)
        if framework.areas_of(version).exists()
    ]


def areas_of(version: FrameworkVersion) -> list[Area]:
    """Return the areas for action of a matrix, in its order, each with its objective."""
    return list(framework.areas_of(version))
