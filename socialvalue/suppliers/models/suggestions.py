"""What seems to be so of suppliers, and what a person said to it."""

from django.db import models
from django.db.models import Q

from socialvalue.accounts.models import Organisation
from socialvalue.core.models import Record
from socialvalue.suppliers.models.suppliers import Supplier


class SuggestionQuerySet(models.QuerySet["Suggestion"]):
    """Suggestions in the words of those who ask."""

    def waiting(self) -> "SuggestionQuerySet":
        """Suggestions that nobody has decided."""
        return self.filter(state=Suggestion.State.WAITING)


class Suggestion(Record):
    """A proposal about a supplier, with its reason. Nothing is changed until a person confirms it.

    `value` is a number in a register, a kind, a size, or empty; `other` is the supplier that seems
    to be the same. `likeness` is in thousandths. `before` has what a confirmation changed.
    """

    class Kind(models.TextChoices):
        """What it is about."""

        SAME = "same", "The same supplier"
        COMPANY = "companies", "A company of the register"
        CHARITY = "charities", "A charity of the register"
        SCOTTISH_CHARITY = "scottish_charities", "A charity of the Scottish register"
        KIND = "kind", "A kind of supplier"
        SIZE = "size", "A size"
        INDIVIDUAL = "individual", "An individual"

    class State(models.TextChoices):
        """What was said to it."""

        WAITING = "waiting", "To decide"
        CONFIRMED = "confirmed", "Confirmed"
        REJECTED = "rejected", "Rejected"

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="supplier_suggestions"
    )
    kind = models.CharField(max_length=20, choices=Kind)
    supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="suggestions")
    other = models.ForeignKey(
        Supplier, null=True, on_delete=models.CASCADE, related_name="suggestions_as_other"
    )
    value = models.CharField(max_length=60, blank=True)
    likeness = models.PositiveSmallIntegerField(default=0)
    because = models.TextField()
    source = models.CharField(
        max_length=64, blank=True, help_text="key of the payments file that says so, if one does"
    )
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    before = models.JSONField(default=dict)
    suggested_at = models.DateTimeField()
    suggested_by = models.CharField(max_length=200)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)

    objects = SuggestionQuerySet.as_manager()

    class Meta:
        ordering = ["-likeness", "-supplier__paid_pence", "id"]
        indexes = [
            models.Index(fields=["organisation", "state", "kind"], name="suggestion_to_decide"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["supplier", "other"],
                condition=Q(kind="same"),
                name="pair_is_suggested_once",
            ),
            models.UniqueConstraint(
                fields=["supplier", "kind", "value"],
                condition=Q(other=None),
                name="fact_is_suggested_once",
            ),
            models.CheckConstraint(
                condition=Q(kind="same", other__isnull=False) | (~Q(kind="same") & Q(other=None)),
                name="suggestion_of_a_pair_has_two",
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", decided_at=None, decided_by="")
                | (~Q(state="waiting") & Q(decided_at__isnull=False) & ~Q(decided_by="")),
                name="suggestion_decided_says_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.supplier}: {self.get_kind_display().lower()}"
