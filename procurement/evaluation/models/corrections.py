"""Corrections of an agreed score when prices are known already."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from procurement.evaluation.models.scores import Score
from socialvalue.core.fields import ExactDecimalField
from socialvalue.core.models import Record


class ScoreCorrectionQuerySet(models.QuerySet["ScoreCorrection"]):
    """Corrections in the words of those who ask."""

    def open(self) -> "ScoreCorrectionQuerySet":
        """Corrections that nobody has confirmed or refused."""
        return self.filter(is_confirmed=None)


class ScoreCorrection(Record):
    """Another score for an agreed one, proposed by one person and confirmed by another.

    It is the only way to change a score once prices are opened, when whoever changes it can know
    whom the change favours. What it replaces stays; the record says that prices were known.
    """

    score = models.ForeignKey(Score, on_delete=models.PROTECT, related_name="corrections")
    points = ExactDecimalField()
    reason = models.TextField()
    change_reason = models.TextField()
    proposer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="corrections_proposed"
    )
    proposed_at = models.DateTimeField()
    proposed_by = models.CharField(max_length=200)
    is_confirmed = models.BooleanField(null=True)
    decider = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="corrections_decided",
    )
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=200, blank=True)
    refused_because = models.TextField(blank=True)

    objects = ScoreCorrectionQuerySet.as_manager()

    class Meta:
        ordering = ["score", "proposed_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["score"],
                condition=Q(is_confirmed=None),
                name="score_is_corrected_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(reason="") & ~Q(change_reason=""), name="correction_says_why"
            ),
            models.CheckConstraint(
                condition=Q(decider=None) | ~Q(decider=F("proposer")),
                name="correction_takes_two_people",
            ),
            models.CheckConstraint(
                condition=Q(is_confirmed=None, decider=None, decided_at=None, decided_by="")
                | (
                    Q(is_confirmed__isnull=False, decider__isnull=False, decided_at__isnull=False)
                    & ~Q(decided_by="")
                ),
                name="decision_on_a_correction_says_by_whom",
            ),
            models.CheckConstraint(
                condition=~Q(is_confirmed=False) | ~Q(refused_because=""),
                name="refused_correction_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.score}, to be corrected to {self.points}"
