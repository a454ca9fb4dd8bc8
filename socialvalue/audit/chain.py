"""The hash chain: each event's fingerprint covers the event and the fingerprint before it."""

import hashlib
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

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


def members_of(event: "AuditEvent") -> dict[str, Any]:
    """Return what a fingerprint covers, as JSON holds it: the moment and keys as text."""
    members = {name: getattr(event, name) for name in COVERED}
    members["at"] = event.at.isoformat(timespec="microseconds")
    return json.loads(json.dumps(members, default=str))


def fingerprint_of(members: Mapping[str, Any]) -> str:
    """Return the SHA-256, in hexadecimal, of an event's members as canonical JSON."""
    text = json.dumps(members, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def fingerprint(event: "AuditEvent") -> str:
    """Return the fingerprint of an event."""
    return fingerprint_of(members_of(event))
