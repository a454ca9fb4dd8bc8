"""Assessments of what a tender does to health inequalities, which belong to the room of awards."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from procurement.tenders.models import Tender
from socialvalue.awards import queries
from socialvalue.awards.views.audiences import ASSESSES_ITSELF, READS_ASSESSMENTS
from socialvalue.calculations.awards.scheme import SchemeKind


def assessments_of(tender: Tender, request: HttpRequest) -> dict[str, Any]:
    """Return the assessments that carry the tender's key, and where to begin others."""
    if not READS_ASSESSMENTS.admits(request):
        return {"may_read_assessments": False}
    organisation = request.organisation
    schemes = queries.latest_schemes(organisation).filter(kind=SchemeKind.ASSESSMENT)
    named = urlencode({"about": tender.title, "key": key_of(tender)})
    return {
        "may_read_assessments": True,
        "assessments": queries.assessments_about(organisation, key=key_of(tender)),
        "begin_assessment": [
            (scheme.title, f"{reverse('awards:begin_assessment', args=[scheme.pk])}?{named}")
            for scheme in schemes
            if ASSESSES_ITSELF.admits(request)
        ],
    }


def key_of(tender: Tender) -> str:
    """Return what an assessment calls the tender."""
    return f"tender:{tender.pk}"
