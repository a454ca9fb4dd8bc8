"""What an organisation has set itself for its spend: shares to reach, and reserves to spend."""

from django.db import models
from django.db.models import Q

from socialvalue.accounts.models import Organisation
from socialvalue.core.fields import ExactDecimalField
from socialvalue.core.models import Record


class Measure(models.TextChoices):
    """A share of the money in scope."""

    PLACE = "place", "Share that stays in your place"
    WIDER = "wider", "Share that stays in the wider area, your place included"
    SME = "sme", "Share with small and medium suppliers"
    VCSE = "vcse", "Share with voluntary, community and social enterprises"


class TargetQuerySet(models.QuerySet["Target"]):
    """Targets in the words of those who ask."""

    def standing(self) -> "TargetQuerySet":
        """Targets that were not withdrawn."""
        return self.filter(withdrawn_at=None)


class Target(Record):
    """A share that an organisation wants to reach, or a part of its spend that it sets aside.

    It never changes: another one is set, and this one withdrawn with a reason.
    """

    class Kind(models.TextChoices):
        """Whether it is to be reached, or set aside to be spent."""

        SHARE = "share", "A share to reach"
        RESERVE = "reserve", "A reserve (ringfence): a part of the spend set aside"

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="spend_targets"
    )
    measure = models.CharField(max_length=10, choices=Measure)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.SHARE)
    percent = ExactDecimalField(help_text="of the money in scope")
    due_on = models.DateField(help_text="by when")
    decision = models.CharField(max_length=300, help_text="who decided it, and when")
    because = models.TextField()
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=200)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=200, blank=True)
    withdrawn_because = models.TextField(blank=True)

    objects = TargetQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "measure"]
        constraints = [
            models.CheckConstraint(
                condition=Q(measure__in=Measure.values), name="target_measure_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(because="") & ~Q(decision=""), name="target_says_who_and_why"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by="", withdrawn_because="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_by="") & ~Q(withdrawn_because="")),
                name="target_withdrawn_says_why_and_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_measure_display()}: {self.percent}%"
