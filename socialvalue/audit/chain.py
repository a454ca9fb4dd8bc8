"""The hash chain: each event's fingerprint covers the event and the fingerprint before it."""

import hashlib
import json
from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from socialvalue.audit.models import AuditEvent

# Every stored member of an event but its own fingerprint and its row number.
COVERED = (
    "subject", "sequence", "organisation_id", "actor_id", "actor_name", "at", "did", "reason",
    "before", "after", "previous_hash",
)  # fmt: skip


def subject_of(thing: models.Model) -> str:
    """Return the name under which a stored thing's events are chained."""
    return f"{thing._meta.label_lower}:{thing.pk}"


def fingerprint(event: "AuditEvent") -> str:
    """Return the SHA-256, in hexadecimal, of the event's members as canonical JSON."""
    members = {name: getattr(event, name) for name in COVERED}
    members["at"] = event.at.isoformat(timespec="microseconds")
    text = json.dumps(members, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode()).hexdigest()
