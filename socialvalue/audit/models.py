"""Events that are written once and never changed."""

from django.db import models


class AuditChain(models.Model):
    """The end of one subject's chain of events: the next event must follow it.

    Locked while an event is added, so that two writers cannot both follow the same event. The end
    is also printed on signed-off documents: only such a copy catches someone who rewrites a whole
    chain in the database.
    """

    subject = models.CharField(max_length=120, primary_key=True)
    length = models.PositiveBigIntegerField(default=0)
    head = models.CharField(max_length=64, default="")

    def __str__(self) -> str:
        return f"{self.subject}: {self.length} events, {self.head}"


class AuditEvent(models.Model):
    """One thing that somebody did. Refused by the database: UPDATE, DELETE, TRUNCATE.

    There are no foreign keys: the record must outlive what it speaks of, and must never stand in
    the way of the live tables.
    """

    subject = models.CharField(max_length=120)
    sequence = models.PositiveBigIntegerField()
    organisation_id = models.UUIDField(null=True, db_index=True)
    actor_id = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=200)
    at = models.DateTimeField()
    did = models.CharField(max_length=80)
    reason = models.TextField(blank=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["subject", "sequence"]
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "sequence"], name="audit_event_has_one_place_in_its_chain"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.sequence}: {self.did} by {self.actor_name}"
