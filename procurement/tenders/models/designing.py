"""What is recorded while a method is made: the duty of 2012, departures, answers to findings."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from procurement.tenders.models.methodology import Methodology
from procurement.tenders.models.tender import Tender
from socialvalue.core.models import Record


class SocialValueDuty(Record):
    """What the buyer considered before the procurement began, as the 2012 Act asks.

    `consults` is whether to consult on it, null while nobody has decided. What the contract could
    improve is kept apart by kind of well-being; any of the three may be empty, not all.
    """

    tender = models.OneToOneField(Tender, on_delete=models.CASCADE, related_name="duty")
    economic = models.TextField(blank=True)
    social = models.TextField(blank=True)
    environmental = models.TextField(blank=True)
    securing = models.TextField(blank=True)
    consults = models.BooleanField(null=True)
    consulting_because = models.TextField(blank=True)
    relevance = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=200)

    class Meta:
        verbose_name_plural = "social value duties"

    def __str__(self) -> str:
        return f"what {self.tender.reference} could improve"

    @property
    def is_complete(self) -> bool:
        """Whether every part of the duty was considered."""
        improves = self.economic or self.social or self.environmental
        said = [improves, self.securing, self.consulting_because, self.relevance]
        return self.consults is not None and all(part.strip() for part in said)


class WeightDeparture(Record):
    """A recorded decision to weigh social value below what a binding rule asks.

    `required` and `proposed` are in the words of the rule's answer. `approver` is whom the rule's
    source asks, in words, who may be outside the organisation. An approver of the organisation
    who did not record it confirms or refuses it; `is_confirmed` is null until then. Never changed
    afterwards: a new decision is a new row.
    """

    methodology = models.ForeignKey(
        Methodology, on_delete=models.CASCADE, related_name="departures"
    )
    rule_code = models.CharField(max_length=80)
    rule_title = models.CharField(max_length=300)
    requirement = models.CharField(max_length=60)
    required = models.CharField(max_length=200)
    proposed = models.CharField(max_length=200)
    reason = models.TextField()
    approver = models.CharField(max_length=200)
    recorder = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="departures_recorded",
    )
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=200)
    is_confirmed = models.BooleanField(null=True)
    decider = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="departures_decided",
    )
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=200, blank=True)
    refused_because = models.TextField(blank=True)

    class Meta:
        ordering = ["methodology", "recorded_at"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="departure_has_a_reason"),
            models.CheckConstraint(condition=~Q(approver=""), name="departure_has_an_approver"),
            models.CheckConstraint(
                condition=Q(decider=None) | Q(recorder=None) | ~Q(decider=F("recorder")),
                name="departure_takes_two_people",
            ),
            models.CheckConstraint(
                condition=Q(is_confirmed=None, decider=None, decided_at=None, decided_by="")
                | (
                    Q(is_confirmed__isnull=False, decider__isnull=False, decided_at__isnull=False)
                    & ~Q(decided_by="")
                ),
                name="decision_on_a_departure_says_by_whom",
            ),
            models.CheckConstraint(
                condition=~Q(is_confirmed=False) | ~Q(refused_because=""),
                name="refused_departure_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"departure from {self.rule_title}, approved by {self.approver}"


class LintAnswer(Record):
    """Why a finding about a method may stand. Never changed: a new answer is a new row.

    It answers exactly this `sentence` of this `rule` at this `place` (a code, or empty for the
    whole method): a finding in other words is another finding.
    """

    methodology = models.ForeignKey(
        Methodology, on_delete=models.CASCADE, related_name="lint_answers"
    )
    rule = models.CharField(max_length=10)
    place = models.CharField(max_length=60, blank=True)
    sentence = models.TextField()
    reason = models.TextField()
    answered_at = models.DateTimeField()
    answered_by = models.CharField(max_length=200)

    class Meta:
        ordering = ["methodology", "answered_at"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="lint_answer_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"answer to {self.rule} {self.place}".rstrip()
