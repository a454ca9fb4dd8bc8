"""Schemes as published, read from their documents, and those that are open for application."""

import json
from functools import lru_cache

from django.db.models import QuerySet

from socialvalue.awards.models import Running, SchemeVersion
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
