"""Gaps that somebody works on: a category that leaks and could be bought nearer."""

from django.db import models
from django.db.models import OuterRef, Q, Subquery

from socialvalue.accounts.models import Organisation
from socialvalue.core.models import Record


class GapNoteQuerySet(models.QuerySet["GapNote"]):
    """Notes about gaps in the words of those who ask."""

    def newest(self) -> "GapNoteQuerySet":
        """The newest note about each category of each organisation."""
        newest = GapNote.objects.filter(
            organisation=OuterRef("organisation"), key=OuterRef("key")
        ).order_by("-number")
        return self.filter(pk=Subquery(newest.values("pk")[:1]))


class GapNote(Record):
    """What is being done about a category that leaks: by whom, and when it is next looked at.

    Append-only: the newest counts, and the older ones are its history.
    """

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="gap_notes"
    )
    key = models.CharField(max_length=255, help_text="queries.category_key of its name")
    name = models.CharField(max_length=255, help_text="as the files have it")
    number = models.PositiveIntegerField()
    text = models.TextField()
    owner = models.CharField(max_length=200, blank=True)
    next_on = models.DateField(null=True, help_text="when it is next looked at")
    noted_at = models.DateTimeField()
    noted_by = models.CharField(max_length=200)

    objects = GapNoteQuerySet.as_manager()

    class Meta:
        ordering = ["organisation", "name", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "key", "number"], name="gap_note_has_one_place"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="gap_note_says_something"),
        ]

    def __str__(self) -> str:
        return self.name
