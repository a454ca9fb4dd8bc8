"""Zips of payment files, as uploaded: each file in one becomes a payments file of its own."""

from django.db import models
from django.db.models import Q, Sum

from socialvalue.accounts.models import Organisation, User
from socialvalue.core.models import Record
from socialvalue.jobs.models import Job, State
from socialvalue.spend.models.anchors import Anchor


class PaymentZipQuerySet(models.QuerySet["PaymentZip"]):
    """Zips in the words of those who ask."""

    def standing(self) -> "PaymentZipQuerySet":
        """Zips that were not taken back."""
        return self.exclude(state=PaymentZip.State.UNDONE)

    def bytes_kept(self) -> int:
        """Bytes of them all as they were uploaded, those that were taken back included."""
        return self.aggregate(bytes=Sum("size"))["bytes"] or 0


class PaymentZip(Record):
    """One zip of payment files, as uploaded. It is unpacked whole or not at all.

    `left_out` has the name of each file in it that became no payments file, and why.
    """

    class State(models.TextChoices):
        """What was last asked of it, or came of it."""

        UNPACKING = "unpacking", "Being unpacked"
        UNPACKED = "unpacked", "Unpacked"
        UNDONE = "undone", "Taken back"

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="payment_zips"
    )
    anchor = models.ForeignKey(
        Anchor, on_delete=models.PROTECT, related_name="payment_zips", help_text="who paid"
    )
    name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField(help_text="bytes")
    content = models.FileField(upload_to="payments/%Y/%m/", max_length=300)
    state = models.CharField(max_length=20, choices=State, default=State.UNPACKING)
    left_out = models.JSONField(default=list, help_text="name and reason of each file left out")
    job = models.ForeignKey(Job, null=True, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    undone_reason = models.TextField(blank=True)

    objects = PaymentZipQuerySet.as_manager()

    class Meta:
        ordering = ["-uploaded_at", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "sha256"],
                condition=~Q(state="undone"),
                name="payment_zip_is_loaded_once",
            ),
            models.CheckConstraint(
                condition=Q(undone_at=None, undone_by=None)
                | (Q(undone_at__isnull=False, undone_by__isnull=False) & ~Q(undone_reason="")),
                name="payment_zip_taken_back_says_why_and_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_unpacking(self) -> bool:
        """Whether the worker still has it to do."""
        return self.state == self.State.UNPACKING and self.job.is_undone

    @property
    def why_not(self) -> str:
        """Why it could not be unpacked; empty if it was, or still may be."""
        if self.state != self.State.UNPACKING or self.job.is_undone:
            return ""
        if self.job.state == State.FAILED:
            return str(self.job.failure)
        return "Nobody waits for it any more: its job was cancelled."
