"""What people decide about payments: categories left out or out of reach, lines that repeat."""

from django.db import models
from django.db.models import OuterRef, Q, Subquery

from socialvalue.accounts.models import Organisation
from socialvalue.core.models import Record
from socialvalue.spend.models.files import FileState, PaymentFile


class CategoryDecisionQuerySet(models.QuerySet["CategoryDecision"]):
    """Decisions about categories in the words of those who ask."""

    def standing(self) -> "CategoryDecisionQuerySet":
        """The newest decision about each category of each organisation."""
        newest = CategoryDecision.objects.filter(
            organisation=OuterRef("organisation"), key=OuterRef("key")
        ).order_by("-number")
        return self.filter(pk=Subquery(newest.values("pk")[:1]))


class CategoryDecision(Record):
    """What was decided of a category; the newest counts, the older ones stay.

    `left_out_as` is a reason of the exclusions (grant, financing ...), or empty: then it counts.
    `is_influenceable` says whether a buyer could spend it elsewhere; `owner` answers for that.
    """

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="category_decisions"
    )
    key = models.CharField(max_length=255, help_text="queries.category_key of its name")
    name = models.CharField(max_length=255, help_text="as the files have it")
    number = models.PositiveIntegerField()
    left_out_as = models.CharField(max_length=40, blank=True)
    is_influenceable = models.BooleanField(default=True)
    because = models.TextField()
    owner = models.CharField(max_length=200, blank=True)
    decided_at = models.DateTimeField()
    decided_by = models.CharField(max_length=200)

    objects = CategoryDecisionQuerySet.as_manager()

    class Meta:
        ordering = ["organisation", "name", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "key", "number"], name="category_decision_has_one_place"
            ),
            models.CheckConstraint(condition=~Q(because=""), name="category_decision_says_why"),
        ]

    def __str__(self) -> str:
        return self.name


class RepeatQuerySet(models.QuerySet["Repeat"]):
    """Repeats in the words of those who ask."""

    def standing(self) -> "RepeatQuerySet":
        """Repeats of which both files still count: neither was taken back."""
        imported = FileState.IMPORTED
        return self.filter(file__state=imported, first_file__state=imported)

    def to_look_at(self) -> "RepeatQuerySet":
        """Repeats about which nobody has decided."""
        return self.standing().filter(state=Repeat.State.FLAGGED)

    def confirmed(self) -> "RepeatQuerySet":
        """Repeats that are the same payment published twice, and are left out."""
        return self.standing().filter(state=Repeat.State.CONFIRMED)


class Repeat(Record):
    """A payment line that is the same as an earlier one of its anchor, and what a person says.

    Kept in what is counted until somebody confirms that it was published twice. `position` is its
    place in the partition of its file, from 0; `row` is the row as a spreadsheet shows it.
    """

    class State(models.TextChoices):
        """What was decided."""

        FLAGGED = "flagged", "To look at"
        CONFIRMED = "confirmed", "The same payment: left out"
        KEPT = "kept", "Another payment: kept"

    file = models.ForeignKey(PaymentFile, on_delete=models.CASCADE, related_name="repeats")
    position = models.PositiveIntegerField()
    sheet = models.CharField(max_length=255, blank=True)
    row = models.PositiveIntegerField()
    first_file = models.ForeignKey(PaymentFile, on_delete=models.CASCADE, related_name="+")
    first_row = models.PositiveIntegerField()
    supplier = models.CharField(max_length=500)
    day = models.DateField()
    pence = models.BigIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.FLAGGED)
    because = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=200, blank=True)

    objects = RepeatQuerySet.as_manager()

    class Meta:
        ordering = ["file", "position"]
        constraints = [
            models.UniqueConstraint(fields=["file", "position"], name="repeat_is_noted_once"),
            models.CheckConstraint(
                condition=Q(state="flagged", decided_at=None, decided_by="")
                | (~Q(state="flagged") & Q(decided_at__isnull=False) & ~Q(decided_by="")),
                name="repeat_decided_says_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.file}, row {self.row}"
