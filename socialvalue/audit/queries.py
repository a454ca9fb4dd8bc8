"""Reading the record, and finding what was done to it."""

from collections.abc import Iterator, Mapping

from django.db import models

from socialvalue.audit.chain import fingerprint, subject_of
from socialvalue.audit.models import AuditChain, AuditEvent


def events_of(thing: models.Model) -> models.QuerySet[AuditEvent]:
    """Return the events of one thing, oldest first."""
    return AuditEvent.objects.filter(subject=subject_of(thing)).order_by("sequence")


def faults(*, printed_heads: Mapping[str, tuple[int, str]] | None = None) -> Iterator[str]:
    """Yield one sentence for each place where the record is not as it was written.

    `printed_heads` gives, for a subject, the number of events and the fingerprint that a signed-off
    document shows: with it a chain that was cut short or rewritten as a whole is found too.
    """
    heads = {chain.subject: (chain.length, chain.head) for chain in AuditChain.objects.all()}
    ends: dict[str, tuple[int, str]] = {}
    at_printed: dict[tuple[str, int], str] = {}
    for event in AuditEvent.objects.order_by("subject", "sequence").iterator():
        length, head = ends.get(event.subject, (0, ""))
        where = f"{event.subject}, event {event.sequence}"
        if event.sequence != length + 1:
            yield f"{where}: follows event {length}; what stood between is missing"
        elif event.previous_hash != head:
            yield f"{where}: does not continue from the event before it"
        if event.hash != fingerprint(event):
            yield f"{where}: is not as it was written"
        ends[event.subject] = (event.sequence, event.hash)
        at_printed[event.subject, event.sequence] = event.hash
    for subject in sorted(heads.keys() | ends.keys()):
        length, head = ends.get(subject, (0, ""))
        if heads.get(subject, (0, "")) != (length, head):
            yield f"{subject}: ends at event {length}, not where its chain says"
    for subject, (length, head) in sorted((printed_heads or {}).items()):
        if at_printed.get((subject, length)) != head:
            yield f"{subject}: event {length} is not the one that was printed"
