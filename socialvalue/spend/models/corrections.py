"""What people decide about rows that could not be read: corrected, or set aside with a reason."""

from django.db import models
from django.db.models import Q

from socialvalue.core.models import Record
from socialvalue.spend.models.files import PaymentFile


class RowDecisionQuerySet(models.QuerySet["RowDecision"]):
    """Decisions about rows in the words of those who ask."""

    def standing(self) -> "RowDecisionQuerySet":
        """Decisions that were not undone."""
        return self.filter(undone_at=None)

    def corrected(self) -> "RowDecisionQuerySet":
        """Rows that became payments, in the order of their file."""
        return self.filter(kind=RowDecision.Kind.CORRECTED).order_by("sheet", "row")


class RowDecision(Record):
    """What was decided of one row that was not read. Undone, never deleted.

    A corrected row becomes one payment of the file's corrections (`PaymentFile.corrects`), which
    are kept apart: the file itself stays as it was published. `texts` has the cells as corrected,
    by field; `texts_before` as the file has them.
    """

    class Kind(models.TextChoices):
        """What became of the row."""

        CORRECTED = "corrected", "Corrected"
        SET_ASIDE = "set_aside", "Set aside"

    file = models.ForeignKey(PaymentFile, on_delete=models.PROTECT, related_name="row_decisions")
    sheet = models.CharField(max_length=255, blank=True)
    row = models.PositiveIntegerField(help_text="as a spreadsheet shows it")
    kind = models.CharField(max_length=10, choices=Kind)
    texts = models.JSONField(default=dict)
    texts_before = models.JSONField(default=dict)
    because = models.TextField(blank=True)
    decided_at = models.DateTimeField()
    decided_by = models.CharField(max_length=200)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.CharField(max_length=200, blank=True)

    objects = RowDecisionQuerySet.as_manager()

    class Meta:
        ordering = ["file", "sheet", "row", "-decided_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["file", "sheet", "row"],
                condition=Q(undone_at=None),
                name="row_is_decided_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(kind="corrected") | ~Q(because=""), name="row_set_aside_says_why"
            ),
            models.CheckConstraint(
                condition=Q(undone_at=None, undone_by="")
                | (Q(undone_at__isnull=False) & ~Q(undone_by="")),
                name="row_decision_undone_says_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.file}, row {self.row}"
