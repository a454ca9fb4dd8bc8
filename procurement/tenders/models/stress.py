"""Made-up bids on which a method is tested before it is published, and what was said of the result.

Nothing here is a bid: no supplier made it, and the result of the tender never sees it.
"""

from django.db import models
from django.db.models import Q

from procurement.tenders.models.lots import Lot
from socialvalue.core.fields import ExactDecimalField
from socialvalue.core.models import Record


class StressBid(Record):
    """One made-up bid for a lot: a name, a price in pence, and what it earns.

    Percents are of the marks of the section. `points` on the questions, decimal strings by the
    code of the question, count in their place in a section where every question has some.
    """

    lot = models.ForeignKey(Lot, on_delete=models.CASCADE, related_name="stress_bids")
    position = models.PositiveIntegerField()
    name = models.CharField(max_length=60)
    price_pence = models.BigIntegerField()
    quality_percent = ExactDecimalField()
    social_value_percent = ExactDecimalField()
    points = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["lot", "position"]
        constraints = [
            models.UniqueConstraint(fields=["lot", "position"], name="stress_bid_has_one_place"),
            models.CheckConstraint(
                condition=Q(price_pence__gt=0), name="stress_bid_price_above_nought"
            ),
        ]

    def __str__(self) -> str:
        return f"made-up bid {self.name}"


class StressAcknowledgement(Record):
    """A person read the result of a stress test that asks for it, and says why the method stands.

    It holds for exactly the method that was tested, known by its fingerprint: a changed method
    needs a new one. `findings` are the sentences that the person read. Never changed.
    """

    lot = models.ForeignKey(Lot, on_delete=models.CASCADE, related_name="stress_acknowledgements")
    fingerprint = models.CharField(max_length=64)
    verdict = models.CharField(max_length=30)
    findings = models.JSONField(default=list)
    reason = models.TextField()
    acknowledged_at = models.DateTimeField()
    acknowledged_by = models.CharField(max_length=200)

    class Meta:
        ordering = ["lot", "acknowledged_at"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""), name="stress_acknowledgement_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"acknowledgement of the stress test of {self.lot}"
