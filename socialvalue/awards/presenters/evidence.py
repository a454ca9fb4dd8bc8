"""The library of evidence in words."""

from collections.abc import Iterable

from django.conf import settings

from socialvalue.awards.queries import HeldFact
from socialvalue.calculations.evidence import in_megabytes


def room_left(kept: int) -> str:
    """Return how much is kept, in bytes, of how much there may be, in words."""
    return f"{in_megabytes(kept)} of {in_megabytes(settings.EVIDENCE_TOTAL)} used"


def offered_facts(facts: Iterable[HeldFact]) -> list[tuple[str, str, str]]:
    """Return what a form offers: what it sends, the title, and words with source and day."""
    return [
        (fact.code, fact.title, f"{fact.words} {fact.source}, {fact.as_of:%-d %B %Y}")
        for fact in facts
    ]
