"""Plain lists of suppliers that an organisation loaded."""

from django.db import models
from django.db.models import Q

from socialvalue.accounts.models import Organisation
from socialvalue.core.models import Record
from socialvalue.jobs.models import Job


class SupplierListQuerySet(models.QuerySet["SupplierList"]):
    """Lists in the words of those who ask."""

    def standing(self) -> "SupplierListQuerySet":
        """Lists that may still be loaded, or are."""
        return self.exclude(state__in=[SupplierList.State.REFUSED, SupplierList.State.UNDONE])


class SupplierList(Record):
    """One list, as uploaded; what loading it would do; and how to take it back.

    `before` has what the list changed: facts by supplier, suppliers and names that it made.
    """

    class State(models.TextChoices):
        """How far it is."""

        REFUSED = "refused", "Has errors"
        TO_CONFIRM = "to_confirm", "To confirm"
        LOADING = "loading", "Being loaded"
        LOADED = "loaded", "Loaded"
        UNDONE = "undone", "Taken back"

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="supplier_lists"
    )
    name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    content = models.FileField(upload_to="suppliers/%Y/%m/", max_length=300)
    state = models.CharField(max_length=20, choices=State)
    columns = models.JSONField(default=dict, help_text="the list's heading of each field")
    suppliers = models.PositiveIntegerField(default=0)
    findings = models.JSONField(default=list, help_text="what is wrong, cell by cell")
    effect = models.JSONField(default=dict, help_text="what loading does, in numbers")
    before = models.JSONField(default=dict, help_text="what stood before it was loaded")
    job = models.ForeignKey(Job, null=True, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    uploaded_by = models.CharField(max_length=200)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.CharField(max_length=200, blank=True)
    undone_because = models.TextField(blank=True)

    objects = SupplierListQuerySet.as_manager()

    class Meta:
        ordering = ["-uploaded_at", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "sha256"],
                condition=~Q(state__in=["refused", "undone"]),
                name="supplier_list_is_loaded_once",
            ),
            models.CheckConstraint(
                condition=Q(undone_at=None, undone_by="")
                | (Q(undone_at__isnull=False) & ~Q(undone_by="")),
                name="supplier_list_taken_back_says_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return self.name
