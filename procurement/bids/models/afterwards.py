"""What people decide about late bids, and what they ask bidders about what they offered."""

from django.db import models
from django.db.models import Q

from procurement.bids.models.bids import Bid
from procurement.bids.models.content import Commitment
from procurement.tenders.models import Criterion
from socialvalue.core.models import Record


class LateDecision(Record):
    """What people decided about a bid that came after the deadline. It is kept either way."""

    bid = models.OneToOneField(Bid, on_delete=models.PROTECT, related_name="late_decision")
    is_admitted = models.BooleanField()
    reason = models.TextField()
    decided_at = models.DateTimeField()
    decided_by = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="late_decision_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.bid.code}: {'admitted' if self.is_admitted else 'not admitted'}"


class Clarification(Record):
    """A question to a bidder about what it offered, and the answer. Both stay as they were."""

    bid = models.ForeignKey(Bid, on_delete=models.PROTECT, related_name="clarifications")
    criterion = models.ForeignKey(
        Criterion, null=True, on_delete=models.PROTECT, related_name="clarifications"
    )
    commitment = models.ForeignKey(
        Commitment, null=True, on_delete=models.PROTECT, related_name="clarifications"
    )
    question = models.TextField()
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=200)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=200, blank=True)
    closed_because = models.TextField(blank=True)

    class Meta:
        ordering = ["bid", "asked_at"]
        constraints = [
            models.CheckConstraint(condition=~Q(question=""), name="clarification_asks"),
            models.CheckConstraint(
                condition=Q(answered_at=None, answered_by="", answer="", closed_because="")
                | (
                    Q(answered_at__isnull=False)
                    & ~Q(answered_by="")
                    & (~Q(answer="") | ~Q(closed_because=""))
                ),
                name="clarification_ends_with_an_answer_or_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"question to {self.bid.code}"
