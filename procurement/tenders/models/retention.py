"""How long a tender is kept: the day it counts from, legal holds, and what was purged."""

from django.db import models
from django.db.models import Q

from procurement.tenders.models.tender import Tender
from socialvalue.core.models import Record


class KeptFrom(Record):
    """The day from which a tender's records are kept, where it is later than the award."""

    tender = models.OneToOneField(Tender, on_delete=models.CASCADE, related_name="kept_from")
    counts_from = models.DateField()
    reason = models.TextField()
    set_at = models.DateTimeField()
    set_by = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="kept_from_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.tender.reference}, from {self.counts_from}"


class LegalHold(Record):
    """Nothing of the tender is purged while it stands. Lifted, never deleted."""

    tender = models.ForeignKey(Tender, on_delete=models.CASCADE, related_name="legal_holds")
    reason = models.TextField()
    placed_at = models.DateTimeField()
    placed_by = models.CharField(max_length=200)
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.CharField(max_length=200, blank=True)
    lifted_because = models.TextField(blank=True)

    class Meta:
        ordering = ["tender", "placed_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["tender"],
                condition=Q(lifted_at=None),
                name="tender_is_held_once_at_a_time",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="legal_hold_has_a_reason"),
            models.CheckConstraint(
                condition=Q(lifted_at=None, lifted_by="", lifted_because="")
                | (Q(lifted_at__isnull=False) & ~Q(lifted_by="") & ~Q(lifted_because="")),
                name="lifting_a_legal_hold_says_by_whom_and_why",
            ),
        ]

    def __str__(self) -> str:
        return f"legal hold on {self.tender.reference}"


class Purge(Record):
    """What was taken out of a tender once its time had passed: how many of each kind."""

    tender = models.OneToOneField(Tender, on_delete=models.CASCADE, related_name="purge")
    policy = models.TextField()
    counts = models.JSONField()
    purged_at = models.DateTimeField()
    purged_by = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"purge of {self.tender.reference}"
